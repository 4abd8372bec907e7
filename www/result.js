// The result of one report: identity, verdict, and the three panes with their links to one another.

import { h, goTo, renew } from "./dom.js";
import { checkedBlock, humanBlock, openBlock } from "./checks.js";
import { recognise } from "./exceptions.js";
import { findingsList } from "./findings.js";
import { pairsBlock, pairsId } from "./pairs.js";
import { chooser, ident } from "./ident.js";
import { markUp } from "./marks.js";
import { strip } from "./strip.js";
import { tablesPane } from "./tables.js";
import { textPane } from "./text-view.js";

export { layoutOf } from "./codes.js";

function jump({ w, byId }) {
  const to = (id, name) => h("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    goTo(byId(id), "start");
  } }, name);
  return h("nav", { class: "jump", "aria-label": w.jump.name }, to("list", w.findings.title), to("tables", w.tables.name), to("text", w.text.name));
}

/** The list, then what was not checked, what was, and what only people can judge; without findings what was checked stands first. */
function listPane(list, acts, ctx) {
  const { w } = ctx;
  const open = h("div");
  const checked = h("div");
  const checkedHead = h("h3", { class: "group" });
  const cleanHead = h("div", { class: "pane-h" });
  const node = h("section", { class: "pane p-list", id: "list", tabindex: "0", "aria-label": w.findings.title },
    list.head, cleanHead, list.done, list.groups, open, checkedHead, checked, humanBlock(ctx));
  return {
    node,
    update({ report, rules, form, entries }, marks) {
      const made = report.assessed.passed + report.assessed.failed;
      const clean = !marks.items.length && !entries.length;
      list.head.hidden = clean;
      cleanHead.hidden = !clean;
      checkedHead.hidden = clean;
      // Of a report without findings, what was checked is what the reader came for, and it stands before what was not.
      node.insertBefore(open, clean ? checked.nextSibling : checkedHead);
      renew(cleanHead, `${made}`, () => [h("h2", null, w.checks.title), h("span", { class: "r note" }, w.checks.count_open(made))]);
      renew(checkedHead, `${made}`, () => [w.checks.title, h("i", null, w.checks.count(made))]);
      const key = JSON.stringify([report.checks, report.authority_type]);
      renew(checked, key, () => checkedBlock(report, rules, ctx));
      renew(open, key, () => openBlock(report, rules, form, acts, ctx));
    },
  };
}

/**
 * Everything to show for one report, and how to show it anew after a change without losing focus or place.
 * @param {{ outcome: import("./types").Outcome, shown: number, report: import("./types").Report, form: import("./types").Form, rules: import("./types").Rule[],
 *   entries: import("./session.js").Entry[], changed: Record<string, import("./types").Figure>, settled: number, canRedo: boolean,
 *   exceptions: import("./exceptions.js").Exception[], fileChanged: boolean }} data
 * @param {object} acts what the page does on a click: `onAuthority`, `onAnother`, `onChoose`, `onAdopt`, `onRemove`, `onUndo`, `onRedo`,
 *   `onTotals`, `onDraft`, `onChange`, `onVerify`, `onWithdraw`, `onCopy`, `onCopySoon`, `onSave`, `onSlip`, and `lastYear`, the node of last year's report
 */
export function resultView(data, acts, ctx) {
  const { byId, w } = ctx;
  const { form } = data;
  const marked = ({ report, exceptions }) => {
    const made = markUp(report, w);
    recognise(made, report, exceptions);
    return made;
  };
  let marks = marked(data);
  const links = Object.assign({}, acts, {
    form,
    onFinding: (number) => goTo(list.show(number)),
    onCells: (fields) => tables.show(fields),
    onTable: (key) => tables.showTable(key),
    onQuote: (number) => text.showQuote(number),
    onPairs: (number) => goTo(byId(pairsId(number)), "start"),
  });
  const list = findingsList(links, ctx);
  const tables = tablesPane(form, links, ctx);
  const text = textPane(links, ctx);
  const pane = listPane(list, links, ctx);
  const head = ident(form, acts, ctx);
  const verdict = strip(ctx);
  const choice = h("div");
  const failures = h("div");
  const pairs = h("div");
  function update(next) {
    marks = marked(next);
    renew(choice, JSON.stringify(next.outcome.reports.map((one) => [one.title, one.summary]).concat(next.shown)), () => chooser(next.outcome.reports, next.shown, acts.onChoose, ctx));
    renew(failures, JSON.stringify(next.outcome.failures), () => next.outcome.failures.map((failure) => h("p", { class: "problem" }, failure.source ? `${failure.source}${w.colon}` : null, failure.message)));
    head.update(next);
    verdict.update(next, marks);
    list.update(next, marks);
    pane.update(next, marks);
    tables.update(next, marks);
    text.update(next, marks);
    renew(pairs, JSON.stringify(marks.items.filter((item) => item.finding.passages.length).map((item) => [item.number, item.finding])), () => pairsBlock(next.report, marks, links, ctx));
  }
  update(data);
  tables.open(marks);
  return {
    nodes: [choice, failures, head.node, verdict.node, ctx.steps, jump(ctx), h("div", { class: "bench" }, pane.node, tables.node, text.node), pairs],
    update,
    marks: () => marks,
    tables,
    end: head.end,
  };
}
