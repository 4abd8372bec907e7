// Which number each finding gets, and what each cell carries: the one place where list, tables and text agree.

import { SEVERITIES, SUMS } from "./codes.js";

/** A finding that is no remark on single cells, such as "everything is zero", is not repeated in each of them. */
const MANY = 24;

/**
 * @typedef {{ number: number, finding: import("./types").Finding, severity: "error"|"warning"|"info", children: import("./types").Finding[],
 *   tables: string[], anchors: string[], place: string, repairs: import("./types").Repair[] }} Item
 * @typedef {{ items: Item[], band: boolean, cross: boolean, words: { key: string, text: string, sum: boolean, severity: string, repair?: "sure"|"may" }[] }} CellMarks
 */

const rootOf = (findings, index) => {
  let at = index;
  for (let steps = 0; steps < findings.length; steps += 1) {
    const next = findings[at].derived_from;
    if (next === null || next === undefined || !findings[next]) break;
    at = next;
  }
  return at;
};

/** A finding weighs as much as the heaviest of those that follow from it: a cause is an info of its own, and its sums are errors. */
function weightsOf(findings) {
  const weights = findings.map((finding) => finding.severity);
  findings.forEach((finding, index) => {
    const root = rootOf(findings, index);
    if (SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(weights[root])) weights[root] = finding.severity;
  });
  return weights;
}

/** The ways to settle a finding or what follows from it, by the finding that stands for all. */
function repairsByRoot(report) {
  const roots = new Map();
  for (const repair of report.repairs) {
    if (!repair.settles.length) continue;
    const root = rootOf(report.findings, repair.settles[0]);
    const known = roots.get(root) || [];
    if (!known.length || known[0].cause === repair.cause) roots.set(root, known.concat(repair));
  }
  return roots;
}

const tableOf = (field) => field.split(".", 1)[0];

/** The table that a rule is about, where its finding names no cell. */
const tableOfCode = (code) => ({ "T2-": "disclosure", "T3-": "requests", "T4-": "disputes" })[code.slice(0, 3)];

function tablesOf(finding) {
  const found = [];
  for (const cell of finding.cells) if (found.indexOf(tableOf(cell)) < 0) found.push(tableOf(cell));
  if (!found.length && tableOfCode(finding.code)) found.push(tableOfCode(finding.code));
  return found;
}

function placeOf(finding, tables, w) {
  if (finding.quote) return w.findings.place_section[finding.quote.section] || w.findings.place_text;
  return tables.length ? tables.map((table) => w.table[table]).join(w.list) : w.findings.place_all;
}

const isSum = (finding) => SUMS.indexOf(finding.code) >= 0 || finding.code === "T3-BALANCE";

/** The cells that carry the mark: of a sum the figure that states it, of all else each cell. */
function anchorsOf(finding) {
  if (!finding.cells.length) return [];
  if (/^(CELL-|XY-CARRY$)/.test(finding.code)) return finding.cells;
  if (finding.cells.length > MANY) return [];
  return isSum(finding) || finding.kind === "unequal" ? finding.cells.slice(-1) : finding.cells;
}

/** How many items of the list ask to be corrected: an error that follows from another is one with it. */
export function toCorrect({ findings }) {
  const weights = weightsOf(findings);
  return findings.filter((_, index) => rootOf(findings, index) === index && weights[index] === "error").length;
}

/**
 * @param {import("./types").Report} report
 * @param {object} w the page's words
 */
