// What leaves the page at the reader's wish: tables on the clipboard, files, the slip; and what comes back with a saved record.

import { layoutOf } from "./codes.js";
import { exceptionOf, recognise } from "./exceptions.js";
import { isFramed } from "./frame.js";
import { placeWords } from "./marks.js";
import { copyFlavours, fileName, saveFile } from "./save.js";
import { placesOf, readRecord, recordOf, stepsOf } from "./record.js";
import { savedPage } from "./slip-view.js";

export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** So many figures that could not be written are named; of the rest the count. */
const NAMED = 5;

/** What stands in the cells of a report, by id, as it is shown: digits, or the words of the document where there are no digits alone. */
export function cellsOf(report) {
  const cells = {};
  for (const [field, value] of Object.entries(report.values)) {
    const state = report.states[field];
    const raw = state ? state.raw.trim() : "";
    cells[field] = raw || (value === null || value === undefined ? null : value);
  }
  return cells;
}

export const tablesOf = (report) => ({ edition: layoutOf(report), title: report.title || "", cells: cellsOf(report) });

/** Which group of sources the shown report came from, and the index of the group's first report. */
export function fileOf(session) {
  let first = 0;
  for (let at = 0; at < session.sizes.length; at += 1) {
    if (session.shown < first + session.sizes[at]) return { source: session.groups[at][0], first, size: session.sizes[at] };
    first += session.sizes[at];
  }
  return { source: null, first: 0, size: 0 };
}

/** The changed figures of each report of the shown report's file. */
export function changesOfFile(session) {
  const { first, size } = fileOf(session);
  return Array.from({ length: size }, (_, index) => session.changesOf(first + index));
}

/** Word knows no fractions of a second. */
const wordTime = (date) => `${date.toISOString().slice(0, 19)}Z`;

/**
 * @param {{ session: import("./session.js").Session, core: object, ctx: () => object, say: (words: string) => void, slip: () => object }} given
 *   `say` tells a line and leaves it on the page, `slip` gives what stands on the slip
 */
export function handBack({ session, core, ctx, say, slip }) {
  /** The tables as they were last made for the clipboard: a copy has to happen within the click, and the module answers after it. */
  let ready = { of: null, flavours: null };

  const named = (what, ending) => {
    const { w } = ctx();
    return fileName(session.report, w.save.what[what], ending, w.save.untitled);
  };

  async function flavours() {
    const { report } = session;
    if (ready.of !== report) {
      const tables = tablesOf(report);
      const [html, text] = await Promise.all([core.write("html", tables), core.write("text", tables)]);
      ready = { of: report, flavours: { "text/html": html, "text/plain": text } };
    }
    return ready.flavours;
  }

  /** Says that the browser was handed a file. Whether a frame may have it saved, a page is never told. */
  const saved = (words) => say(isFramed() ? `${words}${ctx().w.frame.may_block}` : words);

  async function copyTables() {
    const { w } = ctx();
    // Awaiting even what is there would leave the click in browsers that know no lasting activation.
    const held = ready.of === session.report ? ready.flavours : await flavours();
    say(copyFlavours(held) ? w.save.copied : w.save.not_copied);
  }

  async function fresh(kind) {
    const { w } = ctx();
    const name = named("tables", kind);
    saveFile(name, await core.write(kind, tablesOf(session.report)), kind === "docx" ? DOCX : XLSX);
    saved(w.save.saved_fresh(name));
  }

  async function patched(tracked) {
    const { w, form } = ctx();
    const { source, first } = fileOf(session);
    const name = named(tracked ? "tracked" : "patched", "docx");
    const options = { lang: w.lang };
    if (tracked) Object.assign(options, { tracked: true, author: w.save.author, date: wordTime(new Date()) });
    const done = await core.patch(source, changesOfFile(session), options);
    if (done.failure) {
      say(done.failure.message);
      return;
    }
    if (done.bytes) saveFile(name, done.bytes, DOCX);
    const places = [];
    for (const { report, cell, message } of done.left.slice(0, NAMED)) places.push(w.save.left_one(placeWords(await form(layoutOf(session.outcome.reports[first + report])), cell, w), message));
    const left = done.left.length ? w.save.left(done.left.length, w.save.join(places), done.left.length > NAMED) : "";
    (done.bytes ? saved : say)(`${done.bytes ? w.save.saved_patched(name, done.changed.length, tracked) : w.save.nothing_patched(done.left.length)}${left}`);
  }

  /** The exceptions that hold, report by report: those that lapsed are not carried on. */
  function standing() {
    const { mark } = ctx();
    return session.outcome.reports.reduce((all, report, index) => {
      const own = session.exceptions.filter((one) => one.report === index);
      if (!own.length) return all;
      const marks = mark(report);
      recognise(marks, report, own);
      return all.concat(own.filter((one) => marks.items.some((item) => item.verified === one)));
    }, []);
  }

  function record() {
    const { w } = ctx();
    const name = named("record", "json");
    saveFile(name, recordOf(session, standing(), new Date().toISOString()), "application/json");
    saved(w.save.saved_record(name));
  }

  async function slipPage() {
    const { w } = ctx();
    const name = named("slip", "html");
    saveFile(name, await savedPage(await slip(), w), "text/html");
    saved(w.save.saved(name));
  }

  const ways = { patched: () => patched(false), tracked: () => patched(true), docx: () => fresh("docx"), xlsx: () => fresh("xlsx"), html: slipPage, record };

  return {
    onCopy: () => copyTables(),
    /** The tables are made before they are asked for, where the hand or the focus is already on the button. */
    onCopySoon: () => flavours().catch(() => {}),
    onSave: (kind) => ways[kind](),
    /** Adds an exception for a finding of the shown report. */
    verify(item, reason) {
      session.exceptions = session.exceptions.filter((one) => one !== item.lapsed).concat(exceptionOf(session.shown, session.report, item, reason));
    },
    withdraw(exception) {
      session.exceptions = session.exceptions.filter((one) => one !== exception);
    },
  };
}

