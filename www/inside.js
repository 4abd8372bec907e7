// The module in the saved page. Its text stands behind the script, so that the first view need not wait for all of it to be read.

import { unpacked } from "./unpack.js";

/** @returns {Promise<WebAssembly.Module>} */
export async function inside() {
  if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  return unpacked(document.getElementById("gouji-module").textContent);
}
