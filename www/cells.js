// One figure of a table as the reader sees it: what was read, the word that goes with it, and the way to its finding.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";
import { CROSSING, SEVERITY, STATE, TABLE } from "./words.js";

export const cellId = (field) => `c-${field}`;
export const findingId = (number) => `f-${number}`;

const short = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** The numbered link from a cell, a sentence or a table to its finding. */
export function markLink(item, onFinding) {
  const severity = SEVERITY[item.severity];
  return h("a", {
    class: `mk ${severity.letter}`,
    href: `#${findingId(item.number)}`,
    "aria-label": `第${item.number}条，${severity.name}`,
    title: item.finding.title,
    onclick: (event) => {
      event.preventDefault();
      onFinding(item.number);
    },
  }, item.number);
}

/** The words under a figure; a cell of 51 pixels has room for four characters in a line. */
function wordNode(text, css) {
  const middle = text.length > 4 ? Math.ceil(text.length / 2) : text.length === 4 ? 2 : 0;
  return h("span", { class: css }, middle && !/\d/.test(text) ? [h("span", { class: "w2" }, text.slice(0, middle)), h("span", { class: "w2" }, text.slice(middle))] : text);
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
  if (state) css.push(STATE[state.state].css);
  else if (other) css.push({ error: "bad", warning: "doubt", info: "hint" }[other.severity]);
  return css;
}

/**
 * @param {string} field
 * @param {import("./types").Report} report
 */
export function figureCell(cell, field, { report, form, marks, changed, onFinding }) {
  const state = report.states[field];
  const value = report.values[field];
  const own = marks.cells.get(field);
  const css = look(state, own);
  const digits = value === null || value === undefined ? "" : String(value);
  if (digits === "0") css.push("z");
  const edited = field in changed;
  if (edited) css.push("chg");
  if (/\.total$/.test(field)) css.push(field.startsWith("requests.") ? "tot" : "", "sum4");
  if (/^requests\.total\./.test(field)) css.push("sum");
  const td = h("td", {
    id: cellId(field), class: css.filter(Boolean).join(" "), tabindex: "-1", colspan: cell.colspan > 1 && cell.colspan, rowspan: cell.rowspan > 1 && cell.rowspan,
  });
  const numbers = own ? own.items.slice(0, 2) : [];
  for (const item of numbers) td.appendChild(markLink(item, onFinding));
  const shown = state && (state.state === "placeholder" || state.state === "unreadable") ? short(state.raw, state.state === "placeholder" ? 4 : 6) : digits;
  if (shown) td.appendChild(h("span", { class: "v" }, shown));
  const title = [placeWords(form, field)];
  if (state) {
    const noted = state.state === "noted";
    td.appendChild(wordNode(STATE[state.state].word, noted ? "was" : "wd"));
    if (state.raw.trim()) {
      title.push(`原文：${short(state.raw.trim(), 200)}`);
      if (state.raw.trim() !== shown) td.appendChild(h("span", { class: "vh" }, `，原文：${short(state.raw.trim(), 80)}`));
    }
  } else if (digits) title.push(`填的是 ${digits}`);
  if (edited) {
    const was = changed[field] === null || changed[field] === undefined ? "空" : changed[field];
    td.appendChild(wordNode(`原${was}`, "was"));
    title.push(`原填 ${was}，已改为 ${digits}`);
  }
  for (const word of own ? own.words : []) {
    // A state says the same as the rule that reports it.
    if (state && state.state !== "noted" && !word.sum && !word.repair) continue;
    td.appendChild(wordNode(word.text, word.sum ? "wd to" : "wd"));
  }
  if (own && own.cross) {
    title.push(CROSSING);
    if (!state && !own.words.length) td.appendChild(wordNode("先核对", "wd"));
  }
  if (own) for (const item of own.items) title.push(`第${item.number}条：${item.finding.title}`);
  td.title = title.join("\n");
  return td;
}

/** Where a finding with these cells leads, in words. */
export function goWords(item) {
  if (item.anchors.length && item.anchors.length < item.finding.cells.length) return "去看这个合计";
  if (item.anchors.length === 1) return "去看这一格";
  if (item.anchors.length) return `去看这 ${item.anchors.length} 格`;
  if (item.finding.quote) return "去看这句话";
  if (item.tables.length) return `去看${TABLE[item.tables[0]]}`;
  return "";
}
