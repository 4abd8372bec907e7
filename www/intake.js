// What the clipboard, a file or a drop holds, as sources for the checker.

import { LIMIT, NO_TEXT, OTHER_FILE, PICTURE, TOO_LARGE, UNREADABLE_FILE } from "./words.js";

/** Something that cannot be handed to the checker, said in one plain sentence. */
export class Refused extends Error {}

const READABLE = /\.(html?|xhtml|mht|txt|text|md|csv|tsv)$/i;
/** A name without an ending, or with an unknown one, is worth a try; these are known not to work. */
const KNOWN_OTHER = /\.(docx?|docm|dotx?|wps|wpt|et|xlsx?|xlsm|pptx?|pdf|ofd|rtf|odt|ods|zip|rar|7z|png|jpe?g|gif|bmp|tiff?|exe)$/i;

/**
 * The clipboard's text in both flavours. What is over the limit is refused before the module has to copy it.
 * @returns {{ html: string, text: string, files: File[] }}
 */
export function fromTransfer(transfer) {
  const html = transfer.getData("text/html");
  const text = transfer.getData("text/plain");
  return { html, text, files: html || text ? [] : Array.from(transfer.files || []) };
}

/** The sources to try, best first: real row and column spans beat guessed ones. */
export function candidates({ html, text }) {
  const large = Math.max(html.length, text.length);
  const tries = [];
  if (html.trim() && html.length <= LIMIT) tries.push({ html });
  if (text.trim() && text.length <= LIMIT) tries.push({ text });
  if (!tries.length) throw new Refused(large > LIMIT ? TOO_LARGE(large) : NO_TEXT);
  return tries;
}

/** Files as sources; bytes, so that the checker finds the encoding itself. */
export async function fromFiles(files, onProgress) {
  const sources = [];
  for (let i = 0; i < files.length; i += 1) {
    const file = files[i];
    if (onProgress) onProgress(i + 1, files.length, file.name);
    if (/^image\//.test(file.type)) throw new Refused(PICTURE);
    if (KNOWN_OTHER.test(file.name) && !READABLE.test(file.name)) throw new Refused(OTHER_FILE(file.name));
    if (file.size > LIMIT) throw new Refused(TOO_LARGE(file.size));
    sources.push({ bytes: await bytesOf(file), name: file.name });
  }
  return sources;
}

/** FileReader, because Blob.arrayBuffer is younger than the oldest browser served. */
function bytesOf(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(new Uint8Array(reader.result));
    reader.onerror = () => fail(new Refused(UNREADABLE_FILE(file.name)));
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
