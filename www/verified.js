// Marking a finding as verified: the reason asked for, and the group of those that are marked.

import { h, put } from "./dom.js";
import { findingId } from "./cells.js";
import { LETTER } from "./codes.js";

/** As much as a line of the slip holds. */
const LONGEST = 120;

/** The button under a finding, and the form that it opens. A finding whose exception has lapsed says so. */
export function verifyNodes(item, acts, { w }) {
  const words = w.verified;
  const id = `${findingId(item.number)}-reason`;
  // Made when it is asked for: most findings are never verified.
  const form = h("div", { class: "reason", id: `${id}-form`, hidden: true });
  const wrong = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true }, words.required);
  const input = h("input", { type: "text", id, maxlength: LONGEST, autocomplete: "off", "aria-required": "true", "aria-describedby": `${id}-wrong` });
  if (item.lapsed) input.value = item.lapsed.reason;
  const button = h("button", { type: "button", class: "link verify", "aria-expanded": "false", "aria-controls": `${id}-form` }, words.mark);
  const show = (on) => {
    if (on) put(form, fields());
    form.hidden = !on;
    if (!on) put(form);
    button.setAttribute("aria-expanded", String(on));
    (on ? input : button).focus();
  };
  const give = () => {
    const reason = input.value.trim().replace(/\s+/g, " ");
    wrong.hidden = Boolean(reason);
    if (reason) acts.onVerify(item, reason);
    else {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  };
  const fields = () => [h("label", { for: id }, words.why), input, wrong,
    h("div", { class: "f-a" },
      h("button", { type: "button", class: "btn small primary", onclick: give }, words.give),
      h("button", { type: "button", class: "btn small", onclick: () => show(false) }, words.cancel))];
  button.addEventListener("click", () => show(form.hidden));
  form.addEventListener("keydown", (event) => {
    // A key that ends the choice of an input method is not yet one of the form.
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target === input) give();
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { button, form, lapsed: item.lapsed ? h("p", { class: "lapsed" }, words.lapsed(item.lapsed.reason)) : null };
}

/** A finding that was verified, with its reason and the way back. */
export function verifiedArticle(item, { onWithdraw }, { w }, { button, body }, go) {
  const id = findingId(item.number);
  return h("article", { class: "f verified", id, tabindex: "-1", "data-severity": "verified", "aria-labelledby": `${id}-title` },
    h("div", { class: "f-h" }, h("span", { class: `mk ${LETTER[item.severity]}`, "aria-hidden": "true" }, item.number),
      h("span", { class: "sev i" }, w.verified.name), h("span", null, w.severity[item.severity].name), h("span", { class: "place" }, item.place), button),
    h("h3", { id: `${id}-title` }, item.finding.title),
    h("p", null, w.verified.reason(item.verified.reason)),
    body,
    h("p", { class: "paper" }, w.findings.basis(item.finding.basis, item.finding.code)),
    h("div", { class: "f-a" }, h("button", { type: "button", class: "link", onclick: () => onWithdraw(item) }, w.verified.withdraw), go));
}

/** The folded group of the findings that were verified. */
export function verifiedGroup(nodes, { w }) {
  return h("section", { "data-severity": "verified" },
    h("details", { class: "verified-all", "data-key": "verified" }, h("summary", { id: "verified" }, w.verified.name, h("i", null, nodes.length)), nodes));
}
