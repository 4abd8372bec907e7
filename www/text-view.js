// The report's text outside the tables, with the sentences that findings are about marked in place.

import { arrange, h, goTo } from "./dom.js";
import { markLink } from "./cells.js";
import { LETTER } from "./codes.js";

/** A section of an ordinary report has about a thousand characters; a runaway one must not stop the page. */
const MOST = 20000;

const KEY = { 2: "disclosure", 3: "requests", 4: "disputes" };

/** Where a quote begins and ends in the text, in UTF-16 units; spans count characters, and a stale span gives way to the words themselves. */
export function locate(text, quote) {
  const characters = Array.from(text);
  const [from, to] = quote.span;
  const start = characters.slice(0, from).join("").length;
  const words = characters.slice(from, to).join("");
  if (words) return [start, start + words.length];
  const found = quote.text ? text.indexOf(quote.text) : -1;
  return found < 0 ? null : [found, found + quote.text.length];
}

/**
 * A stretch of the text in pieces, each within the marks of all quotes that cover it, so that every quote has a place to jump to even
 * where two are about one sentence. The gravest finding is the outermost mark.
 */
function pieces(text, start, end, quoted, onFinding) {
  const bounds = new Set([start, end]);
  for (const { range } of quoted) for (const at of range) bounds.add(Math.min(Math.max(at, start), end));
  const edges = Array.from(bounds).sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1];
    let node = document.createTextNode(text.slice(from, to));
    for (const { item, range } of quoted.slice().reverse()) {
      if (range[0] > from || range[1] < to) continue;
      const go = (event) => {
        event.stopPropagation();
        onFinding(item.number);
      };
      // A click leads to the finding, as the mark below the paragraph does for the keyboard.
      node = h("span", { class: `q ${LETTER[item.severity]}`, id: range[0] === from ? `q-${item.number}` : null, tabindex: range[0] === from ? "-1" : null, title: item.finding.title, onclick: go }, node);
    }
    return node;
  });
}

function paragraphs(text, quoted, onFinding, w) {
  const nodes = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const end = offset + line.length;
    const own = quoted.filter(({ range }) => range[0] < end && range[1] > offset);
    if (line.trim() || own.length) {
      nodes.push(h("p", null, pieces(text, offset, end, own, onFinding)));
      // A quote that goes over several paragraphs is remarked on under the last of them.
      for (const { item, range } of own) if (range[1] <= end) nodes.push(h("p", { class: "side" }, markLink(item, onFinding, w), item.finding.title));
    }
    offset = end + 1;
  }
  return nodes;
}

/** What is shown of a section, and all that it depends on. */
function sectionKey(section, quoted, about) {
  const look = (item) => [item.number, item.severity, Boolean(item.verified), item.finding.title];
  return JSON.stringify([section.number, section.heading, quoted.map((item) => [look(item), item.finding.quote]), about.map(look)]);
}

function sectionNodes(section, quoted, about, acts, w) {
  const long = section.text.length > MOST;
  const text = long ? section.text.slice(0, MOST) : section.text;
  const placed = quoted.map((item) => ({ item, range: locate(text, item.finding.quote) })).filter(({ range }) => range).sort((a, b) => a.item.number - b.item.number);
  return [
    section.heading ? h("h3", null, section.heading) : null,
    paragraphs(text, placed, acts.onFinding, w),
    long ? h("p", { class: "more" }, w.text.cut(section.text.length, MOST)) : null,
    KEY[section.number] ? tableLine(KEY[section.number], about, acts, w) : null,
  ];
}

function tableLine(key, items, acts, w) {
  return h("p", { class: "totable" },
    h("button", { type: "button", class: "link", onclick: () => acts.onTable(key) }, w.table[key]),
    h("span", null, items.length ? items.map((item) => markLink(item, acts.onFinding, w)) : w.text.no_findings));
}

/** @param {{ onFinding: (number: number) => void, onTable: (key: string) => void }} acts */
export function textPane(acts, { w, byId }) {
  const note = h("span", { class: "r note" }, w.text.note);
  const sheet = h("div", { class: "sheet text" });
  /** The sections as they stand. */
  let parts = [];
  const node = h("section", { class: "pane p-text", id: "text", tabindex: "0", "aria-label": w.text.name }, h("div", { class: "pane-h" }, h("h2", null, w.text.name), note), sheet);
  return {
    node,
    update({ report }, marks) {
      note.hidden = !marks.items.length;
      // Number 0 is what stands before section 1. A section that the form does not have, or that stands twice, has no quotes and no table.
      const seen = { 0: true };
      const sections = (report.preface ? [{ number: 0, heading: "", text: report.preface }] : []).concat(report.sections.map((section) => {
        const again = seen[section.number];
        seen[section.number] = true;
        return again ? Object.assign({}, section, { number: -1 }) : section;
      }));
      // A section stays as it stands while neither its words nor its marks have changed: a long one takes longer to build than to check.
      parts = sections.map((section, index) => {
        const quoted = marks.items.filter((item) => item.finding.quote && item.finding.quote.section === section.number);
        const about = KEY[section.number] ? marks.items.filter((item) => item.tables.indexOf(KEY[section.number]) >= 0) : [];
        const key = sectionKey(section, quoted, about);
        const known = parts[index];
        if (known && known.key === key && known.text === section.text) return known;
        return { key, text: section.text, node: h("div", null, sectionNodes(section, quoted, about, acts, w)) };
      });
      arrange(sheet, parts.length ? parts.map((part) => part.node) : [h("p", null, report.kind === "values" ? w.text.form : w.text.none)]);
    },
    showQuote: (number) => goTo(byId(`q-${number}`) || node),
  };
}
