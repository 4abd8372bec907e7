// The verdict: what to do, and how much was checked, agrees, disagrees and was not checked.

import { empty, h, put } from "./dom.js";

/** The verdict in words; the first part is set off when something must be corrected. */
export function verdictWords(report, marks, w) {
  const words = w.strip;
  const { passed, failed, not_assessed: open } = report.assessed;
  const made = passed + failed;
  const hints = marks.infos ? words.hints(marks.infos) : "";
  const rest = `${marks.verified ? words.verified(marks.verified) : ""}${open ? words.open(open) : ""}`;
  if (marks.errors) {
    return { strong: words.errors(marks.errors), plain: marks.warnings ? words.and_warnings(marks.warnings) : "", say: `${hints}${rest}${words.edit}` };
  }
  if (marks.warnings) return { strong: "", plain: words.warnings(marks.warnings), say: `${words.no_errors}${hints}${rest}${words.edit}` };
  const say = `${marks.verified ? words.verified(marks.verified) : ""}${words.not_proof(open)}`;
  if (marks.infos) return { strong: "", plain: words.only_hints(marks.infos), say };
  if (marks.verified) return { strong: "", plain: words.none_left, say };
  return { strong: "", plain: made ? words.clean(made) : words.nothing, say };
}

/** The verdict of what stands on the page; `update` keeps the node, since the focus may be on it. */
export function strip({ w }) {
  const words = h("h2", { id: "verdict-words" });
  const say = h("p", { class: "say", id: "verdict-say" });
  const tally = h("dl", { class: "tally" });
  const bar = h("div", { class: "bar", "aria-hidden": "true" });
  const figure = (name, value, css) => h("div", { class: css }, h("dt", null, name), h("dd", null, value));
  return {
    node: h("section", { class: "verdict", id: "verdict", tabindex: "-1", "aria-labelledby": "verdict-words", "aria-describedby": "verdict-say" }, h("div", null, words, say), tally, bar),
    update({ report, changed, settled }, marks) {
      const { passed, failed, not_assessed: open } = report.assessed;
      const verdict = verdictWords(report, marks, w);
      const cells = Object.keys(changed).length;
      put(words, verdict.strong && h("em", null, verdict.strong), verdict.plain);
      put(say, cells ? w.strip.changed(cells, settled) : verdict.say);
      put(tally, figure(w.strip.made, passed + failed), figure(w.strip.passed, passed), figure(w.strip.failed, failed, failed ? "bad" : ""), figure(w.strip.not_assessed, open));
      empty(bar);
      for (const [share, css] of [[passed, ""], [failed, "bad"], [open, "na"]]) {
        if (!share) continue;
        const part = h("i", { class: css });
        part.style.flexGrow = String(share);
        bar.appendChild(part);
      }
    },
  };
}
