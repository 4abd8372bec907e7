// A rule in full: when it fires, why it matters, what it rests on, and an example of both sides.

import { h, put } from "./dom.js";
import * as core from "./core.js";
import { SEVERITY } from "./words.js";

function full(rule) {
  const example = rule.example;
  return h("dl", { class: "rule-body" },
    h("dt", null, "查什么"), h("dd", null, rule.summary),
    rule.why ? [h("dt", null, "为什么"), h("dd", null, rule.why)] : null,
    h("dt", null, "依据"), h("dd", null, rule.basis),
    example ? [h("dt", null, "会报"), h("dd", null, example.fails), h("dt", null, "不报"), h("dd", null, example.passes)] : null);
}

/** The rule with a code. Should the list not be had, what else is known of its basis stands in. */
async function ruleBody(code, basis) {
  const list = await core.rules().catch(() => []);
  const rule = list.find((one) => one.code === code);
  return rule ? full(rule) : h("p", null, basis || code);
}

/** A rule's code as a button, and the place where a click on it opens the rule. */
export function ruleToggle(code, id, basis) {
  const body = h("div", { class: "rule", id, hidden: true });
  const button = h("button", { type: "button", class: "why", "aria-expanded": "false", "aria-controls": id, "aria-label": `规则 ${code} 的说明` }, code);
  button.addEventListener("click", () => {
    const open = body.hidden;
    body.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open && !body.firstChild) ruleBody(code, basis).then((nodes) => put(body, nodes));
  });
  return { button, body };
}

/** All rules, one disclosure each. */
export async function ruleList() {
  const list = await core.rules();
  return [
    h("p", null, `共 ${list.length} 条。“错误”要改正，“警告”要核实，“提示”供参考。规则的编号不会改变。`),
    h("div", null, list.map((rule) =>
      h("details", { class: "one-rule" },
        h("summary", null, h("code", null, rule.code), ` ${SEVERITY[rule.severity].name}：${rule.summary}`), full(rule)))),
  ];
}
