// <gouji-checker>: the checker as an element of any page.

import { app } from "./app.js";
import base from "./base.css";
import colours from "./colours.css";
import hint from "./hint.css";
import narrow from "./narrow.css";
import slip from "./slip.css";
import handed from "./handed.css";
import looks from "./style.css";

let sheet = null;

/** One stylesheet for all elements of the page; adopted sheets are under no policy for styles. */
function stylesheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`${colours}\n${base}\n${looks}\n${handed}\n${hint}\n${narrow}\n${slip}`);
  }
  return sheet;
}

/** The language of the nearest element that names one. */
export function languageOf(node) {
  const named = node.closest("[lang]");
  return named && /^en\b/i.test(named.getAttribute("lang")) ? "en" : "zh";
}

/**
 * Attributes: `lang` (the nearest one counts), `authority`, `whole` (the page is nothing but the checker), `hint` (a result has the three first steps
 * over it; the element drops the attribute when they were seen), `data-theme` (`dark` or `light`, against the system). Property `outcome`; methods
 * `check(source)`, `clear()`; events `gouji-check` with the outcome as detail, and `gouji-hint-seen`.
 */
export class GoujiChecker extends HTMLElement {
  static get observedAttributes() {
    return ["lang", "authority", "hint"];
  }

  static define(name = "gouji-checker") {
    if (!customElements.get(name)) customElements.define(name, this);
  }

  constructor() {
    super();
    this.app = null;
  }

  connectedCallback() {
    if (this.app) return;
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [stylesheet()];
    this.app = app(this, root, {
      lang: languageOf(this),
      whole: this.hasAttribute("whole"),
      onOutcome: (outcome) => this.dispatchEvent(new CustomEvent("gouji-check", { bubbles: true, composed: true, detail: outcome })),
      onHintSeen: () => {
        this.removeAttribute("hint");
        this.dispatchEvent(new CustomEvent("gouji-hint-seen", { bubbles: true, composed: true }));
      },
      onVerify: () => this.dispatchEvent(new CustomEvent("gouji-verify", { bubbles: true, composed: true })),
    });
  }

  disconnectedCallback() {
    if (this.app) this.app.end();
    this.app = null;
  }

  attributeChangedCallback(name, before, after) {
    if (this.app && name === "lang" && before !== after) this.app.speak(languageOf(this));
    if (this.app && name === "hint" && before !== after) this.app.hint();
  }

  /** The outcome that stands on the page, or null. */
  get outcome() {
    return this.app && this.app.outcome();
  }

  /** Checks a document: `{ text }`, `{ html }` or `{ bytes }`, with a `name` if it has one. */
  check(source) {
    return this.app.check(source);
  }

  /** Back to the first screen, with nothing in it. */
  clear() {
    this.app.clear();
  }
}
