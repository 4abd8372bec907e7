// `<gouji-checker>`: the checker as an element of a page. Importing this defines it.

import type { Outcome, Source } from "./types.js";

export * from "./types.js";

/** What the element tells of itself; every event bubbles and leaves shadow roots. */
export interface GoujiCheckerEventMap {
  /** A check has ended, a correction included: the outcome, or null where the place was cleared. */
  "gouji-check": CustomEvent<Outcome | null>;
  /** Nothing can be checked in this browser or under this page's policy; the element's children stand in its place. */
  "gouji-unavailable": CustomEvent<null>;
  /** The three first steps over a result were closed, and the element has dropped the attribute `hint`. */
  "gouji-hint-seen": CustomEvent<null>;
  /** The reader asks how to see that nothing is sent; only of an element with the attribute `whole`. */
  "gouji-verify": CustomEvent<null>;
}

export interface GoujiChecker {
  addEventListener<Type extends keyof GoujiCheckerEventMap>(type: Type, listener: (this: GoujiChecker, event: GoujiCheckerEventMap[Type]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Type extends keyof HTMLElementEventMap>(type: Type, listener: (this: GoujiChecker, event: HTMLElementEventMap[Type]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof GoujiCheckerEventMap>(type: Type, listener: (this: GoujiChecker, event: GoujiCheckerEventMap[Type]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener<Type extends keyof HTMLElementEventMap>(type: Type, listener: (this: GoujiChecker, event: HTMLElementEventMap[Type]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/**
 * A field of a form: its value is the outcome's JSON, and while errors stand the form is invalid and not submitted. Attributes: `lang`, `authority`,
 * `year`, `name`, `required`, `hint`, `worker`, `whole`, `data-theme`.
 */
export class GoujiChecker extends HTMLElement {
  static readonly formAssociated: true;
  static readonly observedAttributes: string[];
  /** Defines the element, by this name where it is not defined yet; importing has done it for `gouji-checker`. */
  static define(name?: string): void;

  /** The outcome that stands here, corrections included, or null. */
  readonly outcome: Outcome | null;
  /** Whether a figure differs from what was read in the document. */
  readonly changed: boolean;
  /** Whether nothing can be checked in this browser or under this page's policy. */
  readonly unavailable: boolean;
  readonly form: HTMLFormElement | null;
  readonly name: string;
  readonly type: string;
  readonly validity: ValidityState | null;
  /** Why the form is refused, with the count of errors; "" where it is not. */
  readonly validationMessage: string;
  readonly willValidate: boolean;

  /** Checks a document; resolves when the outcome, or why there is none, stands here. */
  check(source: File | Source): Promise<void>;
  /**
   * The document that stands here: the given file itself where no figure was changed, the Word document with every changed figure in it where some
   * were; null where that cannot be had, and for what was pasted.
   */
  file(): Promise<File | null>;
  /** Back to the first screen, with nothing in it. */
  clear(): void;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    "gouji-checker": GoujiChecker;
  }
}
