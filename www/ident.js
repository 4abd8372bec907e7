// Whose report this is and how completely it was read.

import { actions } from "./actions.js";
import { arrange, h, put, renew } from "./dom.js";
import { countStates } from "./marks.js";

/** How completely the rows were read. */
export function rowWords(rows, w) {
  if (rows.read === rows.all) return w.ident.rows_all(rows.all);
  return w.ident.rows_some(rows.read, rows.all, rows.missing.slice(0, 3), rows.missing.length > 3 ? rows.missing.length : 0);
}

function authorityChoice(report, onAuthority, w) {
  const type = report.authority_type || { value: null, guessed: false };
  const select = h("select", { id: "authority", "aria-label": w.ident.authority },
    type.value ? null : h("option", { value: "" }, w.ident.choose),
    Object.entries(w.authorities).map(([value, name]) => h("option", { value, selected: value === type.value }, name)));
  select.addEventListener("change", () => select.value && onAuthority(select.value));
  return h("span", null, `${w.ident.authority} `, select, h("span", { class: "paper" }, w.authorities[type.value] || w.ident.unchosen), type.value && type.guessed ? w.ident.guessed : null);
}

/** Where a report comes from: the file's name and kind. A paste has neither. */
export function origin(report, w) {
  const kind = w.kind[report.kind];
  if (!report.source) return kind || null;
  return w.ident.file(report.source, kind);
}

/** Several reports in one document or several files: the choice of the one shown. */
export function chooser(reports, shown, onChoose, { w }) {
  if (reports.length < 2) return null;
  const select = h("select", { id: "chooser" },
    reports.map((report, index) => h("option", { value: index, selected: index === shown }, w.ident.choice(index + 1, report.title, report.source, w.ident.ending(report.summary.errors, report.summary.warnings)))));
  select.addEventListener("change", () => onChoose(Number(select.value)));
  return h("p", { class: "chooser" }, h("label", { for: "chooser" }, w.ident.chooser(reports.length)), select);
}

/**
 * @param {import("./types").Form} form
 * @param {{ onAuthority: (type: string) => void, lastYear: Node }} acts and those of the buttons
 */
export function ident(form, acts, { w }) {
  const buttons = actions(acts, { w });
  const title = h("h1", { part: "title" });
  const meta = h("p", { class: "meta" });
  /** The choice among fourteen kinds of authority, kept while the kind is the same. */
  let choice = { key: "", node: null };
  const facts = [0, 1, 2, 3].map(() => h("span"));
  const words = (place, text) => renew(facts[place], text, () => text);
  const summary = h("summary");
  // What came of last year's report, and the place to put one in; it stands open where something is the matter.
  const last = h("details", { class: "last-year" }, summary, acts.lastYear);
  return {
    node: h("section", { class: "ident" },
      h("div", null, title, meta, last),
      buttons.node),
    end: buttons.end,
    update(data) {
      const { report } = data;
      buttons.update(data);
      put(title, report.title || (report.kind === "values" ? w.ident.form : `${report.authority || w.ident.no_title}${report.year ? w.ident.year(report.year) : ""}`));
      const from = origin(report, w);
      const kind = JSON.stringify(report.authority_type);
      if (choice.key !== kind) choice = { key: kind, node: authorityChoice(report, acts.onAuthority, w) };
      const figures = countStates(report, form, w);
      arrange(meta, [from ? words(0, from) : null, words(1, w.ident.edition(report.edition)), choice.node, words(2, rowWords(report.rows, w)), words(3, figures)].filter(Boolean));
      const { previous } = report;
      const trouble = Boolean(previous && previous.hindrance);
      const came = previous ? previous.message : w.last.none;
      renew(summary, came, () => [h("b", null, w.last.name), ` ${came}`]);
      last.classList.toggle("bad", trouble);
      if (trouble) last.open = true;
    },
  };
}
