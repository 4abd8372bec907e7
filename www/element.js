// <gouji-checker>: the checker as an element of any page.

import { app } from "./app.js";
import { start, supported, workIn } from "./core.js";
import { guard } from "./disabled.js";
import { h, put } from "./dom.js";
import { refusalOf, yearWords } from "./refusal.js";
import { sheets, watchWidth } from "./widths.js";
import base from "./base.css";
import colours from "./colours.css";
import embedded from "./embedded.css";
import hint from "./hint.css";
import narrow from "./narrow.css";
import slip from "./slip.css";
import handed from "./handed.css";
import looks from "./style.css";

let looksOfAll = null;

/** One set of stylesheets for all elements of the page. */
function styles() {
  looksOfAll = looksOfAll || sheets([colours, base, looks, handed, hint, narrow, slip, embedded].join("\n"));
  return looksOfAll;
}

/** A portal that renders its pages in Node.js imports the element there too, where it is defined as nothing. */
const Base = typeof HTMLElement === "function" ? HTMLElement : class {};

/** The language of the nearest element that names one. */
export function languageOf(node) {
  const named = node.closest("[lang]");
  return named && /^en\b/i.test(named.getAttribute("lang")) ? "en" : "zh";
}

/**
 * Attributes: `lang` (the nearest one counts), `authority`, `year` (the one that is wanted), `name` and `required` (as of any field of a form),
 * `worker` (the address of the package's `worker.js`, which then checks beside the page), `whole` (the page is nothing but the checker), `hint` (a
 * result has the three first steps over it; the element drops the attribute when they were seen), `data-theme` (`dark` or `light`, against the
 * system). Properties `outcome`, `changed`, `unavailable`; methods `check(source)`, `file()`, `clear()`; events `gouji-check` with the outcome as
 * detail, `gouji-unavailable` and `gouji-hint-seen`. `docs/embedding.md` lists its parts and custom properties.
 *
 * It takes part in a form: its value is the outcome's JSON, and while errors stand, where a report states another year than `year`, or where it is
 * `required` and no report was checked, the form is invalid and not submitted; `validationMessage` says why, and how many errors there are. A
 * browser's word is no proof: whoever receives it checks again.
 *
 * Its children show where nothing can be checked: where scripts do not run, by themselves; where the browser or a policy refuses the module, in its place,
 * and the form is then not refused.
 */
export class GoujiChecker extends Base {
  static get observedAttributes() {
    return ["lang", "authority", "year", "hint", "required"];
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
    /** The outcome that was told last: what can be seen, and what a form goes by. */
    this.told = null;
    this.isUnavailable = false;
    // The rare browser that runs the checker and knows no elements of one's own in forms goes without.
    this.internals = this.attachInternals ? this.attachInternals() : null;
    this.refusal = { flags: {}, message: "" };
    this.addEventListener("invalid", () => this.point());
  }

  /** A form leads to what it refuses only where that can have the focus; the browser then goes on to the place in it that is named. */
  formAssociatedCallback(form) {
    if (form && !this.hasAttribute("tabindex")) this.tabIndex = -1;
    // Outside of a form nobody asks for the value, and writing it takes as long as a check.
    if (form && this.app) this.answer(this.outcome);
  }

  /** Tells the form around it, and the reader, what stands here. */
  answer(outcome) {
    const { app: shown, internals } = this;
    const w = shown && shown.words();
    const year = this.getAttribute("year");
    if (shown) shown.remark(yearWords(outcome, year, w));
    if (!internals) return;
    // The browser would keep the value with its history, where nothing of a report belongs; without a state it keeps none.
    internals.setFormValue(outcome && internals.form ? JSON.stringify(outcome) : null, null);
    this.refusal = shown ? refusalOf(outcome, { required: this.hasAttribute("required"), year }, w) : { flags: {}, message: "" };
    const { flags, message } = this.refusal;
    if (message) internals.setValidity(flags, message);
    else internals.setValidity({});
  }

  /** Names the place that a form which is refused points to. Finding one that shows makes the browser lay the page out, which no check may wait for. */
  point() {
    const { flags, message } = this.refusal;
    if (this.app && message) this.internals.setValidity(flags, message, this.app.anchor());
  }

