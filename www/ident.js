// Whose report this is and how completely it was read.

import { h } from "./dom.js";
import { countStates } from "./marks.js";
import { AUTHORITIES, KIND } from "./words.js";

function rowWords(rows) {
  if (rows.read === rows.all) return `${rows.all} 行全部读出`;
  const named = rows.missing.slice(0, 3).join("、");
  return `读出 ${rows.read}/${rows.all} 行${named ? `，缺：${named}${rows.missing.length > 3 ? ` 等 ${rows.missing.length} 行` : ""}` : ""}`;
}

function authorityChoice(report, onAuthority) {
  const type = report.authority_type || { value: null, guessed: false };
  const select = h("select", { id: "authority", "aria-label": "单位类型" },
    type.value ? null : h("option", { value: "" }, "请选择"),
    AUTHORITIES.map(([value, name]) => h("option", { value, selected: value === type.value }, name)));
  select.addEventListener("change", () => select.value && onAuthority(select.value));
  const named = AUTHORITIES.find(([value]) => value === type.value);
  return h("span", null, "单位类型 ", select, h("span", { class: "paper" }, named ? named[1] : "未选"), type.value && type.guessed ? "（按名称推测）" : null);
}

/** How a report ended, in a few words. */
function ending({ errors, warnings }) {
  const parts = [errors && `${errors} 处错误`, warnings && `${warnings} 处警告`].filter(Boolean);
  return parts.length ? parts.join("、") : "没有错误";
}

/** Where a report comes from: the file's name and kind. A paste has neither. */
function origin(report) {
  const kind = KIND[report.kind];
  if (!report.source) return kind || null;
  return kind ? `${report.source}，${kind}` : report.source;
}

/** Several reports in one document or several files: the choice of the one shown. */
export function chooser(reports, shown, onChoose) {
  if (reports.length < 2) return null;
  const select = h("select", { id: "chooser" },
    reports.map((report, index) => h("option", { value: index, selected: index === shown }, `${index + 1}. ${report.title || "没有标题"}${report.source ? `（${report.source}）` : ""}：${ending(report.summary)}`)));
  select.addEventListener("change", () => onChoose(Number(select.value)));
  return h("p", { class: "chooser" }, h("label", { for: "chooser" }, `读到 ${reports.length} 份报告，正在看：`), select);
}

/** What came of last year's report, and the place to put one in; it stands open where something is the matter. */
function lastYear(report, node) {
  const previous = report.previous;
  const trouble = Boolean(previous && previous.hindrance);
  const words = previous ? previous.message : "没有放入";
  return h("details", { class: trouble ? "last-year bad" : "last-year", open: trouble },
    h("summary", null, h("b", null, "上年报告"), ` ${words}`), node);
}

/** @param {{ onAuthority: (type: string) => void, onAnother: () => void, onPrint: () => void, lastYear: Node }} acts */
export function ident(report, form, acts) {
  return h("section", { class: "ident" },
    h("div", null,
      h("h1", null, report.title || `${report.authority || "没有读到标题"}${report.year ? `（${report.year}年）` : ""}`),
      h("p", { class: "meta" },
        origin(report) ? h("span", null, origin(report)) : null,
        h("span", null, `${report.edition}年版表格`),
        authorityChoice(report, acts.onAuthority),
        h("span", null, rowWords(report.rows)),
        h("span", null, countStates(report, form))),
      lastYear(report, acts.lastYear)),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "btn", onclick: acts.onAnother }, "换一份"),
      h("button", { type: "button", class: "btn primary", onclick: acts.onPrint }, "打印")));
}
