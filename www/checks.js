// What was checked, what was not and why, and what only people can judge.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";
import { ruleToggle } from "./rules-view.js";
import { CHECK_GROUPS, HUMAN, REASON } from "./words.js";

/** The checks by the groups of words.js, in that order; groups without a check are left out. */
export function grouped(checks) {
  return CHECK_GROUPS.map(([pattern, name, note], index) => {
    const own = checks.filter((check) => CHECK_GROUPS.findIndex(([first]) => first.test(check.code)) === index);
    const sum = (key) => own.reduce((total, check) => total + check[key], 0);
    return { pattern, name, note, checks: own, passed: sum("passed"), failed: sum("failed"), open: sum("not_assessed") };
  }).filter((group) => group.passed + group.failed + group.open > 0);
}

const tally = (passed, failed, open) =>
  [passed || (!failed && !open) ? [h("b", null, passed), " 相符"] : null, failed ? [" ", h("b", { class: "x" }, failed), " 不符"] : null, open ? [" ", h("b", null, open), " 未核对"] : null];

/** What was checked, group by group; each opens to its rules. */
export function checkedBlock(report, rules) {
  const summary = (code) => (rules.find((rule) => rule.code === code) || {}).summary || code;
  return h("div", { class: "sheet ok-col" }, grouped(report.checks).map((group) =>
    h("details", { class: "chk" },
      h("summary", null, h("span", { class: "chk-n" }, group.name, h("small", null, group.note)), h("span", { class: "chk-t" }, tally(group.passed, group.failed, group.open))),
      h("ul", null, group.checks.map((check) => {
        const { button, body } = ruleToggle(check.code, `rule-${check.code}`);
        return h("li", null, h("span", null, summary(check.code), " ", button, body), h("span", { class: "chk-t" }, tally(check.passed, check.failed, check.not_assessed)));
      })))));
}

/** Checks of one kind that were not made for the same reason stand in one line. */
function alike(checks) {
  const lines = new Map();
  for (const check of checks) {
    const name = CHECK_GROUPS.find(([pattern]) => pattern.test(check.code))[1];
    const key = JSON.stringify([name, check.reasons]);
    const line = lines.get(key) || { name, reasons: check.reasons, count: 0, codes: [] };
    line.count += check.not_assessed;
    line.codes.push(check.code);
    lines.set(key, line);
  }
  return Array.from(lines.values());
}

function whyNot(reasons, report, form, acts) {
  const typed = report.authority_type.value;
  return (reasons.length ? reasons : [{ reason: "unknown", cells: [] }]).map(({ reason, cells }) =>
    h("span", { class: "na-why" }, reason === "unknown" && !typed ? REASON.authority : REASON[reason] || REASON.unknown,
      cells.length ? [" ", h("button", { type: "button", class: "link", onclick: () => acts.onCells(cells) },
        cells.length === 1 ? placeWords(form, cells[0]) : `去看这 ${cells.length} 格`)] : null));
}

/** What was not checked: how many, what, why, and the way to the cells to blame. */
export function openBlock(report, rules, form, acts) {
  const open = alike(report.checks.filter((check) => check.not_assessed > 0));
  if (!open.length) return null;
  const summaries = (codes) => rules.filter((rule) => codes.indexOf(rule.code) >= 0).map((rule) => rule.summary.replace(/。$/, "")).join("；");
  return [
    h("h3", { class: "group", id: "open" }, "未核对", h("i", null, `${report.assessed.not_assessed} 项`)),
    h("div", { class: "f" }, h("ul", { class: "na-list" }, open.map((line) =>
      h("li", null, h("b", null, line.count),
        h("div", null, h("p", { title: line.codes.join("、") }, line.name, h("small", null, `查：${summaries(line.codes)}。`)), whyNot(line.reasons, report, form, acts)))))),
  ];
}

export function humanBlock() {
  return [h("h3", { class: "group" }, "这页核对不了的，请人工把关"), h("div", { class: "f" }, h("ul", { class: "lim" }, HUMAN.map((line) => h("li", null, line))))];
}
