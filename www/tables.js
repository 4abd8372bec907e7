// The three statutory tables in the form's own merged layout, and the tabs and tools over them.

import { goTo, h, renew } from "./dom.js";
import { cellId, cellKey, dressCell, markLink } from "./cells.js";
import { editing } from "./edit.js";

/** 社会公益组织 breaks as 社会 / 公益 / 组织, never inside a word; （三）不予公开 after its number. */
function labelNodes(label, narrow) {
  const numbered = /^(（.）)(.+)$/.exec(label);
  if (numbered && narrow) return [h("span", { class: "w2" }, numbered[1]), h("span", { class: "w2" }, numbered[2])];
  if (!narrow || label.length < 4 || label.length % 2) return [label];
  return label.match(/../g).map((pair) => h("span", { class: "w2" }, pair));
}

const SCOPE = { block: "colgroup", row: "row", group: "rowgroup", vertical: "rowgroup" };

const spans = (cell) => ({ colspan: cell.colspan > 1 && cell.colspan, rowspan: cell.rowspan > 1 && cell.rowspan });

function labelCell(cell, inHead) {
  if (cell.role === "note") return h("td", Object.assign({ class: "note" }, spans(cell)), cell.label);
  const scope = cell.role === "column" ? (cell.colspan > 1 ? "colgroup" : "col") : SCOPE[cell.role];
  const single = inHead && cell.colspan === 1;
  const css = [{ block: "blk", vertical: "v", group: "g" }[cell.role] || "", single ? "hv" : "", !inHead && cell.role === "column" ? "hh" : ""];
  if (/总计$/.test(cell.label)) css.push("sum");
  return h("th", Object.assign({ scope, class: css.filter(Boolean).join(" ") || null }, spans(cell)), h("span", null, labelNodes(cell.label, single || cell.role === "group")));
}

/** The columns of labels, which are no wider than they must be; in table 3 part, group and row. Table 4 has none. */
const LABELS = { disclosure: ["c0"], requests: ["c1", "c2", "c3"], disputes: [] };

function columns(table) {
  const labels = LABELS[table.key];
  return h("colgroup", null, labels.map((css) => h("col", { class: css })), h("col", { span: table.columns - labels.length, class: "cn" }));
}

function longest(report, table) {
  let most = 0;
  for (const row of table.rows) for (const { field } of row) if (field && report.values[field] !== null && report.values[field] !== undefined) most = Math.max(most, String(report.values[field]).length);
  return most;
}

/** One table: its node, its cells by figure, and how to show other figures in it. */
function drawn(table, form, acts, ctx) {
  const { w } = ctx;
  const cells = new Map();
  const keys = new Map();
  const heads = table.head_rows;
  const figure = (cell) => {
    const td = h("td", Object.assign({ id: cellId(cell.field), tabindex: "-1" }, spans(cell)));
    cells.set(cell.field, td);
    return td;
  };
  const rows = table.rows.map((row, index) =>
    h("tr", { class: index < heads && row.every((cell) => !cell.field && cell.colspan === 1) ? "h3" : null },
      row.map((cell) => (cell.field ? figure(cell) : labelCell(cell, index < heads)))));
  const grid = h("table", { role: "grid", part: "table" },
    h("caption", null, w.tables.caption(w.table[table.key], table.title, form.edition)),
    columns(table),
    heads ? h("thead", null, rows.slice(0, heads)) : null,
    h("tbody", null, rows.slice(heads)));
  const node = h("div", { class: "scroll" }, grid);
  const context = { form, onFinding: acts.onFinding, w };
  const editor = editing(table, cells, grid, acts, context);
  return {
    node,
    paste: editor.paste,
    cells,
    update(data, marks) {
      for (const [field, td] of cells) {
        const key = cellKey(field, data, marks);
        if (keys.get(field) === key) continue;
        keys.set(field, key);
        dressCell(td, field, data, marks, context);
      }
      const digits = longest(data.report, table);
      const css = `tbl t${table.section}${digits > 3 ? " long" : ""}${digits > 6 ? " huge" : ""}`;
      if (grid.className === css) return;
      grid.className = css;
      // In a narrow window long figures make the table scroll by itself, and what scrolls must be within reach of the keyboard.
      for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", w.tables.scroll(w.table[table.key])]]) {
        if (digits > 3) node.setAttribute(name, value);
        else node.removeAttribute(name);
      }
    },
  };
}

