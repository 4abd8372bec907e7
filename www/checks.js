// What was checked, what was not and why, and what only people can judge.

import { h, renew } from "./dom.js";
import { placeWords } from "./marks.js";
import { ruleToggle } from "./rules-view.js";
import { CHECK_GROUPS, groupOf } from "./codes.js";

/** The checks by their groups, in the order of codes.js; groups without a check are left out. */
export function grouped(checks, w) {
  return CHECK_GROUPS.map(([, key]) => {
    const own = checks.filter((check) => groupOf(check.code) === key);
    const [name, note] = w.checks.group[key];
    const sum = (key) => own.reduce((total, check) => total + check[key], 0);
    return { key, name, note, checks: own, passed: sum("passed"), failed: sum("failed"), open: sum("not_assessed") };
  }).filter((group) => group.passed + group.failed + group.open > 0);
}

const tally = ({ checks }, passed, failed, open) =>
  [passed || (!failed && !open) ? [h("b", null, passed), ` ${checks.passed}`] : null, failed ? [" ", h("b", { class: "x" }, failed), ` ${checks.failed}`] : null, open ? [" ", h("b", null, open), ` ${checks.not_assessed}`] : null];

/** What was checked, group by group; each opens to its rules, which are drawn when somebody looks. */
export function checkedBlock(report, rules, ctx) {
  const { w } = ctx;
  const summary = (code) => (rules.find((rule) => rule.code === code) || {}).summary || code;
  const line = (check) => {
    const { button, body } = ruleToggle(ctx, check.code, `rule-${check.code}`);
    return h("li", null, h("span", null, summary(check.code), " ", button, body), h("span", { class: "chk-t" }, tally(w, check.passed, check.failed, check.not_assessed)));
  };
  return h("div", { class: "sheet ok-col" }, grouped(report.checks, w).map((group) => {
    const list = h("ul");
    const part = h("details", { class: "chk", "data-key": group.key },
      h("summary", null, h("span", { class: "chk-n" }, group.name, h("small", null, group.note)), h("span", { class: "chk-t" }, tally(w, group.passed, group.failed, group.open))),
      list);
    part.addEventListener("toggle", () => part.open && renew(list, "drawn", () => group.checks.map(line)));
    return part;
  }));
}

/** Checks of one kind that were not made for the same reason stand in one line. */
function alike(checks, w) {
  const lines = new Map();
  for (const check of checks) {
    const [name] = w.checks.group[groupOf(check.code)];
    const key = JSON.stringify([name, check.reasons]);
    const line = lines.get(key) || { name, reasons: check.reasons, count: 0, codes: [] };
    line.count += check.not_assessed;
    line.codes.push(check.code);
    lines.set(key, line);
  }
  return Array.from(lines.values());
}

function whyNot(reasons, report, form, acts, w) {
  const words = w.checks.reason;
  const typed = report.authority_type.value;
  return (reasons.length ? reasons : [{ reason: "unknown", cells: [] }]).map(({ reason, cells }) =>
    h("span", { class: "na-why" }, reason === "unknown" && !typed ? words.authority : words[reason] || words.unknown,
      cells.length ? [" ", h("button", { type: "button", class: "link", onclick: () => acts.onCells(cells) },
        cells.length === 1 ? placeWords(form, cells[0], w) : w.findings.go_cells(cells.length))] : null));
}

/** What was not checked: how many, what, why, and the way to the cells to blame. */
export function openBlock(report, rules, form, acts, { w }) {
  const open = alike(report.checks.filter((check) => check.not_assessed > 0), w);
  if (!open.length) return null;
  const summaries = (codes) => rules.filter((rule) => codes.indexOf(rule.code) >= 0).map((rule) => rule.summary.replace(/[。.]$/, "")).join(w.semicolon);
  return [
    h("h3", { class: "group", id: "open" }, w.checks.open, h("i", null, w.checks.count(report.assessed.not_assessed))),
    h("div", { class: "f" }, h("ul", { class: "na-list" }, open.map((line) =>
      h("li", null, h("b", null, line.count),
        h("div", null, h("p", { title: line.codes.join(w.list) }, line.name, h("small", null, w.checks.looks(summaries(line.codes)))), whyNot(line.reasons, report, form, acts, w)))))),
  ];
}

export function humanBlock({ w }) {
  return [h("h3", { class: "group" }, w.checks.human_title), h("div", { class: "f" }, h("ul", { class: "lim" }, w.checks.human.map((line) => h("li", null, line))))];
}
