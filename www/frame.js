// The door of a page that stands in somebody else's: what the page around it may hand in, and what is handed back. `docs/embedding.md` has the
// messages in a table.
//
// Only the parent window is heard, and the first origin that it speaks from is the only one that is ever answered. An outcome goes out where every
// source of it is the one that the parent handed in and nothing else went into it; what the reader brings ends the conversation about a document.

import { LIMIT } from "./codes.js";
import { h, put } from "./dom.js";

/** The version of the messages. One that a later page cannot answer in the same way gets another number. */
const PROTOCOL = 1;

const EDGE = { name: 200, id: 200 };

export const isFramed = () => window.parent !== window;

/** Whether a window around this one is of this page's own origin: nothing can be kept from it then. */
function isOpen() {
  for (let around = window; around !== around.parent;) {
    around = around.parent;
    try {
      if (around.document) return true;
    } catch (error) {
      // Another origin, which is what keeps the two apart.
    }
  }
  return false;
}

const isText = (value) => typeof value === "string";
const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isOf = (names) => (value) => Object.keys(value).every((name) => names.indexOf(name) >= 0);

/** The document of a message as the checker takes it, or null: one kind of content, and a name if it has one. */
function sourceIn(given) {
  if (!isObject(given) || !isOf(["text", "html", "bytes", "name"])(given)) return null;
  const { text, html, bytes, name } = given;
  if ([text, html, bytes].filter((content) => content !== undefined).length !== 1) return null;
  if (name !== undefined && (!isText(name) || name.length > EDGE.name)) return null;
  const named = name === undefined ? {} : { name };
  if (isText(text)) return Object.assign({ text }, named);
  if (isText(html)) return Object.assign({ html }, named);
  if (bytes instanceof ArrayBuffer) return Object.assign({ bytes: new Uint8Array(bytes) }, named);
  if (ArrayBuffer.isView(bytes)) return Object.assign({ bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, named);
  return null;
}

const sizeOf = ({ text, html, bytes }) => (bytes ? bytes.length : (text || html || "").length);

/** What a message asks of a check, or null. */
function optionsIn(given, { authorities }) {
  if (given === undefined || given === null) return {};
  if (!isObject(given) || !isOf(["lang", "authority", "year"])(given)) return null;
  const { lang, authority, year } = given;
  const sound = [
    lang === undefined || lang === "zh" || lang === "en",
    authority === undefined || (isText(authority) && Object.keys(authorities).indexOf(authority) >= 0),
    year === undefined || (Number.isInteger(year) && year >= 1900 && year <= 2999),
  ];
  return sound.every(Boolean) ? { lang, authority, year } : null;
}

/** What a message goes by, so that its answer can be told; anything but a short text or a number is left out. */
const idIn = ({ id }) => ((isText(id) && id.length <= EDGE.id) || Number.isFinite(id) ? id : null);

/**
 * Opens the door of a framed page. `start` is called once the checker stands there.
 * @param {{ checker: HTMLElement, words: () => object, lang: () => string, speak: (lang: "zh" | "en") => void }} page
 */
export function frameDoor({ checker, words, lang, speak }) {
  /** The one origin that is answered. */
  let origin = null;
  /** The document of the parent's that is being checked, and the one that is shown. @type {{ id: string | number | null, source: object } | null} */
  let pending = null;
  let standing = null;
  /** Whether something of the reader's is there, or went into what is there. */
  let own = false;
  /** Whether the parent knows that it is refused for the reader's sake, and so has to be told when that ends. */
  let waits = false;
  let unable = false;
  const open = isOpen();
  const line = h("p", { class: "framed", id: "framed", role: "status" });
  const stock = () => checker.app.stock();

  const post = (type, rest, to = origin) => window.parent.postMessage(Object.assign({ gouji: PROTOCOL, type }, rest), to);
  const refuse = (id, reason, to = origin) => post("refused", { id, reason, message: words().frame.refused[reason] }, to);

  /** The line on top: whose page is around, and what goes to it. */
  function say() {
    const { frame } = words();
    const known = origin || (location.ancestorOrigins && location.ancestorOrigins.length ? location.ancestorOrigins[0] : "");
    const who = known && known !== "null" ? h("b", null, known) : frame.nobody;
    const [before, after] = frame[own ? "own" : pending || standing ? "given" : "idle"];
    put(line, before, who, after, open ? h("strong", null, frame.open) : null);
  }

  function undress() {
    for (const name of ["authority", "year"]) checker.removeAttribute(name);
  }

  /** Something of the reader's comes in: nothing goes out from here on until the page is empty again. */
  function takeOver() {
    if (own) return;
    own = true;
    const ended = [pending, standing].filter(Boolean);
    pending = standing = null;
    for (const { id } of ended) post("own", { id });
    if (ended.length) waits = true;
    say();
  }

  /** Notices that the page is empty again. */
  function settle() {
    if (!own || !stock().empty) return;
    own = false;
    if (waits) post("cleared", { id: null });
    waits = false;
    say();
  }

  const acts = {
    async check(id, message) {
      const source = sourceIn(message.source);
      if (!source) return refuse(id, "source");
      if (sizeOf(source) > LIMIT) return refuse(id, "too-large");
      const options = optionsIn(message.options, words());
      if (!options) return refuse(id, "options");
      if (pending) refuse(pending.id, "superseded");
      const mine = { id, source };
      pending = mine;
      if (options.lang && options.lang !== lang()) speak(options.lang);
      undress();
      for (const name of ["authority", "year"]) if (options[name] !== undefined) checker.setAttribute(name, String(options[name]));
      say();
      const outcome = await checker.app.check(source, true);
      // An outcome with a report was told when it was shown, and one that something else came before has been answered.
      if (pending !== mine) return undefined;
      pending = null;
      if (outcome) {
        standing = null;
        post("outcome", { id, outcome });
      } else refuse(id, "unfinished");
      return say();
    },
    clear(id) {
      if (pending) refuse(pending.id, "superseded");
      pending = standing = null;
      undress();
      checker.clear();
      post("cleared", { id });
      say();
    },
  };

  function hear({ source, origin: from, data }) {
    if (source !== window.parent || !isObject(data) || typeof data.gouji !== "number") return undefined;
    const id = idIn(data);
    // There is no address for a page without an origin: an answer to it would be an answer to anybody.
    if (from === "null") return refuse(id, "origin", "*");
    if (origin === null) {
      origin = from;
      say();
    }
    if (from !== origin) return undefined;
    if (data.gouji !== PROTOCOL) return refuse(id, "version");
    if (!isText(data.type) || !Object.prototype.hasOwnProperty.call(acts, data.type)) return refuse(id, "type");
    if (unable) return refuse(id, "unable");
    settle();
    if (own || !isOurs(stock())) {
      waits = true;
      return refuse(id, "occupied");
    }
    return acts[data.type](id, data);
  }

  /** Whether nothing stands there but what the parent handed in. */
  function isOurs({ sources, mixed, empty }) {
    if (!sources.length) return empty || Boolean(pending);
    return Boolean(standing) && !mixed && sources.every((source) => source === standing.source);
  }

  /** An outcome is shown, or none any more. */
  function onOutcome(outcome) {
    if (!outcome) {
      const gone = standing;
      standing = null;
      if (gone && !own) post("cleared", { id: gone.id });
      settle();
      return say();
    }
    const { sources, mixed, changes } = stock();
    const [one] = [pending, standing].filter((given) => given && sources.length && sources.every((source) => source === given.source));
    if (own || !one || mixed || outcome.reports.some((report) => report.previous !== null)) return own ? undefined : takeOver();
    if (one === pending) pending = null;
    standing = one;
    post("outcome", Object.assign({ id: one.id, outcome }, changes.some((own) => Object.keys(own).length) ? { changes } : null));
    return say();
  }

  /** What the reader puts in is known by the event already, before anything of it is read. */
  function onArrival(event) {
    const [target] = event.composedPath ? event.composedPath() : [event.target];
    // The reason of a verified finding is on the slip alone.
    if (event.type === "paste" && target.closest && target.closest(".reason")) return;
    const typed = event.type === "input" || event.type === "change";
    if (typed && !(target.tagName === "TEXTAREA" || target.type === "file")) return;
    if (!typed || target.value) takeOver();
    else settle();
  }

  const soon = () => setTimeout(settle, 0);

  addEventListener("message", hear);
  say();
  return {
    line,
    /** The words in another language. */
    say,
    start() {
      checker.app.watch((groups) => {
        if (!groups) return settle();
        if (pending && groups[0][0] === pending.source) return undefined;
        takeOver();
        return undress();
      });
      checker.addEventListener("gouji-check", ({ detail }) => onOutcome(detail));
      for (const name of ["paste", "drop"]) addEventListener(name, onArrival, true);
      // `change` does not leave a shadow root.
      for (const name of ["input", "change"]) checker.shadowRoot.addEventListener(name, onArrival, true);
      addEventListener("click", soon);
    },
    /** The checker can answer. */
    ready: ({ name, version, rules }) => post("ready", { tool: { name, version, rules } }, "*"),
    /** It never will. */
    unable() {
      unable = true;
      refuse(null, "unable", "*");
    },
  };
}
