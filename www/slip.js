// The slip: what was found, changed, verified and checked in one report, on one sheet for a superior. What stands on it is worked out once,
// and drawn as a sheet or written as lines.

import { h } from "./dom.js";
import { grouped } from "./checks.js";
import { LETTER } from "./codes.js";
import { countStates, placeWords } from "./marks.js";
import { origin, rowWords } from "./ident.js";
import { remarks, shownFigure } from "./repairs.js";

/** So many of a list are named; of the rest the count. */
const NAMED = 3;

/** As long as a basis may be in whole on the sheet, in characters. */
const BASIS = 30;

/** The place of a change in its own finding: of table 4, whose groups each have one row, the column says it. */
const near = (form, cell, w) => (/^disputes\./.test(cell) && form.fields[cell] && form.fields[cell].column ? form.fields[cell].column : placeWords(form, cell, w));

const steps = (repair, form, w) => repair.changes.map(({ cell, from, to }) => w.slip.step(near(form, cell, w), shownFigure(from, w), shownFigure(to, w))).join(w.list);

/** What is proposed: the one change that is sure, or all of those that would do. */
function proposed(item, form, w) {
  if (!item.repairs.length) return [];
  const [first] = item.repairs;
  // The finding may be this very change, and its title says all of it.
  if (first.message === item.finding.title) return [];
  const way = (repair) => `${steps(repair, form, w)}${remarks(repair, w).map(w.bracket).join("")}`;
  if (first.certainty !== "possible") return [w.slip.fix(way(first), first.settles.length)];
  return [w.slip.ways(item.repairs.length, item.repairs.map(way).join(w.semicolon))];
}

function followers(item, w) {
  if (!item.children.length) return [];
  const rest = item.children.length - NAMED;
  const named = item.children.slice(0, NAMED).map((child) => child.title).join(w.semicolon);
  return [w.slip.follows(named, rest > 0 ? item.children.length : 0)];
}

/** The first clause of a basis: a sheet has no room for more, and the code leads to the rest. */
const inShort = (basis) => (basis.length > BASIS ? basis.split(/[；。]|; |\. /, 1)[0] : basis).replace(/[。.]$/, "");

function row(item, form, w) {
  const codes = Array.from(new Set([item.finding].concat(item.children).map((finding) => finding.code)));
  const { quote, advice, title, basis } = item.finding;
  const quoted = quote && title.indexOf(quote.text) < 0 ? [w.slip.quoted(quote.text.length > 60 ? `${quote.text.slice(0, 60)}…` : quote.text)] : [];
  return {
    number: item.number,
    letter: LETTER[item.severity],
    group: w.severity[item.severity].group,
    place: item.place,
    title: w.slip.sentence(title),
    notes: [advice].concat(quoted, followers(item, w), proposed(item, form, w)).filter(Boolean),
    basis: w.slip.basis(basis.replace(/[。.]$/, ""), codes.join(w.list)),
    short: w.slip.basis(inShort(basis), codes.join(w.list)),
    reason: item.verified ? w.slip.reason(item.verified.reason) : "",
  };
}

/** How a figure came to be what it is: the last step that touched it. */
function howOf(cell, entries, w) {
  const last = entries.filter((entry) => entry.changes.some((change) => change.cell === cell)).pop();
  return w.slip.how[last ? last.kind : "edit"] || w.slip.how.edit;
}

/** Why checks of a group were not made, each reason once; with the number of the finding that is about the cells to blame. */
function reasonsOf(group, report, marks, w) {
  const words = w.slip.reasons;
  const lines = [];
  for (const check of group.checks) {
    if (!check.not_assessed) continue;
    for (const { reason, cells } of check.reasons.length ? check.reasons : [{ reason: "unknown", cells: [] }]) {
      const item = cells.length && marks.items.find(({ finding }) => /^(CELL|TAB)-/.test(finding.code) && cells.some((cell) => finding.cells.indexOf(cell) >= 0));
      const line = `${reason === "unknown" && !report.authority_type.value ? words.authority : words[reason] || words.unknown}${item ? w.slip.see(item.number) : ""}`;
      if (lines.indexOf(line) < 0) lines.push(line);
    }
  }
  return lines.join(w.semicolon);
}

