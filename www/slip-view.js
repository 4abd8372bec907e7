// The slip on the screen, on paper, as text and as a page of its own.

import { h, put } from "./dom.js";
import { alone, print as printPage } from "./paper.js";
import { copyFlavours } from "./save.js";
import { linesOf, sheetOf } from "./slip.js";
import slipCss from "./slip.css";

/** What a saved slip has beside the looks that it has on the page. */
const PAGE_CSS = "html{background:#e9ebed}body{margin:0}@page{size:A4;margin:9mm 13mm}@media print{html{background:#fff}}";

/** A policy's source for a style: its hash, or every inline style where the browser keeps its hashes from pages without a secure origin. */
async function styleSource(css) {
  if (!crypto.subtle) return "'unsafe-inline'";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(css)));
  return `'sha256-${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}'`;
}

/**
 * The slip as a whole page: text and looks, under a policy that lets nothing else in.
 * @returns {Promise<string>}
 */
export async function savedPage(slip, w) {
  const css = `${slipCss}\n${PAGE_CSS}`;
  const policy = `default-src 'none'; style-src ${await styleSource(css)}; base-uri 'none'; form-action 'none'`;
  const sheet = sheetOf(slip, w, "slip");
  sheet.querySelector("#slip").removeAttribute("tabindex");
  // Put together as text, since a style among this page's nodes falls under this page's policy. What is a reader's own stands in nodes, which write
  // themselves out as text; the policy has to stand before what it governs.
  return `<!doctype html>
<html lang="${w.tag}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1">${h("title", null, slip.title).outerHTML}
<style>${css}</style></head>
<body>${sheet.outerHTML}</body></html>
`;
}

/**
 * @param {HTMLElement} host the element that stays on the paper
 * @param {{ byId: (id: string) => HTMLElement, slip: () => Promise<object>, w: () => object, say: (words: string) => void, onSave: (kind: string) => void }} given
 */
export function slipView(host, { byId, slip, w, say, onSave }) {
  let drawn = null;
  let back = null;
  const isOpen = () => Boolean(drawn);

  async function draw() {
    const words = w();
    drawn = await slip();
    put(byId("slip-sheet"), sheetOf(drawn, words, "slip-title"));
  }

  function close(focus) {
    if (!drawn) return;
    drawn = null;
    alone(host, false);
    byId("slip").hidden = true;
    byId("report").hidden = false;
    put(byId("slip"));
    if (focus && byId(back)) byId(back).focus();
  }

  function onPrint() {
    if (!printPage()) say(w().frame.no_print);
  }

  async function open(print, from) {
    const words = w();
    if (!drawn) {
      const button = (id, css, name, act) => h("button", { type: "button", class: css, id, onclick: act }, name);
      put(byId("slip"),
        h("div", { class: "slip-a" },
          button("slip-back", "btn", words.slip.back, () => close(true)),
          button("slip-copy", "btn", words.slip.copy, () => say(copyFlavours({ "text/plain": linesOf(drawn, words) }) ? words.slip.copied : words.save.not_copied)),
          button("slip-html", "btn", words.slip.as_html, () => onSave("html")),
          button("slip-json", "btn", words.slip.as_json, () => onSave("record")),
          button("slip-print", "btn primary", words.slip.print, onPrint)),
        h("div", { class: "slip-bg", id: "slip-sheet" }));
    }
    back = from;
    say("");
    await draw();
    byId("report").hidden = true;
    byId("slip").hidden = false;
    alone(host, true);
    byId("slip").scrollIntoView({ block: "start" });
    byId("slip-title").focus({ preventScroll: true });
    if (print) onPrint();
  }

  return {
    isOpen,
    open,
    close,
    /** Draws it anew after a change of what it is about. */
    refresh: () => (drawn ? draw() : null),
    /** Esc leads back, as in a dialog. */
    onKey(event) {
      if (event.key !== "Escape" || !drawn) return false;
      close(true);
      return true;
    },
  };
}
