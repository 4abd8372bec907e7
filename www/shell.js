// What stands in the root in any state: the first screen, and the place of a result with its lines of state.

import { h } from "./dom.js";

/**
 * @param {HTMLElement} start the first screen
 * @param {{ w: object }} ctx
 */
export function shell(start, { w }) {
  return h("div", { id: "app", lang: w.tag },
    // The one line that is read out. It is there before anything is said, and no state hides it.
    h("p", { id: "status", class: "vh", role: "status" }), start,
    h("div", { id: "result", part: "result", hidden: true },
      h("p", { class: "busy again" }, h("span", { id: "busy-again" }), h("button", { type: "button", class: "btn small", id: "cancel-again", hidden: true }, w.busy.cancel)),
      h("p", { class: "told", id: "told", hidden: true }),
      // What the page around it has against this report, beside what was found in it.
      h("p", { class: "problem", id: "unwanted", hidden: true }),
      h("div", { id: "report" }),
      h("section", { id: "slip", part: "slip", "aria-labelledby": "slip-title", hidden: true })));
}
