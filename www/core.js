// The checker behind the page: starts the module, calls it, and starts it afresh when it fell over.

import * as glue from "../pkg/gouji_page.js";
import { inflateSync } from "fflate";
import moduleText from "../pkg/gouji_bg.wasm.deflate";

let compiled = null;
let started = null;
const forms = new Map();
const ruleLists = new Map();

/** The checker itself failed; whatever was pasted is not to blame. */
export class Fault extends Error {}

/** The work was given up because the reader asked for it. */
export class Cancelled extends Error {}

/** Gives up what is being worked on. */
export function cancel() {}

export const supported = () =>
  typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function" && typeof customElements === "object" && typeof CSSStyleSheet.prototype.replaceSync === "function";

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
  compiled = compiled || WebAssembly.compile(decode(moduleText));
  started = compiled.then((module) => glue.default({ module_or_path: module })).then(() => glue);
  return started;
}

/** After a trap the instance is of no use; the next call gets another. */
function restart() {
  glue.forget();
  started = null;
}

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
export const check = (source, options) => call((glue) => glue.check(source, options));

/** Checks figures without a document. @returns {Promise<import("./types").Outcome>} */
export const recheck = (values, options) => call((glue) => glue.recheck(values, options));

/** @returns {Promise<import("./types").Form>} */
export async function form(edition, lang) {
  const key = `${edition} ${lang}`;
  if (!forms.has(key)) forms.set(key, await call((glue) => glue.form(edition, lang)));
  return forms.get(key);
}

/** @returns {Promise<import("./types").Rule[]>} */
export async function rules(lang) {
  if (!ruleLists.has(lang)) ruleLists.set(lang, await call((glue) => glue.rules(lang)));
  return ruleLists.get(lang);
}

export const version = () => call((glue) => glue.version());
