// A rule in full: when it fires, why it matters, what it rests on, and an example of both sides.

import { h, put } from "./dom.js";

function full(rule, w) {
  const example = rule.example;
  return h("dl", { class: "rule-body" },
    h("dt", null, w.rules.looks), h("dd", null, rule.summary),
    rule.why ? [h("dt", null, w.rules.why), h("dd", null, rule.why)] : null,
    h("dt", null, w.rules.basis), h("dd", null, rule.basis),
    example ? [h("dt", null, w.rules.fails), h("dd", null, example.fails), h("dt", null, w.rules.passes), h("dd", null, example.passes)] : null);
}

/** The rule with a code. Should the list not be had, what else is known of its basis stands in. */
async function ruleBody({ w, rules }, code, basis) {
  const list = await rules().catch(() => []);
  const rule = list.find((one) => one.code === code);
  return rule ? full(rule, w) : h("p", null, basis || code);
}

/** A rule's code as a button, and the place where a click on it opens the rule. */
export function ruleToggle(ctx, code, id, basis) {
  const body = h("div", { class: "rule", id, hidden: true });
  const button = h("button", { type: "button", class: "why", "aria-expanded": "false", "aria-controls": id, "aria-label": ctx.w.rules.about(code) }, code);
  button.addEventListener("click", () => {
    const open = body.hidden;
    body.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open && !body.firstChild) ruleBody(ctx, code, basis).then((nodes) => put(body, nodes));
  });
  return { button, body };
}

/** All rules, one disclosure each. */
export async function ruleList({ w, rules }) {
  const list = await rules();
  return [
    h("p", null, w.rules.intro(list.length)),
    h("div", null, list.map((rule) =>
      h("details", { class: "one-rule" },
        h("summary", null, h("code", null, rule.code), w.rules.line(w.severity[rule.severity].name, rule.summary)), full(rule, w)))),
  ];
}
