// The saved record: the outcome, what was changed and what was verified, as one JSON file that can be opened again beside the report.

/** The version of the format; a reader of a later one is told so instead of guessing. `docs/record.md` describes it. */
export const FORMAT = 1;

/** The kinds of steps. */
const KINDS = ["edit", "paste", "totals", "repair"];

/** What a file is saved as: the outcome itself, and beside its members those of the record. */
export function recordOf(session, standing, saved) {
  const held = new Map();
  const changes = session.done.map(({ report, kind, changes: cells, settled }) => {
    // What stood there before follows from what was read and the steps since.
    const before = (cell) => (held.has(`${report} ${cell}`) ? held.get(`${report} ${cell}`) : session.read[report].values[cell]);
    const step = { report, kind, cells: cells.map(({ cell, to }) => ({ cell, from: before(cell), to })) };
    for (const { cell, to } of cells) held.set(`${report} ${cell}`, to);
    return settled === undefined ? step : Object.assign(step, { settled });
  });
  return JSON.stringify(Object.assign({}, session.outcome, { gouji: FORMAT, changes, exceptions: standing, saved }));
}

const isList = (value) => Array.isArray(value);
const isText = (value) => typeof value === "string";
/** As the checker takes figures: null, a number, or decimal text where a float would round. */
const isFigure = (value) => value === null || ((typeof value === "number" || isText(value)) && /^-?\d{1,18}(\.\d{1,6})?$/.test(String(value)));

const isKnown = (one) => Boolean(one) && isText(one.code) && [one.cells, one.values, one.passages].every(isList) && one.cells.every(isText);
const isException = (one) => Boolean(one) && Number.isInteger(one.report) && isText(one.reason) && isKnown(one.finding) && isList(one.follows) && one.follows.every(isKnown);
const isStep = (one) => Boolean(one) && Number.isInteger(one.report) && KINDS.indexOf(one.kind) >= 0 && isList(one.cells)
  && one.cells.every((cell) => Boolean(cell) && isText(cell.cell) && isFigure(cell.from) && isFigure(cell.to));

/**
 * A record in a file's bytes, or null where it is something else. One of a later format has `later`.
 * @returns {{ reports: object[], changes: object[], exceptions: object[], saved: string, later?: boolean } | null}
 */
export function readRecord(bytes) {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && bytes[at] <= 32) at += 1;
  if (bytes[at] !== 0x7b) return null;
  let given;
  try {
    given = JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch (error) {
    return null;
  }
  if (!Number.isInteger(given.gouji) || !isList(given.reports)) return null;
  if (given.gouji !== FORMAT) return { later: true, reports: [], changes: [], exceptions: [], saved: "" };
  const { reports, changes, exceptions, saved } = given;
  const sound = reports.every((report) => Boolean(report) && isText(report.edition)) && isList(changes) && changes.every(isStep) && isList(exceptions) && exceptions.every(isException);
  return sound ? { reports, changes, exceptions, saved: isText(saved) ? saved : "" } : null;
}

const sameReport = (one, other) => ["edition", "year", "title", "authority"].every((key) => one[key] === other[key]);

/** Whether two may be one report whose title was put right since: nothing that both name differs. */
const compatible = (one, other) => one.edition === other.edition && ["year", "authority"].every((key) => one[key] === null || other[key] === null || one[key] === other[key]);

/** For each report of a record, the one that stands on the page and is the same, or -1. */
export function placesOf(record, reports) {
  const free = reports.map(() => true);
  const places = record.reports.map((saved) => {
    const fits = reports.map((report, index) => index).filter((index) => free[index] && sameReport(saved, reports[index]));
    const named = fits.filter((index) => reports[index].source === saved.source);
    const [place] = named.length ? named : fits;
    if (place === undefined) return -1;
    free[place] = false;
    return place;
  });
  if (places.length === 1 && reports.length === 1 && places[0] < 0 && compatible(record.reports[0], reports[0])) places[0] = 0;
  return places;
}

/**
 * The steps of a record that still apply. A change applies where the report holds what it held before that change; where it already holds what came
 * of it, the report itself was corrected.
 * @param {(report: number, cell: string) => import("./types").Figure} valueOf what the reports on the page hold
 * @returns {{ steps: object[], applied: number, made: number, left: number }} `applied`, `made` and `left` count figures
 */
export function stepsOf(record, places, valueOf) {
  const chains = new Map();
  record.changes.forEach((step, at) => {
    for (const change of step.cells) {
      const key = `${step.report} ${change.cell}`;
      if (!chains.has(key)) chains.set(key, { report: step.report, cell: change.cell, links: [] });
      chains.get(key).links.push({ at, from: change.from, to: change.to });
    }
  });
  const counts = { applied: 0, made: 0, left: 0 };
  const kept = record.changes.map(() => []);
  for (const { report, cell, links } of chains.values()) {
    const place = places[report];
    if (place === undefined || place < 0) continue;
    const now = valueOf(place, cell);
    const is = (value) => value === now || (value !== null && now !== null && now !== undefined && String(value) === String(now));
    let next = -1;
    links.forEach((link, index) => {
      if (is(link.from)) next = index;
    });
    if (now === undefined) counts.left += 1;
    else if (is(links[links.length - 1].to)) counts.made += 1;
    else if (next < 0) counts.left += 1;
    else {
      counts.applied += 1;
      for (const link of links.slice(next)) kept[link.at].push({ cell, from: link.from, to: link.to });
    }
  }
  const steps = record.changes.map((step, at) => {
    const entry = { report: places[step.report], kind: step.kind, changes: kept[at] };
    return Number.isInteger(step.settled) ? Object.assign(entry, { settled: step.settled }) : entry;
  }).filter((entry) => entry.changes.length);
  return Object.assign({ steps }, counts);
}
