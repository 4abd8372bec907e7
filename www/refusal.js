// What the form around the checker is told of a report: nothing, or why it may not be submitted.

import { toCorrect } from "./marks.js";

const isYear = (text) => /^\d{4}$/.test(text || "");

/** The first report that states another year than is wanted, in a sentence; "" where there is none. One that states no year is not held against. */
export function yearWords(outcome, wanted, w) {
  if (!outcome || !isYear(wanted)) return "";
  const other = outcome.reports.find(({ year }) => year !== null && year !== Number(wanted));
  return other ? w.form.year(other.year, wanted) : "";
}

/**
 * @param {import("./types").Outcome | null} outcome
 * @param {{ required: boolean, year: string | null }} wanted
 * @returns {{ flags: ValidityStateFlags, message: string }} no flags where nothing is the matter
 */
export function refusalOf(outcome, { required, year }, w) {
  if (!outcome) return required ? { flags: { valueMissing: true }, message: w.form.missing } : { flags: {}, message: "" };
  const sum = (count) => outcome.reports.reduce((all, report) => all + count(report), 0);
  const errors = sum((report) => report.summary.errors);
  const words = [errors ? w.form.errors(errors, sum(toCorrect)) : "", yearWords(outcome, year, w)].filter(Boolean);
  return { flags: words.length ? { customError: true } : {}, message: words.join(w.lang === "en" ? " " : "") };
}
