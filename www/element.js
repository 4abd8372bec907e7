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

/** A portal that renders its pages in Node.js imports the element there too, where it is defined as nothing. */
const Base = typeof HTMLElement === "function" ? HTMLElement : class {};

/** The language of the nearest element that names one. */
export function languageOf(node) {
  const named = node.closest("[lang]");
  return named && /^en\b/i.test(named.getAttribute("lang")) ? "en" : "zh";
}

/**
 * Attributes: `lang` (the nearest one counts), `authority`, `name` and `required` (as of any field of a form), `whole` (the page is nothing but
 * the checker), `hint` (a result has the three first steps over it; the element drops the attribute when they were seen), `data-theme` (`dark` or
 * `light`, against the system). Property `outcome`; methods `check(source)`, `clear()`; events `gouji-check` with the outcome as detail, and
 * `gouji-hint-seen`.
 *
 * It takes part in a form: its value is the outcome's JSON, and while errors stand, or where it is `required` and no report was checked, the form is
 * invalid and not submitted; `validationMessage` says how many there are. A browser's word is no proof: whoever receives it checks again.
 */
export class GoujiChecker extends Base {
  static get observedAttributes() {
    return ["lang", "authority", "hint", "required"];
  }

  static get formAssociated() {
    return true;
  }

  static define(name = "gouji-checker") {
    if (typeof customElements === "object" && !customElements.get(name)) customElements.define(name, this);
  }

  constructor() {
    super();
    this.app = null;
    // The rare browser that runs the checker and knows no elements of one's own in forms goes without.
    this.internals = this.attachInternals ? this.attachInternals() : null;
  }

  /** A form leads to what it refuses only where that can have the focus; the browser then goes on to the place in it that is named. */
  formAssociatedCallback(form) {
    if (form && !this.hasAttribute("tabindex")) this.tabIndex = -1;
    // Outside of a form nobody asks for the value, and writing it takes as long as a check.
    if (form && this.app) this.answer(this.outcome);
  }

  /** Tells the form around it what stands here. */
  answer(outcome) {
    const { internals } = this;
    if (!internals) return;
    internals.setFormValue(outcome && internals.form ? JSON.stringify(outcome) : null);
    const { form } = this.app.words();
    const errors = outcome ? outcome.reports.reduce((sum, report) => sum + report.summary.errors, 0) : 0;
    const anchor = this.app.anchor();
    if (errors) internals.setValidity({ customError: true }, form.errors(errors), anchor);
    else if (!outcome && this.hasAttribute("required")) internals.setValidity({ valueMissing: true }, form.missing, anchor);
    else internals.setValidity({});
  }

  /** The form that it is in, and what that form sees of it. */
  get form() {
    return this.internals && this.internals.form;
  }

  get name() {
    return this.getAttribute("name") || "";
  }

  get validity() {
    return this.internals && this.internals.validity;
  }

  get validationMessage() {
    return this.internals ? this.internals.validationMessage : "";
  }

  checkValidity() {
    return !this.internals || this.internals.checkValidity();
  }

  reportValidity() {
    return !this.internals || this.internals.reportValidity();
  }

  formResetCallback() {
    if (this.app) this.clear();
  }

  connectedCallback() {
    if (this.app) return;
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [stylesheet()];
    this.app = app(this, root, {
      lang: languageOf(this),
      whole: this.hasAttribute("whole"),
      onOutcome: (outcome) => {
        this.answer(outcome);
        this.dispatchEvent(new CustomEvent("gouji-check", { bubbles: true, composed: true, detail: outcome }));
      },
      onHintSeen: () => {
        this.removeAttribute("hint");
        this.dispatchEvent(new CustomEvent("gouji-hint-seen", { bubbles: true, composed: true }));
      },
      onVerify: () => this.dispatchEvent(new CustomEvent("gouji-verify", { bubbles: true, composed: true })),
    });
    this.answer(null);
  }

  disconnectedCallback() {
    if (this.app) this.app.end();
    this.app = null;
  }

  attributeChangedCallback(name, before, after) {
    if (this.app && name === "lang" && before !== after) this.app.speak(languageOf(this));
    if (this.app && name === "required") this.answer(this.outcome);
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
