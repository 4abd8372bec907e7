// Paper with nothing on it but the checker: what stands beside it on the page is left out while the slip is shown.

import { isFramed } from "./frame.js";

const ASIDE = "data-gouji-aside";
let sheet = null;

/** A sheet of the document itself, since the size of paper is not for a shadow root to say; adopted sheets are under no policy for styles. */
function paperSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page{size:A4;margin:9mm 13mm}@media print{[${ASIDE}]{display:none !important}}`);
  }
  return sheet;
}

/** Leaves all else out of what is printed, or puts it back. */
export function alone(host, on) {
  const others = Array.from(document.adoptedStyleSheets).filter((one) => one !== paperSheet());
  document.adoptedStyleSheets = on ? others.concat(paperSheet()) : others;
  for (const node of Array.from(document.querySelectorAll(`[${ASIDE}]`))) node.removeAttribute(ASIDE);
  if (!on) return;
  for (let node = host; node && node !== document.documentElement; node = node.parentNode || node.host) {
    const around = node.parentNode ? Array.from(node.parentNode.children || []) : [];
    for (const one of around) if (one !== node && !/^(SCRIPT|STYLE|LINK|HEAD)$/.test(one.tagName)) one.setAttribute(ASIDE, "");
  }
}

/** Prints the page. In a frame that may not, nothing happens at all; returns false then, since no printing was announced. */
export function print() {
  let begun = false;
  const note = () => {
    begun = true;
  };
  addEventListener("beforeprint", note);
  window.print();
  removeEventListener("beforeprint", note);
  return begun || !isFramed();
}
