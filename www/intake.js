// What the clipboard, a file or a drop holds, as sources for the checker.

import { LIMIT } from "./codes.js";

/** Something that cannot be handed to the checker, said in one plain sentence. */
export class Refused extends Error {}

/**
 * The clipboard's text in its flavours. What is over the limit is refused before the module has to copy it.
 * @returns {{ html: string, rtf: string, text: string, files: File[] }}
 */
export function fromTransfer(transfer) {
  const html = transfer.getData("text/html");
  const rtf = transfer.getData("text/rtf") || transfer.getData("application/rtf");
  const text = transfer.getData("text/plain");
  return { html, rtf, text, files: html || rtf || text ? [] : Array.from(transfer.files || []) };
}

/** The sources to try, best first: real row and column spans beat guessed ones. `w` are the page's words. */
export function candidates({ html, rtf = "", text }, w) {
  const flavours = [["html", html], ["text", rtf], ["text", text]].filter(([, content]) => content.trim());
  const tries = flavours.filter(([, content]) => content.length <= LIMIT).map(([kind, content]) => ({ [kind]: content }));
  if (!tries.length) throw new Refused(flavours.length ? w.trouble.too_large(Math.max(...flavours.map(([, content]) => content.length))) : w.trouble.no_text);
  return tries;
}

/**
 * Files as sources; bytes, so that the checker finds kind and encoding itself. One that cannot be taken is a failure of its own, and the
 * others go on.
 */
export async function fromFiles(files, w, onProgress) {
  const sources = [];
  for (let i = 0; i < files.length; i += 1) {
    const file = files[i];
    if (onProgress) onProgress(i + 1, files.length, file.name);
    if (file.size > LIMIT) sources.push({ name: file.name, refused: w.trouble.too_large(file.size), code: "TOO-LARGE" });
    else {
      try {
        sources.push({ name: file.name, bytes: await bytesOf(file, w) });
      } catch (error) {
        sources.push({ name: file.name, refused: error.message, code: "UNREADABLE" });
      }
    }
  }
  return sources;
}

/** FileReader, because Blob.arrayBuffer is younger than the oldest browser served. */
function bytesOf(file, w) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(new Uint8Array(reader.result));
    reader.onerror = () => fail(new Refused(w.trouble.unreadable_file(file.name)));
    reader.readAsArrayBuffer(file);
  });
}

/** How much of a report an outcome has read: its rows, or -1 where it is none. */
export const rowsRead = (outcome) => outcome.reports.reduce((most, report) => Math.max(most, report.rows.read), outcome.reports.length ? 0 : -1);

/** Tries the sources in turn until one yields a table, and gives back the best; the first of equals. */
export async function best(tries, check) {
  let winner = null;
  for (const source of tries) {
    const outcome = await check(source);
    if (!winner || rowsRead(outcome) > rowsRead(winner.outcome)) winner = { source, outcome };
    if (rowsRead(winner.outcome) > 0) break;
  }
  return winner;
}
