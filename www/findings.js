// The list of what was found: grouped by what it asks of the reader, numbered like the marks in tables and text.

import { h } from "./dom.js";
import { findingId, goWords } from "./cells.js";
import { adoptedNodes, repairNodes } from "./repairs.js";
import { ruleToggle } from "./rules-view.js";
import { SEVERITIES, SEVERITY } from "./words.js";

/** More than a person reads; the counts above still count all. */
const MOST = 300;

function folded(item, acts) {
  if (!item.children.length) return null;
  return h("div", { class: "same" },
    h("p", null, item.repairs.length ? `改好后随之相符的合计（${item.children.length} 项）：` : `由此引起，改好这一处一般也就相符（${item.children.length} 项）：`),
    h("ul", null, item.children.map((child) => {
      const last = child.cells[child.cells.length - 1];
      return h("li", null, child.title, last ? [" ", h("button", { type: "button", class: "link", onclick: () => acts.onCells([last]) }, "去看")] : null);
    })));
}

function article(item, acts) {
  const { finding } = item;
  const id = findingId(item.number);
  const severity = SEVERITY[item.severity];
  const { button, body } = ruleToggle(finding.code, `${id}-rule`, finding.basis);
  const go = goWords(item);
  const link = (words, onclick) => h("button", { type: "button", class: "link", onclick }, words);
  const pairs = finding.passages.length ? link("对照相似的段落", () => acts.onPairs(item.number)) : null;
  const target = () => {
    if (item.anchors.length) acts.onCells(item.anchors);
    else if (finding.quote) acts.onQuote(item.number);
    else acts.onTable(item.tables[0]);
  };
  const sure = item.repairs.length > 0 && item.repairs[0].certainty !== "possible";
  return h("article", { class: sure ? "f repair" : "f", id, tabindex: "-1", "data-severity": item.severity, "aria-labelledby": `${id}-title` },
    h("div", { class: "f-h" }, h("span", { class: `mk ${severity.letter}`, "aria-hidden": "true" }, item.number), h("span", { class: `sev ${severity.letter}` }, severity.name), h("span", null, item.place), button),
    h("h3", { id: `${id}-title` }, finding.title),
    finding.advice ? h("p", null, finding.advice) : null,
    body,
    repairNodes(item.repairs, acts),
    h("p", { class: "paper" }, `依据：${finding.basis}（${finding.code}）`),
    folded(item, acts),
    go || pairs ? h("div", { class: "f-a" }, go && link(go, target), pairs) : null);
}

function filter(marks, host) {
  const counts = { all: marks.items.length, error: marks.errors, warning: marks.warnings, info: marks.infos };
  const buttons = ["all"].concat(SEVERITIES).map((key) =>
    h("button", { type: "button", "aria-pressed": String(key === "all"), onclick: () => choose(key) }, `${key === "all" ? "全部" : SEVERITY[key].name} ${counts[key]}`));
  function choose(key) {
    ["all"].concat(SEVERITIES).forEach((name, index) => buttons[index].setAttribute("aria-pressed", String(name === key)));
    for (const group of Array.from(host.children)) group.hidden = key !== "all" && group.dataset.severity !== key;
  }
  return { node: h("div", { class: "seg r", role: "group", "aria-label": "按轻重筛选" }, buttons), choose };
}

/**
 * Heading with the filter, what was changed already, and the groups. `show(number)` makes a finding visible, whatever the filter, and returns its node.
 * @param {{ onCells: (fields: string[]) => void, onQuote: (number: number) => void, onPairs: (number: number) => void, onTable: (key: string) => void,
 *   report: import("./types").Report, form: import("./types").Form, onAdopt: (repair: import("./types").Repair) => void, onUndo: (index: number) => void }} acts
 */
export function findingsList(marks, adopted, acts) {
  const groups = h("div", { class: "groups" });
  const done = h("div", { class: "adopted" }, adoptedNodes(adopted, acts));
  const seen = marks.items.slice(0, MOST);
  for (const severity of SEVERITIES) {
    const items = seen.filter((item) => item.severity === severity);
    if (!items.length) continue;
    groups.appendChild(h("section", { "data-severity": severity },
      h("h3", { class: "group" }, SEVERITY[severity].group, h("i", null, items.length)), items.map((item) => article(item, acts))));
  }
  if (seen.length < marks.items.length) groups.appendChild(h("p", { class: "group" }, `另有 ${marks.items.length - seen.length} 条没有列出，请先改正前面的。`));
  const { node, choose } = filter(marks, groups);
  return {
    head: h("div", { class: "pane-h" }, h("h2", null, "清单"), node),
    done,
    groups,
    show(number) {
      const target = document.getElementById(findingId(number));
      if (target && target.parentNode.hidden) choose("all");
      return target;
    },
  };
}
