// `gouji`: the checker for programs, in browsers and in Node.js.

// An instance of its own: the element starts its instance afresh when it moves to a worker, and what a program started has to stay.
import * as glue from "../../pkg/gouji_page.js?of-the-package";
import { unpacked } from "../unpack.js";
import { door } from "./door.js";

export const { init, check, checkFiles, recheck, rules, form, patch, write, version } = door(glue, unpacked);
export default init;
