// The asking side of the checker: keeps the questions in order, sends each document once, and starts the other side afresh when it fell over.

/** The checker itself failed; whatever was pasted is not to blame. */
export class Fault extends Error {}

/** The work was ended from outside; nothing is wrong. */
export class Cancelled extends Error {}

const isDocument = (value) => Boolean(value) && ["text", "html", "bytes"].some((kind) => value[kind] !== undefined && value[kind] !== null);

/**
 * @param {() => Promise<{ post(question): void, stop(): void, onreply: (reply) => void, onfault: (why: string) => void }>} open another
 *   side, ready to answer; it works through its questions in their order
 */
export function client(open) {
  /** The other side; null while it starts or where there is none. */
  let peer = null;
  let opening = null;
  /** Counts the other sides, so that a word from one that was stopped is not heard. */
  let generation = 0;
  /** Whether no better side than the present one is to come. */
  let last = false;
  /** The questions without an answer, in their order. */
  const waiting = new Map();
  let lastId = 0;
  /** A document goes by a number; which of them the other side was sent. */
  const keys = new WeakMap();
  let lastKey = 0;
  let sent = new Set();

  function keyOf(source) {
    if (!keys.has(source)) keys.set(source, (lastKey += 1));
    return keys.get(source);
  }

  function refer(source) {
    if (!source) return null;
    const key = keyOf(source);
    if (sent.has(key)) return { key };
    sent.add(key);
    return { key, source };
  }

  const unsend = (...sources) => sources.filter(Boolean).forEach((source) => sent.delete(keyOf(source)));

  function post(id) {
    const { ask, document, previous, options, args, patient } = waiting.get(id);
    if (patient && !last) return;
    try {
      peer.post({ id, ask, document: refer(document), previous: refer(previous), options, args });
    } catch (error) {
      // What cannot be sent, for want of memory perhaps, fails by itself.
      unsend(document, previous);
      take(id).fail(new Fault(error && error.message));
    }
  }

  function take(id) {
    const question = waiting.get(id);
    waiting.delete(id);
    return question;
  }

  function stop() {
    generation += 1;
    if (peer) peer.stop();
    peer = opening = null;
    sent = new Set();
  }

  /** The other side fell over at a question. Those behind it are asked again. */
  function fail(id, why) {
    console.error(why);
    stop();
    const question = take(id);
    if (question) question.fail(new Fault(why));
    // Another one is started even where nothing waits, so that the next question finds it ready.
    start().catch(() => {});
  }

  function hear({ id, json, value, gone, fault }) {
    const question = waiting.get(id);
    if (!question) return;
    if (fault !== undefined) fail(id, fault);
    else if (gone) {
      unsend(question.document, question.previous);
      post(id);
    } else take(id).done(json === undefined ? value : JSON.parse(json));
  }

  /** Goes on with another side: what waits is asked there. */
  function join(opened) {
    const mine = (generation += 1);
    peer = opened;
    sent = new Set();
    peer.onreply = (reply) => mine === generation && hear(reply);
    peer.onfault = (why) => mine === generation && fail(waiting.keys().next().value, why);
    for (const id of Array.from(waiting.keys())) post(id);
  }

  /** Resolves when a question can be answered; rejects where the module cannot be started at all. */
  function start() {
    if (opening) return opening;
    const mine = (generation += 1);
    opening = open().then(
      (opened) => {
        if (mine !== generation) {
          opened.stop();
          return opening;
        }
        join(opened);
        return undefined;
      },
      (error) => {
        if (mine !== generation) return opening;
        opening = null;
        for (const id of Array.from(waiting.keys())) take(id).fail(new Fault(error && error.message));
        throw error;
      },
    );
    return opening;
  }

  /** Goes on with a better side, also with the questions that waited for it; `reopen` opens the ones after it. */
  function move(better, reopen) {
    stop();
    open = reopen;
    opening = Promise.resolve();
    last = true;
    join(better);
  }

  /** No better side will come: questions that waited for one are asked here. */
  function stay() {
    last = true;
    if (peer) for (const [id, { patient }] of Array.from(waiting)) if (patient) post(id);
  }

  /** Asks one question; a `patient` one waits for `move` or `stay`. `options.previous` may be a document. */
  function ask(name, { document = null, options = {}, args = [], patient = false, desk = null }) {
    const previous = isDocument(options.previous) ? options.previous : null;
    const rest = Object.assign({}, options);
    if (previous) delete rest.previous;
    return new Promise((done, fail) => {
      const id = (lastId += 1);
      waiting.set(id, { ask: name, document, previous, options: rest, args, patient, desk, done, fail });
      if (peer) post(id);
      else start().catch(() => {});
    });
  }

  /** Takes the questions of a desk, or all. */
  const taken = (desk) => Array.from(waiting).filter(([, question]) => !desk || question.desk === desk).map(([id]) => take(id));

  const end = (questions) => questions.forEach(({ fail }) => fail(new Cancelled("cancelled")));

  /** Ends what is at work, and whatever waits behind it. Of one desk alone where it is named; what others asked is then asked again. */
  function cancel(desk) {
    const ended = taken(desk);
    if (ended.length && peer) {
      stop();
      start().catch(() => {});
    }
    end(ended);
  }

  /** Has the other side forget documents. A question that is about one of them later sends it again. */
  function release(keys) {
    const held = keys.filter((key) => sent.delete(key));
    if (peer && held.length) peer.post({ id: (lastId += 1), ask: "release", document: null, previous: null, options: {}, args: [held] });
  }

  /** A place to ask from for one of several: it ends its own questions and lets go of its own documents, and the others do not notice. */
  function desk() {
    const own = {};
    const handed = new Set();
    return {
      ask(name, question) {
        const { document, options = {} } = question;
        for (const source of [document, options.previous]) if (isDocument(source)) handed.add(keyOf(source));
        return ask(name, Object.assign({}, question, { desk: own }));
      },
      cancel: () => cancel(own),
      /** Ends its questions without stopping the other side, and lets go of every document that it handed over. */
      leave() {
        end(taken(own));
        release(Array.from(handed));
        handed.clear();
      },
    };
  }

  return { start, move, stay, ask, cancel, desk };
}
