// The checker behind the page: starts the module, calls it, and starts it afresh when it fell over.

import * as first from "../pkg/gouji.js";
// The glue keeps its instance in a module variable and never starts a second one. Another copy of the same file is another variable.
import * as spare from "../pkg/gouji.js?spare";
import { inflateSync } from "fflate";
import moduleText from "../pkg/gouji_bg.wasm.deflate";

const copies = [first, spare];
let turn = 0;
let compiled = null;
let started = null;
const forms = new Map();
let ruleList = null;

/** The checker itself failed; whatever was pasted is not to blame. */
export class Fault extends Error {}

export const supported = () => typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function";

/** The browsers' own DecompressionStream is younger than the oldest of them. */
function decode(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return inflateSync(bytes);
}

/** Asynchronous, because older Chromium refuses to compile more than 4 KB synchronously on the main thread. */
export function start() {
  if (started) return started;
  const glue = copies[turn];
  if (!glue) return Promise.reject(new Fault("no copy of the checker is left"));
  compiled = compiled || WebAssembly.compile(decode(moduleText));
  started = compiled.then((module) => glue.default({ module_or_path: module })).then(() => glue);
  return started;
}

function restart() {
  turn += 1;
  started = null;
  if (turn < copies.length) start().catch(() => {});
}

/** True while there is a fresh instance to go on with; without one the page must be reloaded. */
export const alive = () => turn < copies.length;

async function call(work) {
  try {
    return work(await start());
  } catch (error) {
    console.error(error);
    restart();
    throw new Fault(error && error.message);
  }
}

/** @returns {Promise<import("./types").Outcome>} */
export const check = (source, options) => call((glue) => glue.check(source, Object.assign({ lang: "zh" }, options)));

/** @returns {Promise<import("./types").Form>} */
export async function form(edition) {
  if (!forms.has(edition)) forms.set(edition, await call((glue) => glue.form(edition, "zh")));
  return forms.get(edition);
}

/** @returns {Promise<import("./types").Rule[]>} */
export async function rules() {
  ruleList = ruleList || (await call((glue) => glue.rules("zh")));
  return ruleList;
}

export const version = () => call((glue) => glue.version());
