// Editing a table in place: arrows move, Enter edits, a block out of a spreadsheet is pasted from the cell on.

import { h } from "./dom.js";
import { placeWords } from "./marks.js";

/** Full-width digits and signs, as Chinese input methods type them, in their plain form. */
const plain = (text) => text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/[−–]/g, "-");

/**
 * What was typed as a figure: a number, decimal text where a float would round, null where nothing was typed, and undefined where it is no number.
 */
export function figureOf(text) {
  const typed = plain(text).replace(/[\s\u00a0]/g, "").replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
  if (!typed) return null;
  if (!/^-?\d{1,18}(\.\d{1,6})?$/.test(typed)) return undefined;
  const number = Number(typed);
  const digits = typed.replace(/^-?0*(?=\d)/, (start) => (start.charAt(0) === "-" ? "-" : ""));
  return String(number) === digits || typed.replace(/\D/g, "").length <= 15 ? number : digits;
}

/** The figures of a table by row and column as they are printed; a merged cell stands at each place that it covers. */
export function gridOf(table) {
  const places = [];
  table.rows.forEach((row, at) => {
    places[at] = places[at] || [];
    let column = 0;
    for (const cell of row) {
      while (places[at][column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowspan; down += 1) {
        places[at + down] = places[at + down] || [];
        for (let right = 0; right < cell.colspan; right += 1) places[at + down][column + right] = cell.field || null;
      }
      column += cell.colspan;
    }
  });
  const start = new Map();
  places.forEach((row, at) => row.forEach((field, column) => field && !start.has(field) && start.set(field, [at, column])));
  return { places, start };
}

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The next figure from one in a direction, or null at the edge. */
export function nextFrom(grid, field, [down, right]) {
  let [row, column] = grid.start.get(field);
  for (;;) {
    row += down;
    column += right;
    if (!grid.places[row] || column < 0 || column >= grid.places[row].length) return null;
    const there = grid.places[row][column];
    if (there && there !== field) return there;
  }
}

/**
 * The figures that a block of text takes when it is pasted at a cell, and the first piece that is no number. A block takes the figures of the
 * rows below in order: as many as each of its lines has, from the column of the cell on.
 * @returns {{ changes: { cell: string, to: import("./types").Figure }[], wrong: string | null, over: number }}
 */
export function blockAt(grid, field, text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const changes = [];
  let over = 0;
  let row = field;
  for (const line of lines) {
    let cell = row;
    for (const piece of line) {
      const to = figureOf(piece.replace(/^"|"$/g, ""));
      if (to === undefined) return { changes: [], wrong: piece.trim(), over: 0 };
      if (cell) changes.push({ cell, to });
      else over += 1;
      cell = cell && nextFrom(grid, cell, MOVES.ArrowRight);
    }
    row = row && nextFrom(grid, row, MOVES.ArrowDown);
  }
  return { changes, wrong: null, over };
}

/**
 * Lets a table be edited.
 * @param {import("./types").FormTable} table
 * @param {Map<string, HTMLElement>} cells its cells by figure
 * @param {{ onDraft: (cell: string, to: import("./types").Figure) => void, onChange: (kind: string, changes: object[]) => void,
 *   onLeave: () => void, onSay: (words: string) => void, onUndo: () => void, onRedo: () => void, valueOf: (cell: string) => import("./types").Figure }} acts
 */
export function editing(table, cells, node, acts, { form, w }) {
  const grid = gridOf(table);
  const order = Array.from(cells.keys());
  const fieldOf = new Map(order.map((field) => [cells.get(field), field]));
  let stop = order[0];
  /** The one stop of the table in the order of the Tab key. */
  function rove(field) {
    if (cells.has(stop)) cells.get(stop).tabIndex = -1;
    stop = field;
    cells.get(stop).tabIndex = 0;
  }
  rove(stop);
  const go = (field) => {
    if (!field) return;
    rove(field);
    const td = cells.get(field);
    td.focus({ preventScroll: true });
    if (td.scrollIntoView) td.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const shown = (value) => (value === null || value === undefined ? "" : String(value));

  function edit(field, first) {
    const td = cells.get(field);
    if (td.querySelector(".ed")) return;
    const before = acts.valueOf(field);
    const input = h("input", { class: "ed", type: "text", inputmode: form.fields[field].kind === "count" ? "numeric" : "decimal", autocomplete: "off", "aria-label": placeWords(form, field, w), size: "4" });
    input.value = first === undefined ? shown(before) : first;
    let open = true;
    const leave = () => {
      open = false;
      td.classList.remove("editing");
      if (input.parentNode) input.parentNode.removeChild(input);
    };
    const take = () => {
      const to = figureOf(input.value);
      const bad = to === undefined;
      input.setAttribute("aria-invalid", String(bad));
      if (bad && input.value.trim() !== "-") acts.onSay(w.edit.not_a_number(input.value.trim()));
      return bad ? undefined : to;
    };
    const commit = (next) => {
      if (!open) return;
      const to = take();
      // What is no number is not taken and not lost: the cell stays open with it.
      if (to === undefined) return;
      leave();
      if (shown(to) === shown(before)) acts.onLeave();
      else acts.onChange("edit", [{ cell: field, to }]);
      if (next) go(next);
    };
    input.addEventListener("input", () => {
      const to = take();
      if (to !== undefined) acts.onDraft(field, to);
    });
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const { key } = event;
      if (key === "Enter") {
        event.preventDefault();
        commit(nextFrom(grid, field, event.shiftKey ? MOVES.ArrowUp : MOVES.ArrowDown) || field);
      } else if (key === "Tab") {
        const next = order[order.indexOf(field) + (event.shiftKey ? -1 : 1)];
        if (next) event.preventDefault();
        commit(next || field);
      } else if (key === "Escape") {
        event.preventDefault();
        leave();
        acts.onLeave();
        go(field);
      } else if (key === "ArrowUp" || key === "ArrowDown") {
        event.preventDefault();
        commit(nextFrom(grid, field, MOVES[key]) || field);
      }
    });
    input.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      event.stopPropagation();
      if (!/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      leave();
      acts.onLeave();
      pasteAt(field, text);
    });
    input.addEventListener("blur", () => {
      // A cell that is taken off the page with its report has nothing to say to the next one.
      if (!open || !td.isConnected) return;
      if (figureOf(input.value) === undefined) {
        leave();
        acts.onLeave();
      } else commit(null);
    });
    td.classList.add("editing");
    td.insertBefore(input, td.querySelector(".v") ? td.querySelector(".v").nextSibling : td.querySelector(".wd,.was"));
    input.focus({ preventScroll: true });
    if (first === undefined) input.select();
    else {
      const to = take();
      if (to !== undefined) acts.onDraft(field, to);
    }
  }

  function pasteAt(field, text) {
    const { changes, wrong, over } = blockAt(grid, field, text);
    if (wrong !== null) acts.onSay(w.edit.not_a_number(wrong));
    else if (over) acts.onSay(w.edit.too_wide);
    else acts.onChange("paste", changes);
    go(field);
  }

  node.addEventListener("focusin", (event) => {
    const field = fieldOf.get(event.target);
    if (field) rove(field);
  });
  node.addEventListener("dblclick", (event) => {
    const td = event.target.closest("td");
    if (fieldOf.has(td)) edit(fieldOf.get(td));
  });
  node.addEventListener("keydown", (event) => {
    const field = fieldOf.get(event.target);
    if (!field || event.altKey || event.isComposing) return;
    const { key } = event;
    if (event.ctrlKey || event.metaKey) return;
    if (MOVES[key]) go(nextFrom(grid, field, MOVES[key]));
    else if (key === "Home" || key === "End") go(order[key === "Home" ? 0 : order.length - 1]);
    else if (key === "Enter" || key === "F2") edit(field);
    else if (key === "Delete" || key === "Backspace") acts.valueOf(field) !== null && acts.onChange("edit", [{ cell: field, to: null }]);
    else if (/^[-0-9０-９]$/.test(key)) edit(field, plain(key));
    else return;
    event.preventDefault();
  });
  return {
    /** Takes a block of figures at a cell; false where the cell is not of this table. */
    paste(td, block) {
      if (!fieldOf.has(td)) return false;
      pasteAt(fieldOf.get(td), block);
      return true;
    },
  };
}