/**
 * What stands on the slip.
 * @param {{ report: import("./types").Report, outcome: import("./types").Outcome, form: import("./types").Form, entries: object[],
 *   changed: Record<string, import("./types").Figure> }} data
 * @param {Date} now the browser's clock
 */
export function slipOf({ report, outcome, form, entries, changed }, marks, w, now) {
  const s = w.slip;
  const { passed, failed, not_assessed: open } = report.assessed;
  const { tool } = outcome;
  const type = report.authority_type;
  const groups = grouped(report.checks, w);
  return {
    title: s.title,
    facts: [
      [s.report, `${report.title || w.ident.no_title}${w.bracket(origin(report, w) || s.no_file)}`],
      [s.date, s.day(now.getFullYear(), now.getMonth() + 1, now.getDate())],
      [s.read, [w.ident.edition(report.edition), rowWords(report.rows, w), countStates(report, form, w)].join(w.comma)],
      [s.rules, s.tool(tool.rules, `${tool.name} ${tool.version}`)],
      [s.last, report.previous ? report.previous.message : s.no_last],
      [w.ident.authority, type.value ? `${w.authorities[type.value]}${type.guessed ? w.ident.guessed : ""}` : w.ident.unchosen],
    ],
    tally: [[passed + failed, w.strip.made], [passed, w.strip.passed], [failed, w.strip.failed], [open, w.strip.not_assessed]],
    counts: [["e", w.severity.error.group, marks.errors], ["w", w.severity.warning.group, marks.warnings], ["i", w.severity.info.group, marks.infos]],
    findings: marks.items.filter((item) => !item.verified).map((item) => row(item, form, w)),
    none: [failed || marks.items.length ? s.none_left : passed ? s.none(passed) : s.none_made, w.strip.not_proof(open)],
    verified: marks.items.filter((item) => item.verified).map((item) => row(item, form, w)),
    changes: Object.keys(changed).map((cell) => ({ place: placeWords(form, cell, w), was: shownFigure(changed[cell], w), now: shownFigure(report.values[cell], w), how: howOf(cell, entries, w) })),
    checks: groups.map((group) => ({ name: group.name, note: group.note, passed: group.passed, failed: group.failed, open: group.open, why: reasonsOf(group, report, marks, w) })),
    sum: [passed + failed + open, passed, failed, open],
    human: marks.items.length ? "" : s.human(w.checks.human.join(w.semicolon)),
    signs: s.signs,
    end: s.end,
  };
}

/** The heads of the parts that a slip has, numbered in order. */
function heads(slip, w) {
  const s = w.slip;
  const parts = [["findings", s.findings]];
  if (slip.verified.length) parts.push(["verified", s.verified]);
  if (slip.changes.length) parts.push(["changes", s.changes]);
  parts.push(["checks", s.checks]);
  return new Map(parts.map(([key, name], index) => [key, s.part(index, name)]));
}

const cols = (...css) => h("colgroup", null, css.map((one) => h("col", { class: one })));

function findingRow(one, last, w) {
  return h("tr", null,
    h("td", { class: "no" }, h("span", { class: `mk ${one.letter}` }, one.number)),
    h("td", { class: "at" }, one.place),
    h("td", null, h("b", null, one.title), h("small", null, one.reason ? h("strong", null, one.reason) : null, w.save.join(one.notes), one.notes.length && w.lang !== "zh" ? " " : null, h("span", { class: "src" }, one.short))),
    h("td", { class: "todo" }, last));
}

function listTable(rows, last, w, css) {
  const head = (name) => h("th", { scope: "col" }, name);
  return h("table", { class: css }, cols("k1", "k2", "k3", "k4"),
    h("thead", null, h("tr", null, w.slip.columns.map(head))),
    h("tbody", null, rows.map((one) => findingRow(one, last(), w))));
}