/** What the words in the cells of these tables mean. */
function legend(tables, w) {
  const keys = new Set();
  for (const table of tables) for (const node of Array.from(table.querySelectorAll("[data-word]"))) keys.add(node.dataset.word);
  return Object.keys(w.cell.legend).filter((key) => keys.has(key)).map((key) => h("span", null, h("b", null, w.cell.legend[key][0]), ` ${w.cell.legend[key][1]}`));
}

/**
 * The pane with the tables. `show(fields)` opens the table that holds the figures and puts the focus on the first of them.
 * @param {import("./types").Form} form
 * @param {{ onFinding: (number: number) => void, onUndo: () => void, onRedo: () => void, onTotals: () => void, onDraft: Function, onChange: Function }} acts
 */
export function tablesPane(form, acts, ctx) {
  const { w, byId } = ctx;
  const places = form.tables.map((table) => ({ key: table.key, name: w.table[table.key], title: table.title, marks: h("span", { class: "marks" }), count: h("small"), drawing: drawn(table, form, acts, ctx) }));
  const panels = places.map((place) =>
    h("section", { class: "panel", role: "tabpanel", id: `panel-${place.key}`, "aria-labelledby": `tab-${place.key}`, tabindex: "-1" },
      h("h3", { class: "t-title" }, place.title, place.marks), place.drawing.node));
  const tabs = places.concat({ key: "all", name: w.tables.all });
  const buttons = tabs.map((tab) =>
    h("button", { type: "button", role: "tab", id: `tab-${tab.key}`, "aria-controls": tab.key === "all" ? places.map((place) => `panel-${place.key}`).join(" ") : `panel-${tab.key}`, onclick: () => select(tab.key) }, tab.name, tab.count));
  const meanings = h("p", { class: "legend" });
  let current = "";
  function explain() {
    const shown = panels.filter((panel) => !panel.hidden);
    renew(meanings, JSON.stringify(legend(shown, w).map((node) => node.textContent)), () => legend(shown, w));
  }
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
    explain();
  }
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": w.tables.name }, buttons);
  bar.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(tabs[to].key);
    buttons[to].focus();
  });
  const tool = (id, name, act) => h("button", { type: "button", class: "btn small", id, onclick: act }, name);
  const undo = tool("undo", w.edit.undo, acts.onUndo);
  const redo = tool("redo", w.edit.redo, acts.onRedo);
  const tools = h("div", { class: "tools r", role: "group", "aria-label": w.edit.tools }, undo, redo, tool("totals", w.edit.totals, acts.onTotals));
  // The status line says the same to those who do not see it.
  const remark = h("p", { class: "remark", "aria-hidden": "true", hidden: true });
  const node = h("section", { class: "pane p-tables", id: "tables", tabindex: "0", "aria-label": w.tables.name }, h("div", { class: "pane-h" }, bar, tools), remark, panels, meanings,
    h("p", { class: "note keys" }, w.edit.keys));
  const open = (key) => {
    if (current !== "all" && current !== key) select(key);
  };
  const showTable = (key) => {
    open(key);
    goTo(node.querySelector(`#panel-${key}`), "start");
  };
  /** A button that has the focus is never disabled under it; it only does nothing. */
  const able = (button, on) => button.setAttribute("aria-disabled", String(!on));
  return {
    node,
    update(data, marks) {
      for (const place of places) {
        const items = marks.items.filter((item) => item.tables.indexOf(place.key) >= 0);
        renew(place.marks, JSON.stringify(items.map((item) => [item.number, item.severity, Boolean(item.verified), item.finding.title])), () => items.map((item) => markLink(item, acts.onFinding, w)));
        const left = items.filter((item) => !item.verified).length;
        renew(place.count, String(left), () => (left ? w.tables.count(left) : null));
        place.drawing.update(data, marks);
      }
      able(undo, data.entries.length > 0);
      able(redo, data.canRedo);
      if (current) explain();
    },
    /** Opens the table that the first finding is about. */
    open(marks) {
      const first = marks.items.find((item) => item.tables.length);
      select(first ? first.tables[0] : "requests");
    },
    showTable,
    /** Takes a block of figures at a cell; false where the node is no cell of a figure. */
    paste: (td, block) => places.some((place) => place.drawing.paste(td, block)),
    /** What became of the last change, in words. */
    say(words) {
      remark.textContent = words;
      remark.hidden = !words;
    },
    show(fields) {
      const [key] = fields[0].split(".", 1);
      open(key);
      for (const old of Array.from(node.querySelectorAll(".cur"))) old.classList.remove("cur");
      const cells = fields.map((field) => byId(cellId(field))).filter(Boolean);
      for (const cell of cells) cell.classList.add("cur");
      if (cells.length) goTo(cells[0]);
      else showTable(key);
    },
  };
}
