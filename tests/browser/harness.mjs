// What the browser tests share: a fresh Chromium with the saved page opened from disk, and documents to give it.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(path.join(root, "www/package.json"));
const { chromium } = require("playwright-core");

export const saved = pathToFileURL(process.env.GOUJI_PAGE || path.join(root, "dist/gouji.html")).href;
export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The page's own made-up example, with its planted errors. */
export const wrong = readFileSync(path.join(root, "www/example.html"), "utf8");

/** The same report with every planted error put right. */
export const right = (() => {
  const row = (label, ...figures) => `${label}</td>${figures.map((figure) => `<td>${figure}</td>`).join("")}</tr>`;
  const changes = [
    [row("（一）予以公开", "21", 1, 0, 0, 1, 0, 14), row("（一）予以公开", "12", 1, 0, 0, 1, 0, 14)],
    ["[bookmark: _GoBack]", ""],
    ["<td>O</td>", "<td>0</td>"],
    ["<td></td><td></td>", "<td>0</td><td>0</td>"],
    [/<td colspan="2">\/<\/td>/g, '<td colspan="2">0</td>'],
    ['<td colspan="6"></td>', '<td colspan="6">0</td>'],
    ["<td>1</td><td>0</td><td>0</td><td>1</td><td>1</td>", "<td>1</td><td>0</td><td>0</td><td>1</td><td>2</td>"],
  ];
  return changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the example no longer holds ${from}`);
    return changed;
  }, wrong);
})();

/** The year before of that report: other figures in the text, one request fewer left open and one document more in force. */
export const lastYear = (() => {
  const changes = [
    [/2026年/g, "2025年"],
    ["2027年1月15日", "2026年1月12日"],
    ["主动公开信息214条", "主动公开信息198条"],
    ["[bookmark: _GoBack]", ""],
    ["继续办理</td><td>1</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td>", "继续办理</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td>"],
  ];
  return changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the example no longer holds ${from}`);
    return changed;
  }, wrong);
})();

/** A browser with nothing remembered. `init` runs in every page before its own scripts. */
export async function browser({ init, ...options } = {}) {
  const profile = mkdtempSync(path.join(tmpdir(), "gouji-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.GOUJI_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    viewport: { width: 1366, height: 768 },
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
    ...options,
  });
  // The checker stands in a shadow root, which a page's own `document.activeElement` stops at.
  await context.addInitScript(() => {
    const checker = () => document.querySelector("gouji-checker");
    window.app = () => (checker() && checker().shadowRoot) || document;
    window.focused = () => {
      const node = document.activeElement;
      return (node && node.shadowRoot && node.shadowRoot.activeElement) || node;
    };
  });
  if (init) await context.addInitScript(init);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** For `init` of `browser`: what runs in the first worker of a page before the worker's own script. */
export const inFirstWorker = (work) => `{
  const Real = Blob;
  window.Blob = function (parts, options) {
    if (!options || options.type !== "text/javascript") return new Real(parts, options);
    window.Blob = Real;
    return new Real([${JSON.stringify(`(${work})();`)}].concat(parts), options);
  };
  window.Blob.prototype = Real.prototype;
}`;

/** The saved page, opened from disk and ready to check. Errors of its scripts are collected in `errors`. */
export async function open(context, viewport) {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  if (viewport) await page.setViewportSize(viewport);
  await page.goto(saved);
  await page.waitForSelector("html[data-ready]");
  return { page, errors };
}

/** Shows a document in a page of its own, selects it all and copies it as a person would. */
export async function copy(context, html) {
  const page = await context.newPage();
  await page.setContent(html);
  await page.bringToFront();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await page.close();
}

/** Puts both flavours on the clipboard through a real Ctrl+C that a page answers. */
export async function copyFlavours(context, flavours) {
  const page = await context.newPage();
  await page.setContent("<p>copy</p>");
  await page.evaluate((kinds) => {
    document.addEventListener("copy", (event) => {
      event.preventDefault();
      for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
    });
  }, flavours);
  await page.bringToFront();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+C");
  await page.close();
}

/** Ctrl+V into the page. */
export async function paste(page) {
  await page.bringToFront();
  await page.keyboard.press("Control+V");
}

/** A paste event with what a clipboard cannot easily be made to hold. */
export function pasteEvent(page, make) {
  return page.evaluate((source) => {
    const transfer = new DataTransfer();
    for (const [kind, text] of Object.entries(new Function(`return (${source})()`)())) transfer.setData(kind, text);
    window.app().getElementById("box").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
  }, String(make));
}

/** The words of the verdict, once there is one. */
export async function verdict(page) {
  await page.waitForSelector("#verdict");
  return page.textContent("#verdict-words");
}

/** The sentence that says what is wrong with the input, once there is one. */
export async function problem(page) {
  await page.waitForSelector("#problem:not([hidden])");
  return page.textContent("#problem");
}
