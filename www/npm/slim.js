// `gouji/slim`: the same without readers of files and without the way back, in half the size.

import start, * as glue from "../../pkg/slim/gouji_page.js";
import { door } from "./door.js";
import { once } from "./once.js";
import { unpacked } from "../unpack.js";

const functions = door(
  { start, forget: glue.forget, refused: glue.refused },
  { check: glue.check, recheck: glue.recheck, rules: glue.rules, form: glue.form, version: glue.version },
  once(() => import("./slim-module.js").then(({ default: text }) => unpacked(text))),
);
export const { check, checkFiles, recheck, rules, form, version } = functions;
export default functions.init;
