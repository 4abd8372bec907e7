// A rule in full: when it fires, why it matters, what it rests on, and an example of both sides.

import { h } from "./dom.js";
import * as core from "./core.js";
import { SEVERITY } from "./words.js";

function full(rule) {
  const bare = (text) => text.replace(/。$/, "");
  const example = rule.example;
  return h("dl", { class: "rule-body" },
    h("dt", null, "查什么"), h("dd", null, rule.summary),
    rule.why ? [h("dt", null, "为什么"), h("dd", null, rule.why)] : null,
    h("dt", null, "依据"), h("dd", null, rule.basis),
    example ? [h("dt", null, "例子"), h("dd", null, `会报：${bare(example.fails)}；不报：${bare(example.passes)}。`)] : null);
}

/** The rule behind a finding. Should the list not be had, the finding's own line stands in. */
export async function ruleBody(finding) {
  const list = await core.rules().catch(() => []);
  const rule = list.find((one) => one.code === finding.code);
  return [rule ? full(rule) : h("p", null, finding.basis), h("p", null, h("code", null, finding.code))];
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