  /** The form that it is in, and what that form sees of it. */
  get form() {
    return this.internals && this.internals.form;
  }

  get name() {
    return this.getAttribute("name") || "";
  }

  get type() {
    return this.localName;
  }

  get validity() {
    return this.internals && this.internals.validity;
  }

  get validationMessage() {
    return this.internals ? this.internals.validationMessage : "";
  }

  get willValidate() {
    return Boolean(this.internals) && this.internals.willValidate;
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

  tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** The place of the checker, made once. */
  root() {
    if (this.shadowRoot) return this.shadowRoot;
    const root = this.attachShadow({ mode: "open" });
    guard(root, () => this.matches(":disabled"));
    return root;
  }

  connectedCallback() {
    if (this.app) return;
    const root = this.root();
    this.isUnavailable = false;
    if (!supported()) {
      this.giveWay();
      return;
    }
    const whole = this.hasAttribute("whole");
    const { whole: asWindow, within } = styles();
    if (whole) root.adoptedStyleSheets = [asWindow];
    else {
      this.stopWatching = watchWidth(this, (width) => {
        if (root.adoptedStyleSheets[0] !== within(width)) root.adoptedStyleSheets = [within(width)];
      });
    }
    if (this.getAttribute("worker")) workIn({ url: this.getAttribute("worker") });
    const mine = app(this, root, {
      lang: languageOf(this),
      whole,
      onOutcome: (outcome) => {
        this.told = outcome;
        this.answer(outcome);
        this.tell("gouji-check", outcome);
      },
      onHintSeen: () => {
        this.removeAttribute("hint");
        this.tell("gouji-hint-seen");
      },
      onVerify: () => this.tell("gouji-verify"),
    });
    this.app = mine;
    this.answer(null);
    start().catch((error) => {
      console.error(error);
      if (this.app === mine) this.giveWay();
    });
  }

  /** Nothing can be checked here: the element's own children stand in its place, and a form is not held up by what nobody could mend. */
  giveWay() {
    this.end();
    this.isUnavailable = true;
    put(this.shadowRoot, h("slot"));
    // Whoever put the element in gets to listen first.
    Promise.resolve().then(() => this.tell("gouji-unavailable"));
  }

  disconnectedCallback() {
    this.end();
  }

  /** Put somewhere else by a page that keeps what stands in it (`moveBefore`). */
  connectedMoveCallback() {
    this.answer(this.outcome);
  }

  end() {
    if (this.stopWatching) this.stopWatching();
    this.stopWatching = null;
    if (this.app) this.app.end();
    this.app = null;
    this.told = null;
    this.answer(null);
  }

  attributeChangedCallback(name, before, after) {
    if (!this.app || before === after) return;
    if (name === "lang") this.app.speak(languageOf(this));
    if (name === "required" || name === "year") this.answer(this.outcome);
    if (name === "authority") this.app.again();
    if (name === "hint") this.app.hint();
  }

  /** The outcome that stands here, or null. */
  get outcome() {
    return this.told;
  }

  /** Whether a figure differs from what was read in the document. */
  get changed() {
    return Boolean(this.app) && this.app.changed();
  }

  /** Whether nothing can be checked in this browser or under this page's policy. */
  get unavailable() {
    return this.isUnavailable;
  }

  /**
   * Checks a document: a `File`, or `{ text }`, `{ html }` or `{ bytes }`, with a `name` if it has one. Resolves when the outcome, or why there is
   * none, stands here.
   */
  check(source) {
    return this.app ? this.app.check(source) : Promise.reject(new Error("gouji: nothing can be checked here"));
  }

  /**
   * The document that stands here: the given file itself where no figure was changed, the Word document with every changed figure in it where some
   * were; null where that cannot be had, and for what was pasted.
   * @returns {Promise<File | null>}
   */
  file() {
    return this.app ? this.app.file() : Promise.resolve(null);
  }

  /** Back to the first screen, with nothing in it. */
  clear() {
    if (this.app) this.app.clear();
  }
}
