// The module out of text: base64 of the module deflated, since a page or a script is a text file that nothing packs on its way.

import { inflateSync } from "fflate";

/** Bytes that a browser takes in at a time; more at once would hold up the page. */
const PIECE = 65536;

function bytesOf(base64) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The browser's own way to unpack, or null where there is none: Chromium below 103 has the name, and not this format. */
function unpacker() {
  if (typeof DecompressionStream !== "function" || typeof WebAssembly.compileStreaming !== "function") return null;
  try {
    return new DecompressionStream("deflate-raw");
  } catch (error) {
    return null;
  }
}

/**
 * Compiles the module. A browser of today unpacks it by itself and compiles what it has while the rest is unpacked; for an older one the script
 * unpacks it first. Asynchronous in both, because older Chromium refuses to compile more than 4 KB at once on the main thread.
 * @returns {Promise<WebAssembly.Module>}
 */
export async function unpacked(text) {
  const packed = bytesOf(text);
  const stream = unpacker();
  if (!stream) return WebAssembly.compile(inflateSync(packed));
  const writer = stream.writable.getWriter();
  // What goes wrong in here goes wrong in the compiling too, which is where it is told.
  const ignore = () => {};
  for (let at = 0; at < packed.length; at += PIECE) writer.write(packed.subarray(at, at + PIECE)).catch(ignore);
  writer.close().catch(ignore);
  return WebAssembly.compileStreaming(new Response(stream.readable, { headers: { "Content-Type": "application/wasm" } }));
}