export function markUp(report, w) {
  const findings = report.findings;
  /** @type {Item[]} */
  const items = [];
  const byRoot = new Map();
  const weights = weightsOf(findings);
  const repairsOf = repairsByRoot(report);
  // What can be put right at once stands first among its equals.
  const sure = (index) => (repairsOf.has(index) && repairsOf.get(index)[0].certainty !== "possible" ? 0 : 1);
  for (const severity of SEVERITIES) {
    const roots = findings.map((_, index) => index).filter((index) => rootOf(findings, index) === index && weights[index] === severity);
    for (const index of roots.filter((root) => !sure(root)).concat(roots.filter(sure))) {
      const finding = findings[index];
      const tables = tablesOf(finding);
      const item = { number: items.length + 1, finding, severity, children: [], tables, anchors: anchorsOf(finding), place: placeOf(finding, tables, w), repairs: repairsOf.get(index) || [] };
      items.push(item);
      byRoot.set(index, item);
    }
  }
  /** @type {Map<string, CellMarks>} */
  const cells = new Map();
  const at = (field) => {
    if (!cells.has(field)) cells.set(field, { items: [], band: false, cross: false, words: [] });
    return cells.get(field);
  };
  findings.forEach((finding, index) => {
    const item = byRoot.get(rootOf(findings, index));
    if (!item) return;
    if (item.finding !== finding) item.children.push(finding);
    const anchors = anchorsOf(finding);
    if (isSum(finding)) for (const cell of finding.cells) at(cell).band = true;
    for (const cell of anchors) {
      const marks = at(cell);
      if (marks.items.indexOf(item) < 0) marks.items.push(item);
      const word = wordOf(finding, w);
      if (!marks.words.some(({ text }) => text === word.text)) marks.words.push(Object.assign({ sum: isSum(finding), severity: finding.severity }, word));
    }
  });
  for (const item of items) {
    for (const repair of item.repairs) {
      const sole = repair.certainty !== "possible";
      if (!sole && item.repairs[0].certainty !== "possible") continue;
      for (const { cell, to } of repair.changes) {
        const marks = at(cell);
        if (sole && marks.items.indexOf(item) < 0) marks.items.push(item);
        marks.words = marks.words.filter((word) => word.key !== "info");
        marks.words.push({ key: "repair", text: (sole ? w.cell.should : w.cell.maybe)(to), sum: false, severity: "error", repair: sole ? "sure" : "may" });
      }
    }
  }
  for (const marks of cells.values()) marks.items.sort((a, b) => a.number - b.number);
  if (!report.repairs.length) for (const cell of crossings(items)) at(cell).cross = true;
  const count = (severity) => items.filter((item) => item.severity === severity).length;
  return { items, cells, errors: count("error"), warnings: count("warning"), infos: count("info") };
}

/**
 * The cells that two sums which do not hold have in common as addends: where the eye should go first.
 * With many of them there is nothing to point at.
 */
function crossings(items) {
  const times = new Map();
  for (const item of items) {
    if (SUMS.indexOf(item.finding.code) < 0) continue;
    for (const cell of item.finding.cells.slice(0, -1)) times.set(cell, (times.get(cell) || 0) + 1);
  }
  const crossed = Array.from(times.keys()).filter((cell) => times.get(cell) > 1);
  return crossed.length <= 3 ? crossed : [];
}

/** The word under a figure, and the key of its explanation in the legend. */
function wordOf(finding, w) {
  if (SUMS.indexOf(finding.code) >= 0 && finding.expected !== null && finding.expected !== undefined) return { key: "sum", text: w.cell.sum(finding.expected) };
  const own = w.cell.by_code[finding.code];
  if (own) return { key: finding.code === "T3-BALANCE" ? "balance" : finding.code, text: own };
  return { key: finding.severity, text: w.severity[finding.severity].cell };
}

/** The row and column of a figure in words. */
export function placeWords(form, field, w) {
  const known = form.fields[field];
  if (!known) return field;
  return w.findings.place(w.table[known.table] || "", known.row, known.column);
}

/** How many of the printed form's cells are in which state, in words: 200 格：数字 193，空白 3，无法识别 1 */
export function countStates(report, form, w) {
  const fields = Object.keys(form.fields);
  const all = fields.length;
  const counts = {};
  for (const field of fields) {
    const own = report.states[field];
    if (own) counts[own.state] = (counts[own.state] || 0) + 1;
  }
  const plain = all - ["blank", "placeholder", "unreadable", "missing"].reduce((sum, state) => sum + (counts[state] || 0), 0);
  if (plain === all && !counts.noted) return w.ident.cells_all(all);
  const rest = ["blank", "placeholder", "unreadable", "missing"].filter((state) => counts[state]).map((state) => [w.cell.state[state].count, counts[state]]);
  return w.ident.cells_some(all, plain, counts.noted || 0, rest);
}
