// The result of one report: identity, verdict, and the three panes with their links to one another.

import { h, goTo } from "./dom.js";
import * as core from "./core.js";
import { checkedBlock, humanBlock, openBlock } from "./checks.js";
import { findingsList } from "./findings.js";
import { pairsBlock, pairsId } from "./pairs.js";
import { chooser, ident } from "./ident.js";
import { markUp } from "./marks.js";
import { strip } from "./strip.js";
import { tablesPane } from "./tables.js";
import { textPane } from "./text-view.js";

/** Under （六）其他处理 a report may have the rows of the other edition; the form has a layout for that. */
function layoutOf(report) {
  const has = (pattern) => Object.keys(report.values).some((field) => pattern.test(field));
  if (report.edition === "2021" && has(/^requests\.other\.[^.]+$/)) return "2021-2019rows";
  if (report.edition === "2019" && has(/^requests\.other\.[^.]+\.[^.]+$/)) return "2019-2021rows";
  return report.edition;
}

function listPane(report, marks, list, rules, form, acts) {
  const checked = checkedBlock(report, rules);
  const made = report.assessed.passed + report.assessed.failed;
  const open = openBlock(report, rules, form, acts);
  const inside = marks.items.length || list.done.firstChild
    ? [list.head, list.done, list.groups, open, h("h3", { class: "group" }, "核对了什么", h("i", null, `${made} 项`)), checked, humanBlock()]
    : [h("div", { class: "pane-h" }, h("h2", null, "核对了什么"), h("span", { class: "r note" }, `共 ${made} 项，逐项可展开`)), checked, open, humanBlock()];
  return h("section", { class: "pane p-list", id: "list", tabindex: "0", "aria-label": "清单" }, inside);
}

function jump() {
  const to = (id, name) => h("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    goTo(document.getElementById(id), "start");
  } }, name);
  return h("nav", { class: "jump", "aria-label": "跳到" }, to("list", "清单"), to("tables", "表格"), to("text", "正文"));
}

/**
 * Everything to show for one report of the outcome.
 * @param {import("./types").Outcome} outcome
 * @param {{ onAuthority: Function, onAnother: Function, onPrint: Function, lastYear: Node, onChoose: (index: number) => void, onAdopt: Function, onUndo: Function }} acts
 * @param {{ changes: import("./types").Repair["changes"], settled: number }[]} adopted what was changed by a click, in order
 */
export async function resultView(outcome, shown, adopted, acts) {
  const report = outcome.reports[shown];
  const [form, rules] = await Promise.all([core.form(layoutOf(report)), core.rules()]);
  const marks = markUp(report);
  /** What stood in each changed figure at first. */
  const changed = {};
  for (const entry of adopted) for (const change of entry.changes) if (!(change.cell in changed)) changed[change.cell] = change.from;
  const links = {
    report,
    form,
    onAdopt: acts.onAdopt,
    onUndo: acts.onUndo,
    onFinding: (number) => goTo(list.show(number)),
    onCells: (fields) => tables.show(fields),
    onTable: (key) => tables.showTable(key),
    onQuote: (number) => text.showQuote(number),
    onPairs: (number) => goTo(document.getElementById(pairsId(number)), "start"),
  };
  const list = findingsList(marks, adopted, links);
  const tables = tablesPane({ report, form, marks, changed, onFinding: links.onFinding });
  const text = textPane(report, marks, links);
  return [
    chooser(outcome.reports, shown, acts.onChoose),
    outcome.failures.map((failure) => h("p", { class: "problem" }, failure.source ? `${failure.source}：` : null, failure.message)),
    ident(report, form, acts),
    strip(report, marks, adopted),
    jump(),
    h("div", { class: "bench" }, listPane(report, marks, list, rules, form, links), tables.node, text.node),
    pairsBlock(report, marks, links),
  ];
}
