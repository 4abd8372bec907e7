// The module as the page carries it: deflated, as base64.

import { inflateSync } from "fflate";

/** The browsers' own DecompressionStream is younger than the oldest of them. */
function unpack(packed) {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return inflateSync(bytes);
}

/** Asynchronous, because older Chromium compiles no more than 4 KB at once on the main thread. */
export const compile = async (packed) => WebAssembly.compile(unpack(packed));
