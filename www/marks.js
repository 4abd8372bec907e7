// Which number each finding gets, and what each cell carries: the one place where list, tables and text agree.

import { CELL_WORD, SEVERITIES, SEVERITY_WORD, STATE, SUMS, TABLE } from "./words.js";

/** A finding that is no remark on single cells, such as "everything is zero", is not repeated in each of them. */
const MANY = 24;

/**
 * @typedef {{ number: number, finding: import("./types").Finding, severity: "error"|"warning"|"info", children: import("./types").Finding[],
 *   tables: string[], anchors: string[], place: string, repairs: import("./types").Repair[] }} Item
 * @typedef {{ items: Item[], band: boolean, cross: boolean, words: { text: string, sum: boolean, severity: string, repair?: "sure"|"may" }[] }} CellMarks
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

const CHINESE = ["开头", "一", "二", "三", "四", "五", "六"];

function placeOf(finding, tables) {
  if (finding.quote) return finding.quote.section ? `正文${CHINESE[finding.quote.section] || ""}` : "正文开头";
  return tables.length ? tables.map((table) => TABLE[table]).join("、") : "全文";
}

const isSum = (finding) => SUMS.indexOf(finding.code) >= 0 || finding.code === "T3-BALANCE";

/** The cells that carry the mark: of a sum the figure that states it, of all else each cell. */
function anchorsOf(finding) {
  if (!finding.cells.length) return [];
  if (/^(CELL-|XY-CARRY$)/.test(finding.code)) return finding.cells;
  if (finding.cells.length > MANY) return [];
  return isSum(finding) || finding.kind === "unequal" ? finding.cells.slice(-1) : finding.cells;
}

/** @param {import("./types").Report} report */
export function markUp(report) {
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
      const item = { number: items.length + 1, finding, severity, children: [], tables, anchors: anchorsOf(finding), place: placeOf(finding, tables), repairs: repairsOf.get(index) || [] };
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
      const text = wordOf(finding);
      if (text && !marks.words.some((word) => word.text === text)) marks.words.push({ text, sum: isSum(finding), severity: finding.severity });
    }
  });
  for (const item of items) {
    for (const repair of item.repairs) {
      const sole = repair.certainty !== "possible";
      if (!sole && item.repairs[0].certainty !== "possible") continue;
      for (const { cell, to } of repair.changes) {
        const marks = at(cell);
        if (sole && marks.items.indexOf(item) < 0) marks.items.push(item);
        marks.words = marks.words.filter((word) => word.text !== SEVERITY_WORD.info);
        marks.words.push({ text: `${sole ? "应为" : "或为"}${to}`, sum: false, severity: "error", repair: sole ? "sure" : "may" });
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

function wordOf(finding) {
  if (SUMS.indexOf(finding.code) >= 0 && finding.expected !== null && finding.expected !== undefined) return `和${finding.expected}`;
  return CELL_WORD[finding.code] || SEVERITY_WORD[finding.severity];
}

/** The row and column of a figure in words. */
export function placeWords(form, field) {
  const known = form.fields[field];
  if (!known) return field;
  return `${TABLE[known.table] || ""}“${known.row}”${known.column ? `·${known.column}` : ""}`;
}

/** How many of the printed form's cells are in which state, in words: 200 格：数字 193，空白 3，无法识别 1 */
export function countStates(report, form) {
  const fields = Object.keys(form.fields);
  const all = fields.length;
  const counts = {};
  for (const field of fields) {
    const own = report.states[field];
    if (own) counts[own.state] = (counts[own.state] || 0) + 1;
  }
  const plain = all - ["blank", "placeholder", "unreadable", "missing"].reduce((sum, state) => sum + (counts[state] || 0), 0);
  if (plain === all && !counts.noted) return `${all} 格全部为数字`;
  const parts = [`数字 ${plain}${counts.noted ? `（其中 ${counts.noted} 格带说明）` : ""}`];
  for (const state of ["blank", "placeholder", "unreadable", "missing"]) if (counts[state]) parts.push(`${STATE[state].count} ${counts[state]}`);
  return `${all} 格：${parts.join("，")}`;
}
