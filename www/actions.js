// The buttons beside the title: another report, the tables copied, files saved, the slip printed.

import { h, renew } from "./dom.js";

/**
 * A button with a menu under it: arrows, Home and End move, Esc closes and gives the focus back, a click beside it closes.
 * @param {() => [string, string, string | null, (() => void) | null][]} entries name, note, id and what is done; without an act it cannot be chosen
 */
function menu(name, { w }) {
  const list = h("div", { class: "menu", id: "save-menu", role: "menu", "aria-label": w.save.name, hidden: true });
  const button = h("button", { type: "button", class: "btn", id: "save", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "save-menu" }, name);
  const node = h("div", { class: "has-menu" }, button, list);
  const items = () => Array.from(list.querySelectorAll("[role=menuitem]"));
  // A click beside it gives the focus to nothing, which no focusout tells in every browser.
  const beside = (event) => {
    const path = event.composedPath ? event.composedPath() : [event.target];
    if (path.indexOf(node) < 0) show(false);
  };
  function show(on, focus) {
    list.hidden = !on;
    document[on ? "addEventListener" : "removeEventListener"]("mousedown", beside);
    button.setAttribute("aria-expanded", String(on));
    if (on && focus !== undefined) items()[focus < 0 ? items().length - 1 : focus].focus();
  }
  const close = () => {
    show(false);
    button.focus();
  };
  button.addEventListener("click", () => (list.hidden ? show(true, 0) : show(false)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    show(true, event.key === "ArrowDown" ? 0 : -1);
  });
  list.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at + all.length - 1) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") {
      show(false);
      return;
    } else if (to === undefined) return;
    else all[to].focus();
    event.preventDefault();
  });
  node.addEventListener("focusout", (event) => {
    if (!list.hidden && event.relatedTarget && !node.contains(event.relatedTarget)) show(false);
  });
  const item = ([words, note, id, act]) => h("button", {
    type: "button",
    role: "menuitem",
    class: "item",
    id,
    tabindex: "-1",
    "aria-disabled": act ? null : "true",
    onclick: () => {
      if (!act) return;
      close();
      act();
    },
  }, words, note ? h("small", null, note) : null);
  return {
    node,
    /** Listens to nothing outside itself any more. */
    end: () => show(false),
    update(key, groups) {
      renew(list, key, () => groups().map(([title, entries]) => h("div", { role: "group", "aria-label": title }, h("p", { class: "menu-h", "aria-hidden": "true" }, title), entries.map(item))));
    },
  };
}

/**
 * @param {{ onAnother: () => void, onCopy: () => void, onCopySoon: () => void, onSave: (kind: string) => void, onSlip: (print: boolean) => void }} acts
 *   `onCopySoon` is told that the tables may be asked for any moment
 */
export function actions(acts, ctx) {
  const { w } = ctx;
  const words = w.save;
  const save = menu(words.as, ctx);
  const soon = () => acts.onCopySoon();
  return {
    node: h("div", { class: "actions" },
      h("button", { type: "button", class: "btn", onclick: acts.onAnother }, w.ident.another),
      h("button", { type: "button", class: "btn", id: "copy-tables", onclick: acts.onCopy, onpointerenter: soon, onfocus: soon }, words.copy),
      save.node,
      h("button", { type: "button", class: "btn primary", id: "print-slip", onclick: () => acts.onSlip(true) }, words.print)),
    end: save.end,
    update({ report, fileChanged: any }) {
      const own = report.kind === "docx";
      save.update(JSON.stringify([own, any]), () => {
        const own_way = (kind) => [words[kind][0], any ? words[kind][1] : words.unchanged, `save-${kind}`, any ? () => acts.onSave(kind) : null];
        const way = (kind) => [words[kind][0], words[kind][1], `save-${kind}`, () => acts.onSave(kind)];
        return [
          [words.report, (own ? ["patched", "tracked"].map(own_way) : []).concat(["docx", "xlsx"].map(way))],
          [words.slip, [[words.look[0], words.look[1], "slip-look", () => acts.onSlip(false)], way("html"), way("record")]],
        ];
      });
    },
  };
}
