// The least change that makes sums hold: what it says, the button that applies it, and what was applied.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";
import { SLIP, TABLE } from "./words.js";

const number = (value) => (value === null || value === undefined ? 0 : Number(value));

/** The name of a sum, without its figures. */
function sumName(finding) {
  return { "T3-ROW-TOTAL": "横向：六列之和与总计", "T3-RESULT-TOTAL": "纵向：各项之和与（七）", "T3-BALANCE": "勾稽：一＋二与三＋四", "T4-SUM": "各项之和与总计" }[finding.code] || finding.title;
}

/** Both sides of a sum with these figures changed: of a balance two cells on each side, of all else the addends and the total. */
function sides(finding, report, changed) {
  const value = (cell) => number(cell in changed ? changed[cell] : report.values[cell]);
  const add = (cells) => cells.reduce((sum, cell) => sum + value(cell), 0);
  const left = finding.code === "T3-BALANCE" ? 2 : finding.cells.length - 1;
  return [add(finding.cells.slice(0, left)), add(finding.cells.slice(left))];
}

const equation = ([left, right]) => `${left} ${left === right ? "＝" : "≠"} ${right}`;

function before(repair, report) {
  const changed = {};
  for (const change of repair.changes) changed[change.cell] = change.to;
  const rows = repair.settles.map((index) => report.findings[index]).filter((finding) => finding && finding.cells.length);
  if (!rows.length) return null;
  return h("table", { class: "ba" },
    h("thead", null, h("tr", null, h("th", { scope: "col" }, repair.changes.length > 1 ? `只改这 ${repair.changes.length} 格` : "只改这一格"), h("th", { scope: "col" }, "现在"), h("th", { scope: "col" }, "改后"))),
    h("tbody", null, rows.slice(0, 6).map((finding) => h("tr", null,
      h("th", { scope: "row" }, sumName(finding)),
      h("td", { class: "x" }, equation(sides(finding, report, {}))),
      h("td", { class: "ok" }, equation(sides(finding, report, changed)))))));
}

const shown = (value) => (value === null || value === undefined ? "空" : String(value));

/** 总计 6 → 5 */
function steps(repair, form) {
  return repair.changes.map((change, index) => [index ? "，" : null, `${placeWords(form, change.cell)} ${shown(change.from)} → `, h("b", null, shown(change.to))]);
}

function remark(repair) {
  const slips = repair.changes.map((change) => SLIP[change.pattern]).filter(Boolean);
  const quote = repair.quotes.length ? `与正文“${repair.quotes[0].text.slice(0, 30)}”一致` : null;
  const words = Array.from(new Set(slips)).concat(quote || []);
  return words.length ? h("small", null, words.join("；")) : null;
}

/**
 * The ways to settle a finding: the one that is sure, with its button first; where several would do, all of them alike.
 * @param {import("./types").Repair[]} repairs
 */
export function repairNodes(repairs, { report, form, onAdopt }) {
  if (!repairs.length) return null;
  const [first, ...others] = repairs;
  const sure = first.certainty !== "possible";
  const use = (repair, words, css) => h("button", { type: "button", class: css, onclick: () => onAdopt(repair) }, words);
  const name = (repair) => (repair.changes.length === 1 ? `采用 ${shown(repair.changes[0].to)}` : `采用这 ${repair.changes.length} 处改动`);
  const row = (repair) => h("li", null, h("span", null, steps(repair, form), remark(repair)), use(repair, name(repair), "btn small"));
  if (!sure) {
    return h("div", { class: "ways" },
      h("p", null, `改${first.changes.length > 1 ? ` ${first.changes.length} 格` : "一格"}即可相符，有 ${repairs.length} 种改法，请对照台账选一种。`),
      h("ul", { class: "alts" }, repairs.map(row)));
  }
  return h("div", { class: "ways" },
    before(first, report),
    first.changes.length > 1 ? h("p", null, steps(first, form)) : null,
    first.quotes.length ? h("p", null, remark(first)) : null,
    h("div", { class: "f-a" }, use(first, name(first), "btn primary")),
    others.length ? h("details", { class: "more-ways" }, h("summary", null, `另有 ${others.length} 种改法也能相符`), h("ul", { class: "alts" }, others.map(row))) : null);
}

export const adoptedId = (index) => `done-${index}`;

/** What was applied, each with its way back. */
export function adoptedNodes(adopted, { form, onUndo, onCells }) {
  return adopted.map((entry, index) => {
    const tables = Array.from(new Set(entry.changes.map((change) => TABLE[change.cell.split(".", 1)[0]])));
    const words = entry.changes.map((change) => `${placeWords(form, change.cell)}已改为 ${shown(change.to)}，原填 ${shown(change.from)}`);
    return h("article", { class: "f done", id: adoptedId(index), tabindex: "-1" },
      h("div", { class: "f-h" }, h("span", { class: "sev i" }, "已改"), h("span", null, tables.join("、"))),
      h("h3", null, words.join("；")),
      h("p", null, entry.settled ? `${entry.settled} 个合计现已相符。请在原报告里同样改正。` : "请在原报告里同样改正。"),
      h("div", { class: "f-a" },
        h("button", { type: "button", class: "btn small", onclick: () => onUndo(index) }, "撤销"),
        h("button", { type: "button", class: "link", onclick: () => onCells(entry.changes.map((change) => change.cell)) }, "去看这一格")));
  });
}
