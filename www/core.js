// The checker behind the page: a worker that is started from the page's own script, or the page itself where there can be none.

import packed from "../pkg/gouji_bg.wasm.deflate";
import { Cancelled, Fault, client } from "./client.js";
import { begin, engine, forget, replyTo } from "./engine.js";
import { compile } from "./module.js";

export { Cancelled, Fault };

/** The script that this page runs; a worker is started from the same text, since a page on disk can load no other. */
const script = document.currentScript && document.currentScript.textContent;

/** A worker that is silent for so long, in milliseconds, is given up; a slow machine's takes a second. */
const PATIENCE = 15000;

/** The module once it is compiled, so that a second start takes a fraction of the first. */
let module = null;
let withoutWorker = false;

export const supported = () =>
  typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function" && typeof customElements === "object" && typeof CSSStyleSheet.prototype.replaceSync === "function";

/** A worker with an instance in it. It is sent the module, so its script goes without, and there is less to parse before it runs. */
function inWorker() {
  return new Promise((done, fail) => {
    const at = script && typeof Worker === "function" ? script.indexOf(packed) : -1;
    if (at < 0) throw new Error("there is no worker");
    const parts = [script.slice(0, at), script.slice(at + packed.length)];
    const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    const worker = new Worker(url);
    const peer = { post: (question) => worker.postMessage(question), stop: () => worker.terminate(), onreply: null, onfault: null };
    let settled = false;
    const settle = (way, value) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      URL.revokeObjectURL(url);
      if (way === fail) worker.terminate();
      way(value);
    };
    const timer = setTimeout(() => settle(fail, new Error("the worker is silent")), PATIENCE);
    worker.onerror = (event) => {
      event.preventDefault();
      if (settled) peer.onfault(event.message || "the worker stopped");
      else settle(fail, new Error(event.message));
    };
    worker.onmessage = ({ data }) => {
      if (settled) peer.onreply(data);
      else if (data.ready) {
        module = data.module || module;
        settle(done, peer);
      } else settle(fail, new Error(data.refused));
    };
    worker.postMessage(module ? { module } : { packed });
  });
}

/** The same in the page itself, each question in a task of its own. */
async function inPage() {
  module = module || (await compile(packed));
  await begin(module);
  const answer = engine();
  let stopped = false;
  const peer = {
    post(question) {
      setTimeout(() => {
        if (!stopped) peer.onreply(replyTo(answer, question));
      }, 0);
    },
    stop() {
      stopped = true;
      forget();
    },
    onreply: null,
    onfault: null,
  };
  return peer;
}

const checker = client(async () => {
  if (!withoutWorker) {
    try {
      return await inWorker();
    } catch (error) {
      withoutWorker = true;
    }
  }
  return inPage();
});

let ready = null;

/** Resolves when a check can be made, with the mark `gouji-ready` on the page's timeline; rejects where the module cannot run here. */
export function start() {
  ready = ready || checker.start().then(() => {
    if (!performance.getEntriesByName("gouji-ready").length) performance.mark("gouji-ready");
  }).catch((error) => {
    ready = null;
    throw error;
  });
  return ready;
}

/** Ends every call that has no answer yet; each rejects with `Cancelled`. What was handed over stays with the caller, and the next call works. */
export const cancel = () => checker.cancel();

/** Measured as `gouji-check` on the page's timeline, from the call to the outcome in hand. */
async function measured(work) {
  const began = `gouji-check-${(measured.count = (measured.count || 0) + 1)}`;
  performance.mark(began);
  const outcome = await work();
  performance.measure("gouji-check", began);
  performance.clearMarks(began);
  return outcome;
}

const spoken = (options) => Object.assign({ lang: "zh" }, options);

/**
 * Checks a document. The same object given again is checked from what was read of it, so it must not be changed in between.
 * @returns {Promise<import("./types").Outcome>}
 */
export const check = (source, options) => measured(() => checker.ask("check", { document: source, options: spoken(options) }));

/**
 * Checks figures without a document.
 * @returns {Promise<import("./types").Outcome>}
 */
export const recheck = (values, options) => measured(() => checker.ask("recheck", { options: spoken(options), args: [values] }));

const call = (name, ...args) => checker.ask("call", { args: [name, args] });

/** What never changes is asked once for each language; what failed is asked again. */
function kept(name) {
  const answers = new Map();
  return (...args) => {
    const key = args.join();
    if (!answers.has(key)) {
      const answer = call(name, ...args);
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
    }
    return answers.get(key);
  };
}

const forms = kept("form");
const ruleLists = kept("rules");

/** @returns {Promise<import("./types").Form>} */
export const form = (edition, lang = "zh") => forms(edition, lang);

/** @returns {Promise<import("./types").Rule[]>} */
export const rules = (lang = "zh") => ruleLists(lang);

export const version = () => call("version");

/** The user's own file with other figures in it; as the module's `patch`. */
export const patch = (...args) => call("patch", ...args);

/** A fresh file with a report's figures; as the module's `write`. */
export const write = (...args) => call("write", ...args);
