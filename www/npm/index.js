// `gouji`: the checker for programs, in browsers and in Node.js.

// An instance of its own, apart from the element's: that one starts afresh when it moves to a worker, and this one has to stay.
import start, * as glue from "../../pkg/gouji_page.js?apart-from-the-element";
import { door } from "./door.js";
import { inside } from "./inside.js";

const functions = door(
  { start, forget: glue.forget, refused: glue.refused },
  { check: glue.check, recheck: glue.recheck, rules: glue.rules, form: glue.form, patch: glue.patch, write: glue.write, version: glue.version },
  inside,
);
export const { check, checkFiles, recheck, rules, form, patch, write, version } = functions;
export default functions.init;
