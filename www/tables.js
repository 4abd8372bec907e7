// The three statutory tables in the form's own merged layout, and the tabs over them.

import { goTo, h, put } from "./dom.js";
import { cellId, figureCell, markLink } from "./cells.js";
import { CROSSING, TABLE } from "./words.js";

/** 社会公益组织 breaks as 社会 / 公益 / 组织, never inside a word; （三）不予公开 after its number. */
function labelNodes(label, narrow) {
  const numbered = /^(（.）)(.+)$/.exec(label);
  if (numbered && narrow) return [h("span", { class: "w2" }, numbered[1]), h("span", { class: "w2" }, numbered[2])];
  if (!narrow || label.length < 4 || label.length % 2) return [label];
  return label.match(/../g).map((pair) => h("span", { class: "w2" }, pair));
}

const SCOPE = { block: "colgroup", row: "row", group: "rowgroup", vertical: "rowgroup" };

function labelCell(cell, table, inHead, wide) {
  const span = { colspan: cell.colspan > 1 && cell.colspan, rowspan: cell.rowspan > 1 && cell.rowspan };
  if (cell.role === "note") return h("td", Object.assign({ class: "note" }, span), cell.label);
  const scope = cell.role === "column" ? (cell.colspan > 1 ? "colgroup" : "col") : SCOPE[cell.role];
  const single = inHead && cell.colspan === 1;
  const css = [{ block: "blk", vertical: "v", group: "g" }[cell.role] || "", single ? "hv" : "", !inHead && cell.role === "column" ? "hh" : ""];
  if (/总计$/.test(cell.label)) css.push("sum");
  const narrow = single || cell.role === "group";
  return h("th", Object.assign({ scope, class: css.filter(Boolean).join(" ") || null }, span), h("span", null, wide ? [cell.label] : labelNodes(cell.label, narrow)));
}

/** The columns of labels, which are no wider than they must be; in table 3 part, group and row. Table 4 has none. */
const LABELS = { disclosure: ["c0"], requests: ["c1", "c2", "c3"], disputes: [] };

function columns(table) {
  const labels = LABELS[table.key];
  return h("colgroup", null, labels.map((css) => h("col", { class: css })), h("col", { span: table.columns - labels.length, class: "cn" }));
}

function longest(report, table) {
  let most = 0;
  for (const row of table.rows) for (const cell of row) if (cell.field) most = Math.max(most, String(report.values[cell.field] === null ? "" : report.values[cell.field]).length);
  return most;
}

function drawn(table, context) {
  const { report, form } = context;
  const heads = table.head_rows;
  const line = (row, index) =>
    h("tr", { class: index < heads && row.every((cell) => !cell.field && cell.colspan === 1) ? "h3" : null },
      row.map((cell) => (cell.field ? figureCell(cell, cell.field, context) : labelCell(cell, table, index < heads, false))));
  const rows = table.rows.map(line);
  const digits = longest(report, table);
  // In a narrow window long figures make the table scroll by itself, and what scrolls must be within reach of the keyboard.
  const region = digits > 3 ? { class: "scroll", tabindex: "0", role: "region", "aria-label": `${TABLE[table.key]}，可左右滚动` } : { class: "scroll" };
  return h("div", region,
    h("table", { class: `tbl t${table.section}${digits > 3 ? " long" : ""}${digits > 6 ? " huge" : ""}` },
      h("caption", null, `${TABLE[table.key]} ${table.title}，${form.edition}年版`),
      columns(table),
      heads ? h("thead", null, rows.slice(0, heads)) : null,
      h("tbody", null, rows.slice(heads))));
}

const LEGEND = [
  [/^和/, "和23", "各项实际之和，与所填总计不相等"], [/^不平$/, "不平", "第一项＋第二项≠第三项＋第四项"], [/^先核对$/, "先核对", CROSSING], [/^空白$/, "空白", "按 0 计算"], [/^非数字$/, "非数字", "“/”一类的符号"],
  [/^无法识别$/, "无法识别", "不参加计算"], [/^缺失$/, "缺失", "报告里没有找到这一格"], [/^带说明$/, "带说明", "数字后面还有文字，停在格上可看原文"],
];

function legend(tables) {
  const words = new Set();
  for (const table of tables) for (const node of Array.from(table.querySelectorAll(".wd, .was"))) words.add(node.textContent);
  const lines = LEGEND.filter(([pattern]) => Array.from(words).some((word) => pattern.test(word)));
  return lines.map(([, word, meaning]) => h("span", null, h("b", null, word), ` ${meaning}`));
}

/**
 * The pane with the tables. `show(field)` opens the table that holds the figure and puts the focus on its cell.
 * @param {{ report: import("./types").Report, form: import("./types").Form, marks: object, onFinding: (number: number) => void }} context
 */
export function tablesPane(context) {
  const { form, marks } = context;
  const places = form.tables.map((table) => {
    const items = marks.items.filter((item) => item.tables.indexOf(table.key) >= 0);
    return { key: table.key, items, count: items.length, name: TABLE[table.key], title: table.title, drawing: drawn(table, context) };
  });
  const panels = places.map((place) =>
    h("section", { class: "panel", role: "tabpanel", id: `panel-${place.key}`, "aria-labelledby": `tab-${place.key}`, tabindex: "-1" },
      h("h3", { class: "t-title" }, place.title, h("span", { class: "marks" }, place.items.map((item) => markLink(item, context.onFinding)))), place.drawing));
  const tabs = places.map((place) => ({ key: place.key, name: place.name, count: place.count })).concat({ key: "all", name: "全部", count: 0 });
  const buttons = tabs.map((tab) =>
    h("button", { type: "button", role: "tab", id: `tab-${tab.key}`, "aria-controls": tab.key === "all" ? places.map((place) => `panel-${place.key}`).join(" ") : `panel-${tab.key}`, onclick: () => select(tab.key) },
      tab.name, tab.count ? h("small", null, `${tab.count} 处`) : null));
  const meanings = h("p", { class: "legend" });
  let current = "";
  function select(key) {
    current = key;
    tabs.forEach((tab, index) => {
      const on = tab.key === key;
      buttons[index].setAttribute("aria-selected", String(on));
      buttons[index].tabIndex = on ? 0 : -1;
    });
    panels.forEach((panel, index) => {
      panel.hidden = key !== "all" && places[index].key !== key;
      panel.classList.toggle("single", key !== "all");
    });
    put(meanings, legend(panels.filter((panel) => !panel.hidden)));
  }
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": "表格" }, buttons);
  bar.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(tabs[to].key);
    buttons[to].focus();
  });
  const first = marks.items.find((item) => item.tables.length);
  select(first ? first.tables[0] : "requests");
  const node = h("section", { class: "pane p-tables", id: "tables", tabindex: "0", "aria-label": "表格" }, h("div", { class: "pane-h" }, bar), panels, meanings);
  const open = (key) => {
    if (current !== "all" && current !== key) select(key);
  };
  const showTable = (key) => {
    open(key);
    goTo(node.querySelector(`#panel-${key}`), "start");
  };
  return {
    node,
    showTable,
    show(fields) {
      const [key] = fields[0].split(".", 1);
      open(key);
      for (const old of Array.from(node.querySelectorAll(".cur"))) old.classList.remove("cur");
      const cells = fields.map((field) => document.getElementById(cellId(field))).filter(Boolean);
      for (const cell of cells) cell.classList.add("cur");
      if (cells.length) goTo(cells[0]);
      else showTable(key);
    },
  };
}
