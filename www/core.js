// The checker behind the page. The page's own instance is ready first and takes what is small; a worker takes over as soon as it is there. Where
// there can be no worker, or nobody says what to start it from, the page goes on by itself.

import { Cancelled, Fault, client } from "./client.js";
import { begin, engine, forget, replyTo } from "./engine.js";
// `package.json` says where the module is in the saved page, and where in the npm package.
import { inside } from "#inside";

export { Cancelled, Fault };

/** What a worker is started from; none is, until somebody names it. @type {{ script: string } | { url: string } | null} */
let place = null;

/** A worker that is silent for so long, in milliseconds, is given up; a slow machine's takes a second. */
const PATIENCE = 10000;

/** Text of more characters than this, and every file, waits for the worker: reading it would hold up the page. */
const LARGE = 200000;

let compiled = null;

export const supported = () =>
  typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function" && typeof customElements === "object" && typeof CSSStyleSheet.prototype.replaceSync === "function";

/** Once for every instance. */
function compile() {
  compiled = compiled || inside().catch((error) => {
    compiled = null;
    throw error;
  });
  return compiled;
}

/** An instance in the page itself, which takes each question in a task of its own. */
async function inPage() {
  await begin(await compile());
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

/** A question as it goes over, and what moves along with it: copies of a file's bytes, since the page may need its own again. */
function parcel(question) {
  const moved = [];
  const copied = (document) => {
    if (!document || !document.source || !(document.source.bytes instanceof Uint8Array)) return document;
    const bytes = document.source.bytes.slice();
    moved.push(bytes.buffer);
    return { key: document.key, source: Object.assign({}, document.source, { bytes }) };
  };
  return [Object.assign({}, question, { document: copied(question.document), previous: copied(question.previous) }), moved];
}

/** An instance in a worker. It is sent the compiled module, which its script does not have. */
async function inWorker() {
  const module = await compile();
  if (!place || typeof Worker !== "function") throw new Error("there is no worker");
  const made = place.script && URL.createObjectURL(new Blob([place.script], { type: "text/javascript" }));
  const worker = new Worker(made || place.url);
  const peer = { post: (question) => worker.postMessage(...parcel(question)), stop: () => worker.terminate(), onreply: null, onfault: null };
  try {
    await new Promise((done, fail) => {
      setTimeout(fail, PATIENCE, new Error("the worker is silent"));
      worker.onerror = (event) => {
        event.preventDefault();
        fail(new Error(event.message));
      };
      worker.onmessage = ({ data }) => (data.ready ? done() : fail(new Error(data.refused)));
      worker.postMessage({ module });
    });
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    if (made) URL.revokeObjectURL(made);
  }
  worker.onmessage = ({ data }) => peer.onreply(data);
  worker.onerror = (event) => {
    event.preventDefault();
    peer.onfault(event.message || "the worker stopped");
  };
  return peer;
}

const checker = client(inPage);

/** For a worker that fell over or was ended; there may be no memory left for another. */
const again = () => inWorker().catch(inPage);

/** What every result is drawn with is asked for before the first document comes, which would have to wait for it. */
function ahead() {
  const lang = document.documentElement.lang === "en" ? "en" : "zh";
  return Promise.all([forms("2021", lang), ruleLists(lang)]).catch(() => {});
}

let ready = null;
let moving = null;

/** Goes on in a worker, where there is one to be had. */
async function moveIn() {
  if (!place) checker.stay();
  else await (moving = moving || inWorker().then((worker) => checker.move(worker, again), () => checker.stay()));
}

/**
 * Says what a worker is started from; the first word counts. Nobody else knows: a page on disk can load no script, and a policy may allow no other.
 * @param {{ script: string } | { url: string }} given the text of a script, or its address; in a worker it has to do what `serve` of `engine.js` does
 */
export function workIn(given) {
  if (place) return;
  place = given;
  if (ready) ready.then(moveIn, () => {});
}

/** Resolves when a check can be made, with the mark `gouji-ready` on the page's timeline; rejects where the module cannot run here. */
export function start() {
  ready = ready || checker.start().then(
    () => {
      performance.mark("gouji-ready");
      // In a task of its own, since those who waited for this come first.
      setTimeout(() => moveIn().then(ahead), 0);
    },
    (error) => {
      ready = null;
      throw error;
    },
  );
  return ready;
}

const isLarge = (source) => Boolean(source) && (Boolean(source.bytes) || [source.text, source.html].some((text) => typeof text === "string" && text.length > LARGE));

let measures = 0;

/** Measured as `gouji-check` on the page's timeline, from the call to the outcome in hand. */
async function measured(work) {
  const began = `gouji-check-${(measures += 1)}`;
  performance.mark(began);
  try {
    const outcome = await work();
    performance.measure("gouji-check", began);
    return outcome;
  } finally {
    performance.clearMarks(began);
  }
}

const spoken = (options) => Object.assign({ lang: "zh" }, options);

/** What is asked about documents and figures, from one side. */
function functions(side) {
  function ask(name, question) {
    start().catch(() => {});
    const { document, options = {} } = question;
    return side.ask(name, Object.assign({ patient: isLarge(document) || isLarge(options.previous) }, question));
  }
  return {
    /**
     * Checks a document. The same object given again is checked from what was read of it, so it must not be changed in between.
     * @returns {Promise<import("./types").Outcome>}
     */
    check: (source, options) => measured(() => ask("check", { document: source, options: spoken(options) })),

    /**
     * Checks figures without a document.
     * @returns {Promise<import("./types").Outcome>}
     */
    recheck: (values, options) => measured(() => ask("recheck", { options: spoken(options), args: [values] })),

    /** @returns {Promise<import("./types").Patched>} */
    patch: (source, changes, options) => ask("call", { args: ["patch", [source, changes, options]], patient: true }),

    /** @returns {Promise<Uint8Array | string>} */
    write: (kind, tables) => ask("call", { args: ["write", [kind, tables]], patient: true }),

    call: (name, ...args) => ask("call", { args: [name, args] }),

    /** Ends every call of this side that has no answer yet; each rejects with `Cancelled`. What was handed over stays with the caller, and the next call works. */
    cancel: () => side.cancel(),
  };
}

const all = functions(checker);
export const { check, recheck, patch, write, cancel } = all;

/** What never changes is asked once for each language; what failed is asked again. */
function kept(name) {
  const answers = new Map();
  return (...args) => {
    const key = args.join();
    if (!answers.has(key)) {
      const answer = all.call(name, ...args);
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

export const version = () => all.call("version");

/** The checker for one of several in a page; with `leave` it ends what it asked and has everything forgotten that it handed over. */
export function desk() {
  const side = checker.desk();
  const leave = () => {
    side.leave();
    // The timeline keeps what it measured for ever; a page goes on when a checker is gone.
    performance.clearMeasures("gouji-check");
  };
  return Object.assign(functions(side), { Cancelled, Fault, form, rules, leave });
}
