// Findings that a person has verified: how one is known again in another outcome, and what becomes of it when figures change.

import { SEVERITIES } from "./codes.js";
import { heldIn } from "./session.js";

/**
 * @typedef {{ code: string, cells: string[], values: import("./types").Figure[], expected: import("./types").Figure, found: import("./types").Figure,
 *   section: number | null, quote: string | null, passages: string[] }} Known
 * @typedef {{ report: number, finding: Known, follows: Known[], reason: string }} Exception
 */

/** A finding without its sentences: its rule, its cells with what they hold, its figures, and the words that it quotes. */
function known(report, finding) {
  const { code, cells, expected, found, quote, passages } = finding;
  return {
    code,
    cells,
    values: cells.map((cell) => heldIn(report, cell)),
    expected,
    found,
    section: quote ? quote.section : null,
    quote: quote ? quote.text : null,
    passages: passages.map(({ now, before }) => `${now.text}\n${before.text}`),
  };
}

const described = (report, item) => ({ finding: known(report, item.finding), follows: item.children.map((child) => known(report, child)) });

/** An exception for a finding of the report with this index, with the reason that is printed on the slip. */
export function exceptionOf(index, report, item, reason) {
  return Object.assign({ report: index }, described(report, item), { reason });
}

const whole = ({ finding, follows }) => JSON.stringify([finding, follows]);

/** Whether two are about the same place by the same rule, whatever stands there. */
function alike(one, other) {
  if (one.code !== other.code) return false;
  if (one.cells.length) return one.cells.some((cell) => other.cells.indexOf(cell) >= 0);
  return !other.cells.length && one.section === other.section;
}

/**
 * Says of each finding which exception stands for it (`verified`), or stood for it until something changed (`lapsed`), and counts anew what is
 * left to do. Only the same rule at the same cells or sentence with the same figures is the same finding.
 * @param {{ items: import("./marks.js").Item[] }} marks
 * @param {Exception[]} exceptions those of this report
 * @returns {{ standing: number, lapsed: number, gone: number }} how many of the exceptions stand, have lapsed, and have no finding any more
 */
export function recognise(marks, report, exceptions) {
  let open = exceptions.slice();
  const now = open.length ? marks.items.map((item) => described(report, item)) : [];
  const keys = now.map(whole);
  marks.items.forEach((item, index) => {
    item.verified = (open.length && open.find((one) => whole(one) === keys[index])) || null;
    if (item.verified) open = open.filter((one) => one !== item.verified);
    item.lapsed = null;
  });
  let lapsed = 0;
  for (const one of open.slice()) {
    const same = marks.items.filter((item, index) => !item.verified && !item.lapsed && alike(one.finding, now[index].finding));
    // Of several sentences by one rule none can be told to be the one that was meant.
    if (!same.length || (!one.finding.cells.length && same.length > 1)) continue;
    same[0].lapsed = one;
    open = open.filter((other) => other !== one);
    lapsed += 1;
  }
  const [errors, warnings, infos] = SEVERITIES.map((severity) => marks.items.filter((item) => item.severity === severity && !item.verified).length);
  const verified = marks.items.filter((item) => item.verified).length;
  Object.assign(marks, { errors, warnings, infos, verified });
  return { standing: verified, lapsed, gone: open.length };
}
