// The first screen: what the page is for, the box to paste into, and what a check looks like.

import { h, svg } from "./dom.js";

/** The kinds of files that the chooser offers. */
export const ACCEPT = ".docx,.doc,.wps,.xlsx,.xls,.et,.pdf,.rtf,.odt,.ods,.mht,.mhtml,.html,.htm,.txt,.docm,.xlsm,.fodt,.fods,.xml,.md,.json";

const area = (props) => h("textarea", Object.assign({ autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false" }, props));

export const lockIcon = () =>
  svg("svg", { width: 15, height: 16, viewBox: "0 0 15 16", fill: "none", stroke: "currentColor", "stroke-width": "1.6", "aria-hidden": "true" },
    svg("rect", { x: "1.5", y: "7", width: "12", height: "8" }), svg("path", { d: "M4 7V4.6a3.5 3.5 0 0 1 7 0V7" }));

function demo(w) {
  const words = w.start;
  const figure = (value, css, word, mark) => h("td", { class: css }, mark ? h("span", { class: "mk e" }, mark) : null, value, word ? h("span", { class: "wd" }, word) : null);
  const rows = [
    [figure(21, "n sus", words.demo_words.fix, "1"), figure(1, "n band"), figure(1, "n band"), figure(14, "n end tot", words.demo_words.sums[0])],
    [figure(3, "n band"), figure(0, "n z"), figure(0, "n z"), figure(3, "n tot")],
    [figure(12, "n band"), figure(1, "n"), figure(0, "n z"), figure(13, "n tot")],
    [figure(27, "n end sum", words.demo_words.sums[1]), figure(2, "n sum"), figure(1, "n sum"), figure(30, "n tot sum")],
  ];
  const column = (name, index) => h("th", { scope: "col", class: index === 3 ? "sum" : null }, name.split("|").map((part) => h("span", { class: "w2" }, part)));
  return h("aside", { class: "demo", "aria-label": words.demo_label }, h("h2", null, words.demo),
    h("table", { class: "tbl t3" }, h("caption", null, words.demo_caption),
      h("thead", null, h("tr", null, h("td"), words.demo_columns.map(column))),
      h("tbody", null, rows.map((cells, index) => h("tr", null, h("th", { scope: "row", class: index === 3 ? "sum" : null }, words.demo_rows[index]), cells)))),
    h("p", { class: "cap" }, words.demo_say[0], h("b", null, words.demo_say[1])),
    h("ol", { class: "steps" }, words.steps.map(([name, note]) => h("li", null, h("span", null, name, h("small", null, note))))));
}

function lastSlot(w) {
  const words = w.last;
  return h("section", { class: "slot", id: "last", "aria-labelledby": "last-name" },
    h("h2", { id: "last-name" }, words.name, h("small", null, words.optional)),
    h("p", { id: "last-say" }, words.empty),
    h("div", { class: "slot-a" },
      area({ id: "last-box", rows: 1, "aria-label": words.box, placeholder: words.box }),
      h("button", { type: "button", class: "btn", id: "last-open" }, words.open),
      h("button", { type: "button", class: "btn", id: "last-drop", hidden: true }, words.drop)),
    h("input", { type: "file", id: "last-file", accept: ACCEPT, hidden: true }));
}

/** @param {{ w: object, host: HTMLElement }} ctx */
export function startView({ w, whole }, acts) {
  const words = w.start;
  const [before, between, after, end] = words.hint;
  const key = (...keys) => keys.map((name, index) => [index ? " " : null, h("kbd", null, name)]);
  const button = (id, css, name, hidden) => h("button", { type: "button", class: css, part: id, id, hidden }, name);
  return h("div", { id: "start", part: "start" },
    whole ? h("section", { class: "hero" }, h("h1", null, words.hero.map((part) => h("span", null, part))), h("p", null, words.lead)) : null,
    h("div", { class: "start" },
      h("div", null,
        h("div", { id: "problem", class: "problem", hidden: true }),
        h("div", { class: "paste", id: "paste" },
          h("div", { class: "box" },
            h("label", { class: "vh", for: "box" }, words.box),
            area({ id: "box", part: "input", "aria-describedby": "hint" }),
            h("div", { class: "over", id: "hint" }, h("p", { class: "caret" }, words.caret),
              h("p", { class: "hint" }, before, key("Ctrl", "A"), between, key("Ctrl", "C"), after, key("Ctrl", "V"), end))),
          h("p", { class: "held", id: "held", hidden: true }),
          h("div", { class: "acts" }, button("go", "btn primary", words.go, true), button("open", "btn primary", words.open), button("example", "btn", words.example), button("wipe", "btn", words.wipe, true), h("span", { class: "t" }, words.drop)),
          h("input", { type: "file", id: "file", accept: ACCEPT, multiple: true, hidden: true })),
        h("p", { class: "busy" }, h("span", { id: "busy" }), h("button", { type: "button", class: "btn small", id: "cancel", hidden: true }, w.busy.cancel)),
        h("p", { class: "priv" }, lockIcon(), h("span", null, (whole ? words.private : words.private_element).map((part, index) => (index ? part : h("b", null, part))),
          whole ? h("button", { type: "button", class: "link", onclick: acts.onVerify }, words.verify) : null)),
        lastSlot(w),
        h("div", { class: "blank-form" }, h("span", null, words.blank),
          ["2021", "2019"].map((edition) => h("button", { type: "button", class: "link", id: `blank-${edition}`, onclick: () => acts.onBlank(edition) }, words.blank_edition(edition)))),
        h("p", { class: "formats" }, words.formats)),
      whole ? demo(w) : null),
    whole ? h("section", { class: "what" }, h("h2", null, words.what), words.whats.map(([name, note]) => h("div", null, h("h3", null, name), h("p", null, note)))) : null);
}
