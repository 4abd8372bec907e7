// The least change that makes sums hold: what it says, the button that applies it, and what was applied.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";

const number = (value) => (value === null || value === undefined ? 0 : Number(value));

/** Both sides of a sum with these figures changed: of a balance two cells on each side, of all else the addends and the total. */
function sides(finding, report, changed) {
  const value = (cell) => number(cell in changed ? changed[cell] : report.values[cell]);
  const add = (cells) => cells.reduce((sum, cell) => sum + value(cell), 0);
  const left = finding.code === "T3-BALANCE" ? 2 : finding.cells.length - 1;
  return [add(finding.cells.slice(0, left)), add(finding.cells.slice(left))];
}

const equation = ([left, right]) => `${left} ${left === right ? "＝" : "≠"} ${right}`;

function before(repair, report, w) {
  const changed = {};
  for (const change of repair.changes) changed[change.cell] = change.to;
  const rows = repair.settles.map((index) => report.findings[index]).filter((finding) => finding && finding.cells.length);
  if (!rows.length) return null;
  return h("table", { class: "ba" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, w.repair.only(repair.changes.length)), h("th", { scope: "col" }, w.repair.now), h("th", { scope: "col" }, w.repair.after))),
    h("tbody", null, rows.slice(0, 6).map((finding) => h("tr", null,
      h("th", { scope: "row" }, w.repair.sums[finding.code] || finding.title),
      h("td", { class: "x" }, equation(sides(finding, report, {}))),
      h("td", { class: "ok" }, equation(sides(finding, report, changed)))))));
}

/** A figure as it is written in a sentence. */
export const shownFigure = (value, w) => (value === null || value === undefined ? w.cell.empty : String(value));

/** 总计 6 → 5 */
function steps(repair, form, w) {
  return repair.changes.map((change, index) => [index ? w.comma : null, `${placeWords(form, change.cell, w)} ${shownFigure(change.from, w)} → `, h("b", null, shownFigure(change.to, w))]);
}

/** What speaks for a repair: the slip that would explain it, and the sentence that it agrees with. */
export function remarks(repair, w) {
  const slips = repair.changes.map((change) => w.repair.slip[change.pattern]).filter(Boolean);
  const quote = repair.quotes.length ? w.repair.agrees(repair.quotes[0].text.slice(0, 30)) : null;
  return Array.from(new Set(slips)).concat(quote || []);
}

function remark(repair, w) {
  const words = remarks(repair, w);
  return words.length ? h("small", null, words.join(w.semicolon)) : null;
}

/**
 * The ways to settle a finding: the one that is sure, with its button first; where several would do, all of them alike.
 * @param {import("./types").Repair[]} repairs
 */
export function repairNodes(repairs, { report, form, onAdopt }, w) {
  if (!repairs.length) return null;
  const [first, ...others] = repairs;
  const sure = first.certainty !== "possible";
  const use = (repair, words, css) => h("button", { type: "button", class: css, onclick: () => onAdopt(repair) }, words);
  const name = (repair) => (repair.changes.length === 1 ? w.repair.use(shownFigure(repair.changes[0].to, w)) : w.repair.use_all(repair.changes.length));
  const row = (repair) => h("li", null, h("span", null, steps(repair, form, w), remark(repair, w)), use(repair, name(repair), "btn small"));
  if (!sure) {
    return h("div", { class: "ways" },
      h("p", null, w.repair.choose(first.changes.length, repairs.length)),
      h("ul", { class: "alts" }, repairs.map(row)));
  }
  return h("div", { class: "ways" },
    before(first, report, w),
    first.changes.length > 1 ? h("p", null, steps(first, form, w)) : null,
    first.quotes.length ? h("p", null, remark(first, w)) : null,
    h("div", { class: "f-a" }, use(first, name(first), "btn primary")),
    others.length ? h("details", { class: "more-ways" }, h("summary", null, w.repair.others(others.length)), h("ul", { class: "alts" }, others.map(row))) : null);
}

export const adoptedId = (index) => `done-${index}`;

/** What was applied, each with its way back. */
export function adoptedNodes(adopted, { form, onRemove, onCells }, w) {
  return adopted.map((entry, index) => {
    const tables = Array.from(new Set(entry.changes.map((change) => w.table[change.cell.split(".", 1)[0]])));
    const words = entry.changes.map((change) => w.repair.done_one(placeWords(form, change.cell, w), shownFigure(change.to, w), shownFigure(change.from, w)));
    return h("article", { class: "f done", id: adoptedId(index), tabindex: "-1" },
      h("div", { class: "f-h" }, h("span", { class: "sev i" }, w.repair.done), h("span", null, tables.join(w.list))),
      h("h3", null, words.join(w.semicolon)),
      h("p", null, w.repair.settled(entry.settled)),
      h("div", { class: "f-a" },
        h("button", { type: "button", class: "btn small", onclick: () => onRemove(entry) }, w.repair.undo),
        h("button", { type: "button", class: "link", onclick: () => onCells(entry.changes.map((change) => change.cell)) }, w.repair.go)));
  });
}
