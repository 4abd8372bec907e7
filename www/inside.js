// The module's text in the saved page. It stands behind the script, so that the first view need not wait for all of it to be read.

export async function text() {
  if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  return document.getElementById("gouji-module").textContent;
}