/** The slip as a sheet. @param {string} id of its heading */
export function sheetOf(slip, w, id) {
  const s = w.slip;
  const name = heads(slip, w);
  const boxes = () => s.done.map((word) => h("span", { class: "tick" }, h("i"), word));
  const facts = [slip.facts.slice(0, 2), slip.facts.slice(2, 4), slip.facts.slice(4)];
  const none = (count) => count || "–";
  return h("div", { class: "a4", lang: w.tag },
    h("h1", { id, tabindex: "-1" }, slip.title),
    h("table", { class: "info" }, cols("i1", "i2", "i3", "i4"), h("tbody", null, facts.map((pair) => h("tr", null, pair.map(([key, value]) => [h("th", { scope: "row" }, key), h("td", null, value)]))))),
    h("div", { class: "four" }, slip.tally.map(([count, word]) => h("div", null, h("b", null, count), word))),
    h("h2", null, name.get("findings"), slip.findings.length ? h("span", { class: "key" }, slip.counts.map(([letter, word, count]) => h("span", null, h("span", { class: `mk ${letter}` }, s.letter[letter]), `${word} ${count}`))) : null),
    slip.findings.length ? listTable(slip.findings, boxes, w, "list") : slip.none.map((line) => h("p", null, line)),
    slip.verified.length ? [h("h2", null, name.get("verified")), listTable(slip.verified, () => s.is_verified, w, "list headless")] : null,
    slip.changes.length ? [h("h2", null, name.get("changes")), h("p", null, s.changes_note),
      h("table", { class: "list figures" }, cols("f1", "f2", "f3", "f4"), h("thead", null, h("tr", null, s.change_columns.map((word) => h("th", { scope: "col" }, word)))),
        h("tbody", null, slip.changes.map((one) => h("tr", null, h("td", null, one.place), h("td", null, one.was), h("td", null, h("b", null, one.now)), h("td", null, one.how)))))] : null,
    h("h2", null, name.get("checks")),
    h("table", { class: "cnt" }, cols("c1", "c2", "c3", "c4", "c5"),
      h("thead", null, h("tr", null, s.check_columns.map((word) => h("th", { scope: "col" }, word)))),
      h("tbody", null, slip.checks.map((one) => h("tr", null, h("td", null, one.name), h("td", null, one.passed), h("td", null, none(one.failed)), h("td", null, none(one.open)), h("td", null, one.why)))),
      h("tfoot", null, h("tr", null, h("td", null, s.sum(slip.sum[0])), slip.sum.slice(1).map((count) => h("td", null, count)), h("td")))),
    slip.human ? h("p", { class: "human" }, slip.human) : null,
    h("div", { class: "signs" }, slip.signs.map((word) => h("div", null, word))),
    h("p", { class: "end" }, slip.end));
}

/** The slip as lines, for a field of another program that takes nothing but text. */
export function linesOf(slip, w) {
  const s = w.slip;
  const name = heads(slip, w);
  const block = (one) => [s.line(one.number, one.group, one.title.indexOf(one.place) === 0 ? "" : `${one.place}${w.colon}`, one.title)].concat((one.reason ? [one.reason] : []).concat(one.notes, one.basis).map((note) => `${s.indent}${note}`));
  const lines = [slip.title, ""].concat(
    slip.facts.map(([key, value]) => `${key}${w.colon}${value}`),
    s.tally_line(...slip.sum),
    ["", slip.findings.length ? `${name.get("findings")}${w.bracket(slip.counts.map(([, word, count]) => `${word} ${count}`).join(w.comma))}` : name.get("findings")],
    slip.findings.length ? slip.findings.reduce((all, one) => all.concat(block(one)), []) : slip.none,
    slip.verified.length ? ["", name.get("verified")].concat(slip.verified.reduce((all, one) => all.concat(block(one)), [])) : [],
    slip.changes.length ? ["", name.get("changes"), s.changes_note].concat(slip.changes.map((one) => s.change_line(one.place, one.was, one.now, one.how))) : [],
    ["", name.get("checks")],
    slip.checks.map((one) => s.check_line(one.name, one.passed, one.failed, one.open, one.why)),
    slip.human ? ["", slip.human] : [],
    ["", slip.signs.join(s.gap), "", slip.end]);
  return `${lines.join("\n")}\n`;
}
