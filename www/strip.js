// The verdict: what to do, and how much was checked, agrees, disagrees and was not checked.

import { h } from "./dom.js";

/** The verdict in words; the first part is set off when something must be corrected. */
export function verdictWords(report, marks) {
  const { passed, failed, not_assessed: open } = report.assessed;
  const made = passed + failed;
  const hints = marks.infos ? `另有 ${marks.infos} 条提示。` : "";
  const rest = open ? `还有 ${open} 项未核对，原因列在下面。` : "";
  if (marks.errors) {
    return { strong: `${marks.errors} 处要改正`, plain: marks.warnings ? `，${marks.warnings} 处要核实` : "", say: `${hints}${rest}在原报告里改好后，整份复制，回到本页再按 Ctrl+V。` };
  }
  if (marks.warnings) return { strong: "", plain: `${marks.warnings} 处要核实`, say: `没有必须改正的。${hints}${rest}核实后如有改动，整份复制，回到本页再按 Ctrl+V。` };
  const say = `这不等于报告没有错误：${open ? `还有 ${open} 项未核对，另` : ""}有几件事只能由人把关。`;
  if (marks.infos) return { strong: "", plain: `没有要改正、要核实的，有 ${marks.infos} 条提示`, say };
  return { strong: "", plain: made ? `核对过的 ${made} 项，没有发现不符` : "没有核对任何一项", say };
}

/** What changed by the last click, in words. */
function changedWords(adopted) {
  const cells = new Set(adopted.reduce((all, entry) => all.concat(entry.changes.map((change) => change.cell)), []));
  const settled = adopted.reduce((sum, entry) => sum + entry.settled, 0);
  return `已改 ${cells.size} 格，重新核对${settled ? `：${settled} 个合计由不符变为相符` : "过"}。请在原报告里同样改正。`;
}

export function strip(report, marks, adopted) {
  const { passed, failed, not_assessed: open } = report.assessed;
  const words = verdictWords(report, marks);
  const figure = (name, value, css) => h("div", { class: css }, h("dt", null, name), h("dd", null, value));
  const bar = h("div", { class: "bar", "aria-hidden": "true" });
  for (const [share, css] of [[passed, ""], [failed, "bad"], [open, "na"]]) {
    if (!share) continue;
    const part = h("i", { class: css });
    part.style.flexGrow = String(share);
    bar.appendChild(part);
  }
  return h("section", { class: "verdict", id: "verdict", tabindex: "-1", "aria-labelledby": "verdict-words" },
    h("div", null,
      h("h2", { id: "verdict-words" }, words.strong && h("em", null, words.strong), words.plain),
      h("p", { class: "say" }, adopted.length ? changedWords(adopted) : words.say)),
    h("dl", { class: "tally" },
      figure("已核对", passed + failed), figure("相符", passed), figure("不符", failed, failed ? "bad" : ""), figure("未核对", open)),
    bar);
}
