// The list of what was found: grouped by what it asks of the reader, numbered like the marks in tables and text.

import { arrange, h, put, renew } from "./dom.js";
import { LETTER, SEVERITIES } from "./codes.js";
import { findingId, goWords } from "./cells.js";
import { adoptedNodes, repairNodes } from "./repairs.js";
import { ruleToggle } from "./rules-view.js";
import { verifiedArticle, verifiedGroup, verifyNodes } from "./verified.js";

/** More than a person reads; the counts above still count all. */
const MOST = 300;

const ALL = ["all"].concat(SEVERITIES);

function folded(item, acts, w) {
  if (!item.children.length) return null;
  return h("div", { class: "same" },
    h("p", null, (item.repairs.length ? w.findings.folded_repair : w.findings.folded)(item.children.length)),
    h("ul", null, item.children.map((child) => {
      const last = child.cells[child.cells.length - 1];
      return h("li", null, child.title, last ? [" ", h("button", { type: "button", class: "link", onclick: () => acts.onCells([last]) }, w.findings.look)] : null);
    })));
}

function article(item, report, acts, ctx) {
  const { w } = ctx;
  const { finding } = item;
  const id = findingId(item.number);
  const letter = LETTER[item.severity];
  const { button, body } = ruleToggle(ctx, finding.code, `${id}-rule`, finding.basis);
  const go = goWords(item, w);
  const link = (words, onclick) => h("button", { type: "button", class: "link", onclick }, words);
  const pairs = finding.passages.length ? link(w.findings.pairs, () => acts.onPairs(item.number)) : null;
  const target = () => {
    if (item.anchors.length) acts.onCells(item.anchors);
    else if (finding.quote) acts.onQuote(item.number);
    else acts.onTable(item.tables[0]);
  };
  if (item.verified) return verifiedArticle(item, acts, ctx, { button, body }, go && link(go, target));
  const verify = verifyNodes(item, acts, ctx);
  const sure = item.repairs.length > 0 && item.repairs[0].certainty !== "possible";
  return h("article", { class: sure ? "f repair" : "f", id, tabindex: "-1", "data-severity": item.severity, "aria-labelledby": `${id}-title` },
    h("div", { class: "f-h" }, h("span", { class: `mk ${letter}`, "aria-hidden": "true" }, item.number), h("span", { class: `sev ${letter}` }, w.severity[item.severity].name), h("span", null, item.place), button),
    h("h3", { id: `${id}-title` }, finding.title),
    finding.advice ? h("p", null, finding.advice) : null,
    verify.lapsed,
    body,
    repairNodes(item.repairs, { report, form: acts.form, onAdopt: acts.onAdopt }, w),
    h("p", { class: "paper" }, w.findings.basis(finding.basis, finding.code)),
    folded(item, acts, w),
    h("div", { class: "f-a" }, go && link(go, target), pairs, verify.button),
    verify.form);
}

/** Articles are kept while nothing in them has changed, so that an opened rule stays open. */
function keeper() {
  let known = new Map();
  return (items, make) => {
    const next = new Map();
    const nodes = items.map((item) => {
      const key = JSON.stringify([item.number, item.severity, item.finding, item.children, item.repairs, item.verified, item.lapsed]);
      const node = known.get(key) || make(item);
      next.set(key, node);
      return node;
    });
    known = next;
    return nodes;
  };
}

/**
 * Heading with the filter, what was changed already, and the groups. `show(number)` makes a finding visible, whatever the filter, and returns its node.
 * @param {{ onCells: (fields: string[]) => void, onQuote: (number: number) => void, onPairs: (number: number) => void, onTable: (key: string) => void,
 *   onVerify: (item: object, reason: string) => void, onWithdraw: (item: object) => void, form: import("./types").Form, onAdopt: (repair: import("./types").Repair) => void, onRemove: (entry: object) => void }} acts
 */
export function findingsList(acts, ctx) {
  const { w } = ctx;
  const groups = h("div", { class: "groups" });
  const done = h("div", { class: "adopted" });
  const buttons = ALL.map((key) => h("button", { type: "button", "aria-pressed": String(key === "all"), onclick: () => choose(key) }));
  const keep = keeper();
  /** The section of each severity stays, since of a hundred findings a change of one figure touches a few. */
  const sections = {};
  function group(severity, own) {
    const section = sections[severity] || (sections[severity] = h("section", { "data-severity": severity }, h("h3", { class: "group" })));
    const [head] = section.children;
    renew(head, String(own.length), () => [w.severity[severity].group, h("i", null, own.length)]);
    arrange(section, [head].concat(own));
    return own.length ? section : null;
  }
  let chosen = "all";
  function choose(key) {
    chosen = key;
    ALL.forEach((name, index) => buttons[index].setAttribute("aria-pressed", String(name === key)));
    for (const group of Array.from(groups.children)) group.hidden = key !== "all" && group.dataset.severity !== key;
  }
  return {
    head: h("div", { class: "pane-h" }, h("h2", null, w.findings.title), h("div", { class: "seg r", role: "group", "aria-label": w.findings.filter }, buttons)),
    done,
    groups,
    update({ report, entries }, marks) {
      const counts = { all: marks.items.length - marks.verified, error: marks.errors, warning: marks.warnings, info: marks.infos };
      ALL.forEach((key, index) => put(buttons[index], `${key === "all" ? w.findings.all : w.severity[key].name} ${counts[key]}`));
      const repairs = entries.filter((entry) => entry.kind === "repair");
      renew(done, JSON.stringify(repairs), () => adoptedNodes(repairs, acts, w));
      const seen = marks.items.slice(0, MOST);
      const nodes = keep(seen, (item) => article(item, report, acts, ctx));
      const of = (severity) => nodes.filter((node) => node.dataset.severity === severity);
      const shown = SEVERITIES.map((severity) => group(severity, of(severity))).filter(Boolean);
      const verified = of("verified");
      const open = Boolean(groups.querySelector(".verified-all[open]"));
      if (verified.length) shown.push(verifiedGroup(verified, ctx));
      if (seen.length < marks.items.length) shown.push(h("p", { class: "group" }, w.findings.more(marks.items.length - seen.length)));
      arrange(groups, shown);
      if (open && verified.length) groups.querySelector(".verified-all").open = true;
      choose(chosen !== "all" && !counts[chosen] ? "all" : chosen);
    },
    show(number) {
      const target = ctx.byId(findingId(number));
      if (target && target.closest("section").hidden) choose("all");
      if (target && target.closest("details")) target.closest("details").open = true;
      return target;
    },
  };
}
