// One figure of a table as the reader sees it: what was read, the word that goes with it, and the way to its finding.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";
import { LETTER, STATE_CSS } from "./codes.js";

export const cellId = (field) => `c-${field}`;
export const findingId = (number) => `f-${number}`;

const short = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** The numbered link from a cell, a sentence or a table to its finding. */
export function markLink(item, onFinding, w) {
  return h("a", {
    class: `mk ${LETTER[item.severity]}${item.verified ? " seen" : ""}`,
    href: `#${findingId(item.number)}`,
    "aria-label": w.findings.mark(item.number, item.verified ? w.verified.name : w.severity[item.severity].name),
    title: item.finding.title,
    onclick: (event) => {
      event.preventDefault();
      onFinding(item.number);
    },
  }, item.number);
}

/** The words under a figure; a cell of 51 pixels has room for four characters in a line. */
function wordNode(text, css, key) {
  const middle = text.length > 4 ? Math.ceil(text.length / 2) : text.length === 4 ? 2 : 0;
  return h("span", { class: css, "data-word": key }, middle && /^[^\x00-\x7f]+$/.test(text) ? [h("span", { class: "w2" }, text.slice(0, middle)), h("span", { class: "w2" }, text.slice(middle))] : text);
}

function look(state, marks) {
  const css = ["n"];
  const sum = marks && marks.words.some((word) => word.sum);
  const other = marks && marks.words.find((word) => !word.sum && !word.repair);
  const repair = marks && marks.words.find((word) => word.repair);
  if (marks && marks.band) css.push("band");
  if (marks && marks.cross) css.push("may");
  if (sum) css.push("end");
  if (repair) css.push(repair.repair === "sure" ? "sus" : "may");
  if (state) css.push(STATE_CSS[state.state]);
  else if (other) css.push({ error: "bad", warning: "doubt", info: "hint" }[other.severity]);
  return css;
}

/** What a cell's figure looks like as text: digits, or the words of the document where there are no digits. */
function shownIn(report, field) {
  const state = report.states[field];
  const value = report.values[field];
  if (state && (state.state === "placeholder" || state.state === "unreadable")) return short(state.raw, state.state === "placeholder" ? 4 : 6);
  return value === null || value === undefined ? "" : String(value);
}

/** What decides how a cell looks; a cell with the same key need not be dressed again. */
export function cellKey(field, { report, changed }, marks) {
  const own = marks.cells.get(field);
  return JSON.stringify([report.values[field], report.states[field], field in changed && [changed[field]],
    own && [own.band, own.cross, own.words, own.items.map((item) => [item.number, item.severity, Boolean(item.verified), item.finding.title])]]);
}

/**
 * Puts a figure, its words and its marks into its cell. What is being typed into the cell stays.
 * @param {HTMLElement} td
 * @param {string} field
 */
export function dressCell(td, field, { report, changed }, marks, { form, onFinding, w }) {
  const state = report.states[field];
  const own = marks.cells.get(field);
  const css = look(state, own);
  const digits = report.values[field] === null || report.values[field] === undefined ? "" : String(report.values[field]);
  if (digits === "0") css.push("z");
  const edited = field in changed;
  if (edited) css.push("chg");
  if (/\.total$/.test(field)) css.push(field.startsWith("requests.") ? "tot" : "", "sum4");
  if (/^requests\.total\./.test(field)) css.push("sum");
  const input = td.querySelector(".ed");
  if (input) css.push("editing");
  for (const flag of ["cur", "pick"]) if (td.classList.contains(flag)) css.push(flag);
  td.className = css.filter(Boolean).join(" ");
  for (const child of Array.from(td.childNodes)) if (child !== input) td.removeChild(child);
  const add = (node) => td.appendChild(node);
  // Marks stand before the figure, also before one that is being typed.
  for (const item of own ? own.items.slice(0, 2) : []) td.insertBefore(markLink(item, onFinding, w), input);
  const shown = shownIn(report, field);
  if (shown) td.insertBefore(h("span", { class: "v" }, shown), input);
  const title = [placeWords(form, field, w)];
  if (state) {
    const noted = state.state === "noted";
    if (!(edited && state.state === "blank")) add(wordNode(w.cell.state[state.state].word, noted ? "was" : "wd", state.state));
    if (state.raw.trim()) {
      title.push(w.cell.raw(short(state.raw.trim(), 200)));
      if (state.raw.trim() !== shown) add(h("span", { class: "vh" }, w.cell.raw_aside(short(state.raw.trim(), 80))));
    }
  } else if (digits) title.push(w.cell.filled(digits));
  if (edited) {
    const was = changed[field] === null || changed[field] === undefined ? w.cell.empty : short(String(changed[field]), 6);
    add(wordNode(w.cell.was(was), "was", "was"));
    title.push(w.cell.was_long(was, digits || w.cell.empty));
  }
  for (const word of own ? own.words : []) {
    // A state says the same as the rule that reports it.
    if (state && state.state !== "noted" && !word.sum && !word.repair) continue;
    add(wordNode(word.text, word.sum ? "wd to" : "wd", word.key));
  }
  if (own && own.cross) {
    title.push(w.cell.crossing);
    if (!state && !own.words.length) add(wordNode(w.cell.cross, "wd", "cross"));
  }
  if (own) for (const item of own.items) title.push(w.findings.titled(item.number, item.finding.title));
  td.title = title.join("\n");
}

/** Where a finding with these cells leads, in words. */
export function goWords(item, w) {
  if (item.anchors.length && item.anchors.length < item.finding.cells.length) return w.findings.go_sum;
  if (item.anchors.length === 1) return w.findings.go_cell;
  if (item.anchors.length) return w.findings.go_cells(item.anchors.length);
  if (item.finding.quote) return w.findings.go_sentence;
  if (item.tables.length) return w.findings.go_table(w.table[item.tables[0]]);
  return "";
}
