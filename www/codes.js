// What the page knows of the checker's codes, in no language.

export const SEVERITIES = ["error", "warning", "info"];

/** The letter of a severity in class names. */
export const LETTER = { error: "e", warning: "w", info: "i" };

/** The class of a cell, by what the document has there. */
export const STATE_CSS = { blank: "blank", placeholder: "ph", unreadable: "bad", missing: "gone", noted: "noted" };

/** Sums whose stated figure gets a word with what its addends really give. */
export const SUMS = ["T3-ROW-TOTAL", "T3-RESULT-TOTAL", "T4-SUM"];

/** How checks are grouped for reading; the first pattern that fits a code decides. */
export const CHECK_GROUPS = [
  [/^T3-ROW-TOTAL$/, "row_total"],
  [/^T3-RESULT-TOTAL$/, "result_total"],
  [/^T3-BALANCE$/, "balance"],
  [/^T3-/, "requests"],
  [/^T4-SUM$/, "disputes_sum"],
  [/^T4-/, "disputes"],
  [/^T2-/, "disclosure"],
  [/^CELL-/, "cells"],
  [/^TAB-/, "structure"],
  [/^XY-/, "years"],
  [/^NAR-SIMILAR$/, "similar"],
  [/^DOC-PRIVACY-/, "privacy"],
  [/^DOC-FILE-/, "file"],
  [/^DOC-/, "document"],
  [/^TX-/, "text"],
  [/^NAR-/, "narrative"],
  [/./, "other"],
];

/** The group of a rule's checks. */
export const groupOf = (code) => CHECK_GROUPS.find(([pattern]) => pattern.test(code))[1];

/** The most bytes or characters of one document. */
export const LIMIT = 32 * 1024 * 1024;

/** Under （六）其他处理 a report may have the rows of the other edition; the form has a layout for that. */
export function layoutOf(report) {
  const has = (pattern) => Object.keys(report.values).some((field) => pattern.test(field));
  if (report.edition === "2021" && has(/^requests\.other\.[^.]+$/)) return "2021-2019rows";
  if (report.edition === "2019" && has(/^requests\.other\.[^.]+\.[^.]+$/)) return "2019-2021rows";
  return report.edition;
}
