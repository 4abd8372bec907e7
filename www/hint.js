// Three steps over a first result: where to look, where to change, how to take it away. They stand in the flow of the page, so that they cover
// nothing, and take no focus.

import { goTo, h, renew } from "./dom.js";
import { cellId, findingId } from "./cells.js";

/** A step rings what it speaks of while the pointer or the focus is on it. */
function stepNode({ words: [name, note], target, go }) {
  const ring = (on) => () => {
    const node = target();
    if (node) node.classList.toggle("pointed", on);
  };
  return h("li", { onmouseenter: ring(true), onmouseleave: ring(false), onfocusin: ring(true), onfocusout: ring(false) },
    h("button", { type: "button", class: "link", onclick: go }, name), h("p", null, note));
}

/**
 * @param {{ wanted: () => boolean, onSeen: () => void }} given
 * @returns `update` shows the steps for a result or takes them away, and says whether they are there
 */
export function firstSteps({ w, byId }, { wanted, onSeen }) {
  const node = h("div");
  /** The result that the steps are about, as it is now. */
  let view = null;
  const items = () => view.marks().items;
  const marked = () => items().find((item) => item.anchors.length);
  const buttons = () => byId("report").querySelector(".actions");
  const list = { target: () => byId("list"), go: () => goTo(items().length ? byId(findingId(items()[0].number)) : byId("list")) };
  const cells = {
    target: () => (marked() && byId(cellId(marked().anchors[0]))) || byId("tables"),
    go: () => (marked() ? view.tables.show(marked().anchors.slice(0, 1)) : goTo(byId("tables"), "start")),
  };
  const away = { target: buttons, go: () => goTo(buttons().querySelector("button")) };

  function close() {
    onSeen();
    // The button is gone; the verdict comes before it.
    byId("verdict").focus({ preventScroll: true });
  }

  const block = (clean) => h("section", { class: "hint-steps", id: "hint-steps", "aria-label": w.hint.name },
    h("ol", null, [Object.assign({ words: clean ? w.hint.list_clean : w.hint.list }, list), Object.assign({ words: w.hint.cells }, cells), Object.assign({ words: w.hint.away }, away)].map(stepNode)),
    h("button", { type: "button", class: "btn small", id: "hint-close", onclick: close }, w.hint.close));

  return {
    node,
    update(shown) {
      view = shown;
      const on = Boolean(view) && wanted();
      const clean = on && !items().length;
      renew(node, `${on} ${clean}`, () => (on ? block(clean) : null));
      return on;
    },
  };
}