/** Puts records apart from documents. */
export function sorted(sources) {
  const records = [];
  const others = [];
  for (const source of sources) {
    const record = source.bytes && readRecord(source.bytes);
    if (record) records.push(Object.assign({ name: source.name }, record));
    else others.push(source);
  }
  return { records, others };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The kind of authority that was chosen by hand for a report, as a record has it, and the authority; null where it was guessed. */
function typeIn(record, place, report, w) {
  const saved = record.reports[place];
  const type = saved && saved.authority_type;
  return type && type.guessed === false && Object.keys(w.authorities).indexOf(type.value) >= 0 ? { name: report.authority, type: type.value } : null;
}

/** Takes one record up, and returns how to say what came of it. */
function restoreOne(session, record, { w, mark }) {
  const words = w.record;
  if (record.later) return { say: () => words.later(record.name), chosen: null };
  const { reports } = session.outcome;
  const places = placesOf(record, reports);
  if (places.every((place) => place < 0)) {
    return { say: () => words.other(record.name, record.reports.map((report) => report.title || w.ident.no_title).join(w.list)), chosen: null };
  }
  session.restored = true;
  const restored = stepsOf(record, places, (report, cell) => reports[report].values[cell]);
  session.done = session.done.concat(restored.steps);
  session.undone = [];
  const known = record.exceptions.filter((one) => places[one.report] >= 0).map((one) => Object.assign({}, one, { report: places[one.report] }));
  session.exceptions = session.exceptions.concat(known.filter((one) => !session.exceptions.some((other) => same(one, other))));
  const say = () => {
    const counts = { standing: 0, lapsed: 0, gone: 0 };
    session.outcome.reports.forEach((report, index) => {
      const own = known.filter((one) => one.report === index);
      if (!own.length) return;
      const found = recognise(mark(report), report, own);
      for (const key of Object.keys(counts)) counts[key] += found[key];
    });
    return words.taken(record.name, restored, counts);
  };
  return { say, chosen: typeIn(record, places.indexOf(session.shown), session.report, w) };
}

/**
 * Takes up what records say about the reports that stand in the session: figures as steps that can be undone, and exceptions.
 * @param {{ w: object, mark: (report: import("./types").Report) => { items: object[] } }} given
 * @returns {{ say: () => string, chosen: { name: string, type: string } | null }} what came of it in sentences, once the reports have been checked again
 *   with those figures; and the kind of authority that was chosen by hand for the shown one
 */
export function restore(session, records, given) {
  const told = records.map((record) => restoreOne(session, record, given));
  return { say: () => given.w.save.join(told.map((one) => one.say())), chosen: told.map((one) => one.chosen).filter(Boolean)[0] || null };
}
