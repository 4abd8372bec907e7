// What the checker takes and gives back: the one outcome of page, package and command line.

export type AuthorityType =
  | "state_council_dept" | "province_gov" | "province_gov_office" | "province_dept" | "city_gov" | "city_gov_office" | "city_dept"
  | "county_gov" | "county_gov_office" | "county_dept" | "town_gov" | "subdistrict" | "zone_committee" | "authorised_org";

export type Severity = "error" | "warning" | "info";

/** A figure: a number, decimal text where a float would round, or null where the document has none. */
export type Figure = number | string | null;

export interface Source { text?: string; html?: string; bytes?: Uint8Array; name?: string }

/** Figures by id, without a document. */
export interface Values { values: Record<string, Figure>; edition: "2019" | "2021" }

export interface Options {
  authority?: AuthorityType;
  lang?: "zh" | "en";
  /** Last year's report of the same authority; without it nothing is compared between years. */
  previous?: Source | Values;
  /** For `check`: figures to put in place of what was read, for each report of the document in order. Ids that a report lacks are passed over. */
  changes?: Record<string, Figure>[];
}

export interface RecheckOptions extends Options { edition: "2019" | "2021"; year?: number }

/** The program, its version, and the version of its rules: what can change a verdict on the same document changes the last. */
export interface Tool { name: string; version: string; rules: string }

export interface Outcome {
  tool: Tool;
  reports: Report[];
  failures: Failure[];
}

export interface Failure {
  source: string;
  code: "EMPTY" | "TOO-LARGE" | "UNREADABLE" | "ENCRYPTED" | "SCANNED" | "NO-REPORT";
  message: string;
}

export interface Report {
  source: string;
  kind: "text" | "html" | "mht" | "rtf" | "docx" | "doc" | "odt" | "xlsx" | "xls" | "ods" | "pdf" | "values";
  edition: "2019" | "2021";
  year: number | null;
  title: string | null;
  authority: string | null;
  authority_type: { value: AuthorityType | null; guessed: boolean };
  rows: { read: number; all: number; missing: string[] };
  values: Record<string, Figure>;
  /** One entry for each figure that is not a plain number. */
  states: Record<string, { state: "blank" | "placeholder" | "unreadable" | "missing" | "noted"; raw: string }>;
  /** The text before the first section, without the title. */
  preface: string;
  /** The text outside the tables; number 0 is a section that the form does not have. */
  sections: { number: number; heading: string; text: string }[];
  findings: Finding[];
  repairs: Repair[];
  checks: Check[];
  assessed: { passed: number; failed: number; not_assessed: number };
  summary: { errors: number; warnings: number; infos: number };
  /** Last year's report, where one was given, and whether it was compared. */
  previous: Previous | null;
}

export interface Previous {
  source: string;
  title: string | null;
  authority: string | null;
  year: number | null;
  edition: "2019" | "2021" | null;
  /** Why it was not compared; null where it was. */
  hindrance: "unread" | "several" | "year" | "authority" | null;
  message: string;
}

export interface Finding {
  code: string;
  severity: Severity;
  kind: "unequal" | "missing" | "unreadable" | "contradiction" | "format" | "wording" | "reminder";
  /** For a sum: its addends, then the figure that states it. */
  cells: string[];
  expected: Figure;
  found: Figure;
  /** Index of the finding that already explains this one. */
  derived_from: number | null;
  title: string;
  advice: string;
  message: string;
  basis: string;
  /** The sentence concerned; `span` counts characters from the start of the section's text. */
  quote: Quote | null;
  /** For likeness between years: this year's passages and those of last year that are like them. */
  passages: Passage[];
}

export interface Quote { section: number; text: string; span: [number, number] }

export interface Passage { now: Quote; before: Quote }

/**
 * The least change of figures that makes failing sums hold. Repairs with the same `cause` are alternatives, the likeliest first: apply one of
 * them. To apply, call `check` again with `options.changes`, or `recheck` with the figures set; to undo, leave them out again.
 */
export interface Repair {
  /** `from` is null where there is no figure. */
  changes: { cell: string; from: Figure; to: Figure; pattern: Slip | null }[];
  /** Indices into `findings`: the sums that would hold. Each has `derived_from` where a finding names the cause. */
  settles: number[];
  cause: number;
  /** `only`: no other change of so few figures would do; `likely`: others would, but this one looks like a slip or agrees with the text. */
  certainty: "only" | "likely" | "possible";
  message: string;
  /** Clauses of the text that give the figures to set. */
  quotes: Quote[];
}

/** What would explain a wrong figure: its digits, its place, or a total. */
export type Slip =
  | "swapped" | "dropped" | "doubled" | "added" | "digit" | "neighbour" | "exchanged" | "shifted" | "stale_total" | "counted_twice";

export interface Check {
  code: string;
  passed: number;
  failed: number;
  not_assessed: number;
  reasons: { reason: "unreadable" | "missing" | "blank" | "placeholder" | "unknown" | "previous"; cells: string[] }[];
}

export interface Rule {
  code: string;
  severity: Severity;
  editions: string[];
  summary: string;
  why: string;
  basis: string;
  example: { fails: string; passes: string };
}

/** The statutory form in its own merged layout. */
export interface Form {
  edition: "2019" | "2021";
  tables: FormTable[];
  fields: Record<string, { table: TableKey; row: string; column: string; path: string[]; unit: string | null; kind: "count" | "signed" | "money" }>;
  /** The figures that are the sum of others, in the order in which they can be worked out. */
  sums: { total: string; addends: string[] }[];
}

export type TableKey = "disclosure" | "requests" | "disputes";

export interface FormTable {
  key: TableKey;
  section: 2 | 3 | 4;
  title: string;
  columns: number;
  head_rows: number;
  rows: FormCell[][];
}

export type FormCell =
  | { label: string; rowspan: number; colspan: number; role: "block" | "column" | "row" | "group" | "vertical" | "note" }
  | { field: string; rowspan: number; colspan: number };

/** How figures are put into a document. */
export interface PatchOptions {
  /** Whether Word and WPS show the changes as revisions, to be accepted or rejected. */
  tracked?: boolean;
  /** Who made them, 「勾稽」 without it; and when, such as `2026-01-20T09:30:00Z`: the module has no clock. */
  author?: string;
  date?: string;
  lang?: "zh" | "en";
}

/** A document with changed figures. Everything else in it is byte for byte what it was. */
export interface Patched {
  /** The whole document; null where nothing was changed in it. */
  bytes: Uint8Array | null;
  /** The ids of the figures that were changed, report by report, each in the order of the form. */
  changed: string[];
  /** The figures that were left as they are; one that had its new value before is in neither list. */
  left: Left[];
  /** Why nothing was changed at all. */
  failure: Refusal | null;
}

/** A figure that could not be written safely. */
export interface Left {
  /** Which report of the document, from 0. */
  report: number;
  cell: string;
  reason: "missing" | "outside" | "shared" | "words" | "nested" | "field" | "control" | "revision" | "structure";
  message: string;
}

/** A document that was not changed: `OTHER-KIND` is no .docx package, `UNPROVEN` did not read back as it should. */
export interface Refusal {
  source: string;
  code: Failure["code"] | "OTHER-KIND" | "SIGNED" | "PACKAGE" | "UNPROVEN";
  message: string;
}

/** The tables of a fresh file. */
export interface Tables {
  /** As `form` takes it. */
  edition: "2019" | "2021" | "2019-2021rows" | "2021-2019rows";
  title?: string;
  /** What stands in the cells, by id, as it is to be shown; blank where there is none. */
  cells: Record<string, string | number | null>;
}
