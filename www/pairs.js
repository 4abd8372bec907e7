// Passages that are like those of last year, side by side, with what differs set off.

import { h } from "./dom.js";
import { markLink } from "./cells.js";

/** Two texts longer than this together are shown without their differences: the table that finds them grows with both. */
const MOST = 1000000;

/** Characters, and numbers as a whole: that 251 is not 214 says more than that a 5 is no 4. */
const split = (text) => text.match(/[0-9]+|[^]/gu) || [];

/** Both texts in pieces, each with whether the other text has it too, in the same order. */
export function differences(now, before) {
  const [a, b] = [split(now), split(before)];
  if (a.length * b.length > MOST) return [[[now, true]], [[before, true]]];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      longest[here] = a[i] === b[j] ? longest[here + width + 1] + 1 : Math.max(longest[here + width], longest[here + 1]);
    }
  }
  const pieces = [[], []];
  const add = (side, character, same) => {
    const last = pieces[side][pieces[side].length - 1];
    if (last && last[1] === same) last[0] += character;
    else pieces[side].push([character, same]);
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const here = i * width + j;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(0, a[i], true);
      add(1, b[j], true);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && longest[here + width] >= longest[here + 1])) {
      add(0, a[i], false);
      i += 1;
    } else {
      add(1, b[j], false);
      j += 1;
    }
  }
  return pieces;
}

const text = (pieces) => pieces.map(([piece, same]) => (same || !piece.trim() ? piece : h("b", null, piece)));

export const pairsId = (number) => `pairs-${number}`;

/** One table for each finding about likeness; null where there is none. */
export function pairsBlock(report, marks, acts, { w }) {
  const items = marks.items.filter((item) => item.finding.passages.length);
  if (!items.length) return null;
  return h("section", { class: "pairs", "aria-label": w.pairs.name }, items.map((item) =>
    h("div", { class: "sheet", id: pairsId(item.number), tabindex: "-1" },
      h("h2", null, markLink(item, acts.onFinding, w), item.finding.title),
      h("table", { class: "pair" },
        h("caption", null, w.pairs.caption),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, w.pairs.now(report.year)), h("th", { scope: "col" }, w.pairs.before(report.previous && report.previous.year)))),
        h("tbody", null, item.finding.passages.map(({ now, before }) => {
          const [ours, theirs] = differences(now.text, before.text);
          return h("tr", null, h("td", null, text(ours)), h("td", null, text(theirs)));
        }))))));
}
