// The checker itself: one instance of the module and the documents that it keeps read. It runs in a worker, or in the page where no worker
// can be had; `client.js` is the other side.

import * as glue from "../pkg/gouji_page.js";
import example from "./example.html";

/** Starts the instance. */
export const begin = (module) => glue.default({ module_or_path: module });

/** Lets go of the instance, so that `begin` makes a fresh one. */
export const forget = () => glue.forget();

/** The side that answers. A question names what is asked and has a document as `{ key }`, with its `source` where this side has to read it. */
export function engine() {
  /** What is held: the client's key of a document, and the number that the module gave it. */
  const held = new Map();

  /** Reads what came with its source; whether the module has it. */
  function has({ key, source }) {
    if (held.has(key) && glue.holds(held.get(key))) return true;
    held.delete(key);
    if (source) held.set(key, glue.hold(source));
    return Boolean(source);
  }

  const answers = {
    check(document, options) {
      return { json: glue.checkHeld(held.get(document.key), options) };
    },
    recheck(document, options, values) {
      return { value: glue.recheck(values, options) };
    },
    call(document, options, name, args) {
      return { value: glue[name](...args) };
    },
    release(document, options, keys) {
      for (const key of keys) {
        if (held.has(key)) glue.release(held.get(key));
        held.delete(key);
      }
      return { value: held.size };
    },
  };

  /** What is asked, answered: `{ json }` or `{ value }`, or `{ gone }` where a document has to be sent again. */
  return function answer({ ask, document, previous, options, args = [] }) {
    const documents = [document, previous].filter(Boolean);
    if (!documents.every(has)) return { gone: true };
    const beside = previous ? { previous: { held: held.get(previous.key) } } : {};
    // Of two documents out of all measure, one may have driven out the other.
    if (!documents.every(({ key }) => glue.holds(held.get(key)))) {
      if (!documents.every(({ source }) => source)) return { gone: true };
      return { value: glue.check(document.source, Object.assign({}, options, { previous: previous.source })) };
    }
    return answers[ask](document, Object.assign({}, options, beside), ...args);
  };
}

/** What goes back for a question, a fault included. */
export function replyTo(answer, question) {
  try {
    return Object.assign({ id: question.id }, answer(question));
  } catch (error) {
    return { id: question.id, fault: String(error && error.message) };
  }
}

/** The bytes in an answer, which go over without being copied. */
function bytesIn(value) {
  const parts = value && typeof value === "object" ? [value].concat(Object.values(value)) : [];
  return parts.filter((part) => part instanceof Uint8Array).map((part) => part.buffer);
}

/** So many checks of the example, after which a browser has compiled the most used functions of the module with all its care. */
const WARMING = 12;

/**
 * Browsers compile a function of the module when it is first called, and better when it was called often; after this, those of a check are.
 * Each round is a task of its own, so that a question waits for one at most.
 */
function warm(rounds) {
  try {
    const held = glue.hold({ html: example });
    glue.checkHeld(held);
    glue.release(held);
    if (rounds > 1) setTimeout(warm, 0, rounds - 1);
  } catch (error) {
    // A question would fail in the same way, and says so.
  }
}

/** The whole of a worker: it is given the compiled module first, then questions, one after the other. */
export function serve(scope) {
  const answer = engine();
  const refuse = (why) => scope.postMessage({ refused: String(why) });
  // Some browsers keep a module to the thread that compiled it.
  scope.onmessageerror = () => refuse("the module did not come over");
  scope.onmessage = ({ data }) => {
    if (data.module) {
      begin(data.module).then(() => {
        scope.postMessage({ ready: true });
        setTimeout(warm, 0, WARMING);
      }, refuse);
      return;
    }
    const reply = replyTo(answer, data);
    scope.postMessage(reply, bytesIn(reply.value));
  };
}
