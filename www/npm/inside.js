// The module in the npm package. Its text is a script of its own, loaded when the module is wanted and not before: nothing is fetched that a policy for
// scripts would not allow, and whoever serves the module as a file does not load it twice.

import { once } from "./once.js";
import { unpacked } from "../unpack.js";

/** For the functions and the element alike: it is compiled once in a page. */
export const inside = once(() => import("./module.js").then(({ default: text }) => unpacked(text)));
