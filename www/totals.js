// Totals worked out from their addends, as the form defines them.

/** The most digits that a figure can have. */
const DIGITS = 18;

const isNumber = (value) => value !== null && value !== undefined;

/**
 * The totals that differ from what their addends give. Blank addends count as nothing; a total whose addends are all blank stays blank, and
 * one with an addend that is unreadable or missing is left alone.
 * @param {import("./types").Report} report
 * @param {import("./types").Form} form
 * @returns {{ changes: { cell: string, to: import("./types").Figure }[], left: number }}
 */
export function totalsOf(report, form) {
  const worked = new Map();
  const valueOf = (field) => (worked.has(field) ? worked.get(field) : report.values[field]);
  const known = (field) => {
    const state = report.states[field];
    return worked.has(field) || isNumber(report.values[field]) || (state && (state.state === "blank" || state.state === "placeholder"));
  };
  let left = 0;
  for (const { total, addends } of form.sums) {
    if (!addends.every(known) || !(total in report.values)) {
      left += 1;
      continue;
    }
    const numbers = addends.map(valueOf).filter(isNumber);
    // Figures can be longer than a float holds, and counts have no decimals to lose.
    if (!numbers.length || numbers.some((number) => !/^-?\d+$/.test(String(number)))) continue;
    const sum = numbers.reduce((all, number) => all + BigInt(number), BigInt(0));
    if (String(sum).replace("-", "").length > DIGITS) {
      left += 1;
      continue;
    }
    worked.set(total, Number.isSafeInteger(Number(sum)) ? Number(sum) : String(sum));
  }
  const changes = [];
  for (const [cell, to] of worked) if (String(report.values[cell]) !== String(to)) changes.push({ cell, to });
  return { changes, left };
}
