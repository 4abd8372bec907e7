// Ways out of the page that need no network: a file saved by the browser, and the clipboard.

import { h } from "./dom.js";

/** Lets the browser save a file. The address is of this page's own memory, and is given back once the file is written. */
export function saveFile(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/**
 * Puts flavours of one content on the clipboard, within a click. A page from disk has no other clipboard, and no selection is needed for this one.
 * @param {Record<string, string>} flavours by media type
 * @returns {boolean} whether the browser did it
 */
export function copyFlavours(flavours) {
  let taken = false;
  const give = (event) => {
    event.preventDefault();
    event.stopPropagation();
    for (const [kind, text] of Object.entries(flavours)) event.clipboardData.setData(kind, text);
    taken = true;
  };
  document.addEventListener("copy", give, true);
  try {
    return document.execCommand("copy") && taken;
  } finally {
    document.removeEventListener("copy", give, true);
  }
}

/** The name of a file that comes from a report: the source's own name without its ending, or the title, and what the file is. */
export function fileName(report, what, ending, untitled) {
  const stem = (report.source || "").replace(/^.*[\\/]/, "").replace(/\.[A-Za-z0-9]{1,6}$/, "") || report.title || untitled;
  // What Windows does not allow in names, and no more than it takes with a path before it.
  const clean = Array.from(stem.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "_").trim()).slice(0, 80).join("").replace(/[. ]+$/, "");
  return `${clean || untitled}${what}.${ending}`;
}
