// The document that stands in the checker, as a file: as it was given, or with the changed figures in it.

import { DOCX, changesOfFile } from "./handback.js";
import { fileName } from "./save.js";

/** @param {Uint8Array} bytes */
function fileOf(bytes, { name }, report, w) {
  const type = report.kind === "docx" ? DOCX : "";
  return new File([bytes], name || fileName(report, "", report.kind === "text" ? "txt" : report.kind, w.save.untitled), { type });
}

/**
 * Where nothing was changed, the document as it was given; where something was, the Word document with every change in it. Null where no document
 * stands there or several do, where what stands there was no file, and where a change could not be written.
 * @param {import("./session.js").Session} session
 * @param {{ patch: Function }} core
 * @returns {Promise<File | null>}
 */
export async function fileFrom(session, core, w) {
  if (session.groups.length !== 1) return null;
  const [[source]] = session.groups;
  const [report] = session.outcome.reports;
  if (!(source.bytes instanceof Uint8Array)) return null;
  if (!session.isChanged()) return fileOf(source.bytes, source, report, w);
  const { bytes, left, failure } = await core.patch(source, changesOfFile(session), { lang: w.lang });
  return failure || left.length ? null : fileOf(bytes || source.bytes, source, report, w);
}
