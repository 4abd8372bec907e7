// What the tests of slip, exceptions and saved files share: a page with a fixed clock, what it saves and copies, and texts kept in files.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { axe, open, verdict, wrong } from "./harness.mjs";

/** Runs a test on a page on 12 January 2027; no script of the page may have failed at its end. */
export const onPage = (chromium) => async (work, { viewport, lang } = {}) => {
  const { page, errors } = await open(chromium().context, viewport);
  await page.clock.setFixedTime(new Date(2027, 0, 12, 9, 30));
  await page.evaluate(() => {
    window.printed = 0;
    window.print = () => (window.printed += 1);
  });
  if (lang === "en") await page.click("#speak-en");
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

const file = (name, content, mimeType = "application/octet-stream") => ({ name, mimeType, buffer: Buffer.from(content) });
export const report = (html = wrong, name = "某镇2026.html") => file(name, html, "text/html");
export const record = (text, name = "某镇2026（自查记录）.json") => file(name, text, "application/json");

/** Opens files as the file button does, and waits for the verdict. */
export async function openFiles(page, files) {
  await page.setInputFiles("#file", files);
  return verdict(page);
}

/** What a click saves: the file's name and bytes. */
export async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Chooses an entry of the menu of files. */
export async function choose(page, id) {
  await page.click("#save");
  await page.click(`#${id}`);
}

/** The clipboard's flavours, as a page that is pasted into gets them. */
export async function clipboard(context) {
  const page = await context.newPage();
  await page.setContent("<p>paste</p>");
  await page.evaluate(() => document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    window.held = Object.fromEntries(Array.from(data.types).filter((type) => type !== "Files").map((type) => [type, data.getData(type)]));
  }));
  await page.bringToFront();
  // On a busy machine a window can get its keys before it has the focus.
  let held = null;
  for (let tries = 0; tries < 20 && !held; tries += 1) {
    await page.keyboard.press("Control+V");
    held = await page.evaluate(() => window.held || null);
    if (!held) await page.waitForTimeout(200);
  }
  await page.close();
  return held;
}

/** The text of what has just been said and stays on the page. */
export const told = async (page) => {
  await page.waitForSelector("#told:not([hidden])");
  return page.textContent("#told");
};

/** The outcome that stands on the page. */
export const outcome = (page) => page.evaluate(() => document.querySelector("gouji-checker").outcome);

/** Holds a text against a file in `expected/`, or writes the file anew where GOUJI_REFRESH is set. */
export function expected(name, text) {
  const at = path.join(import.meta.dirname, "expected", name);
  if (process.env.GOUJI_REFRESH) {
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  assert.equal(text, readFileSync(at, "utf8"));
}

/** No violation that axe knows, in light and dark. */
export async function accessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((one) => `${colorScheme}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`), []);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Marks the finding with a rule's code as verified. */
export async function verify(page, code, reason) {
  const number = await page.evaluate((code) => {
    const why = Array.from(app().querySelectorAll("article .why")).find((button) => button.textContent === code);
    return why.closest("article").id;
  }, code);
  await page.click(`#${number} .verify`);
  await page.fill(`#${number}-reason`, reason);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#verified");
}

/** Types a figure into its cell and waits until it is a step. */
export const type = async (page, field, figure) => {
  await page.click(`#tab-${field.split(".")[0]}`);
  await page.click(`[id="c-${field}"]`);
  await page.keyboard.type(figure);
  await page.keyboard.press("Enter");
  await page.waitForFunction((field) => app().getElementById(`c-${field}`).classList.contains("chg") && !app().querySelector(".ed"), field);
  await page.keyboard.press("Escape");
};
