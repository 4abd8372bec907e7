// The checker for programs, in browsers and in Node.js.

import type { Figure, PatchOptions, Patched, Source, Tables } from "./types.js";

export * from "./common.js";
export { default } from "./common.js";

/** Puts figures into the user's own .docx: for each report of it in order, as in `options.changes`; null makes a cell blank. */
export function patch(source: Source, changes: Record<string, Figure>[], options?: PatchOptions | null): Patched;

/** A fresh file: a Word document or a workbook, HTML for the clipboard, or lines with tabs between the cells. */
export function write(kind: "docx" | "xlsx", tables: Tables): Uint8Array;
export function write(kind: "html" | "text", tables: Tables): string;
