// The slip: what stands on it, on the screen, on paper, as text and as a page of its own.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { browser, lastYear, open, right, verdict, wrong } from "./harness.mjs";
import { accessible, choose, clipboard, expected, onPage, openFiles, report, saved, verify } from "./handed.mjs";

let chromium;
let folder;
before(async () => {
  chromium = await browser();
  folder = mkdtempSync(path.join(tmpdir(), "gouji-slip-"));
});
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});
const opened = onPage(() => chromium);

/** The states of a report that a slip is made of. */
const states = {
  errors: (page) => openFiles(page, report()),
  clean: (page) => openFiles(page, report(right)),
  handled: async (page) => {
    await page.setInputFiles("#last-file", report(lastYear, "某镇2025.html"));
    await page.waitForSelector("#last.filled");
    await openFiles(page, report());
    await verify(page, "T4-SUM", "复议机关按撤回口径统计，已与县司法局核对");
    await verify(page, "CELL-PLACEHOLDER", "没有规章制定权，县里统一要求填“/”");
    await page.click("#f-1 .btn.primary");
    await page.waitForSelector("#done-0");
    await page.click("#tab-disclosure");
    await page.click('[id="c-disclosure.compulsion.decisions"]');
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => app().getElementById("c-disclosure.compulsion.decisions").classList.contains("chg") && !app().querySelector(".ed"));
  },
};

const openSlip = async (page) => {
  await choose(page, "slip-look");
  await page.waitForSelector("#slip-title");
};

for (const lang of ["zh", "en"]) {
  for (const [name, reach] of Object.entries(states)) {
    test(`the slip of a report in the state "${name}", as text and as a sheet, in ${lang}`, () =>
      opened(async (page) => {
        await reach(page);
        await openSlip(page);
        await page.click("#slip-copy");
        await page.waitForSelector("#told:not([hidden])");
        const flavours = await clipboard(chromium.context);
        assert.deepEqual(Object.keys(flavours), ["text/plain"]);
        expected(`slip-${name}-${lang}.txt`, flavours["text/plain"].replace(/\r\n/g, "\n"));
        const sheet = await page.$eval(".a4", (node) => Array.from(node.children).flatMap((child) =>
          (child.tagName === "TABLE" ? Array.from(child.rows).map((row) => Array.from(row.cells).map((cell) => cell.textContent).join(" | ")) : [child.textContent])).join("\n"));
        expected(`sheet-${name}-${lang}.txt`, `${sheet}\n`);
      }, { lang }));

    test(`axe finds nothing on the slip in the state "${name}" in ${lang}, light and dark, wide and narrow`, () =>
      opened(async (page) => {
        await reach(page);
        await openSlip(page);
        for (const width of [1366, 360]) {
          await page.setViewportSize({ width, height: 768 });
          await accessible(page);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
        }
      }, { lang }));
  }
}

test("printing shows the slip, prints it alone, and the way back leads to the button", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await page.click("#print-slip");
    await page.waitForSelector("#slip-title");
    await page.waitForFunction(() => window.printed === 1);
    assert.equal(await page.evaluate(() => focused().id), "slip-title");
    assert.ok(await page.isHidden("#report"));
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await page.evaluate(() => ["top", "foot", "need"].map((id) => document.getElementById(id).offsetHeight)), [0, 0, 0]);
    assert.deepEqual(await page.evaluate(() => Array.from(app().querySelectorAll("#result > *")).filter((node) => node.offsetHeight > 1).map((node) => node.id)), ["slip"]);
    assert.ok(await page.isHidden(".slip-a"));
    const black = await page.$$eval(".a4, .a4 *", (nodes) => Array.from(new Set(nodes.map((node) => getComputedStyle(node).color))).sort());
    assert.deepEqual(black, ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(34, 34, 34)"]);
    await page.emulateMedia({ media: null });
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => focused().id), "print-slip");
    assert.ok(await page.isHidden("#slip"));
    assert.ok(await page.isVisible("#verdict"));
    assert.equal(await page.evaluate(() => document.querySelectorAll("[data-gouji-aside]").length), 0);
    await openSlip(page);
    assert.equal(await page.evaluate(() => window.printed), 1);
    await page.click("#slip-back");
    assert.equal(await page.evaluate(() => focused().id), "save");
  }));

/** How many sheets of A4 the page makes, and how large they are in points. */
async function sheets(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return [pdf.match(/\/Type\s*\/Page[^s]/g).length, pdf.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/).slice(1).map((points) => Math.round(Number(points)))];
}

test("with ten findings the slip is one sheet of A4, and heads would stand on each of several", () =>
  opened(async (page) => {
    const ten = wrong.replace("监督保障。", "监督保障。XX镇共有[0]项，详见附件＿＿＿＿。秘密★一年。");
    await openFiles(page, report(ten));
    assert.equal(await page.locator(".groups article").count(), 10);
    await openSlip(page);
    assert.deepEqual(await sheets(page), [1, [595, 842]]);
    assert.deepEqual(await page.$$eval(".a4 thead", (nodes) => nodes.map((node) => getComputedStyle(node).display)), ["table-header-group", "table-header-group"]);
  }));

test("the saved slip is one file without anything to run, its policy lets nothing in, and it looks as on the page", () =>
  opened(async (page) => {
    await states.handled(page);
    const { name, bytes } = await saved(page, () => choose(page, "save-html"));
    assert.equal(name, "某镇2026（自查单）.html");
    const html = bytes.toString("utf8");
    assert.doesNotMatch(html, /<(script|link|img|iframe|object|embed|form|base)\b|\son\w+=|\sstyle=|javascript:|https?:/i);
    const style = /<style>([^]*)<\/style>/.exec(html)[1];
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)[1];
    assert.equal(policy, `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`);
    await openSlip(page);
    const shown = await page.$eval(".a4", (node) => node.innerText);
    const at = path.join(folder, "slip.html");
    writeFileSync(at, bytes);
    const copy = await chromium.context.newPage();
    const errors = [];
    copy.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await copy.setViewportSize({ width: 1366, height: 768 });
    await copy.goto(pathToFileURL(at).href);
    assert.equal(await copy.$eval(".a4", (node) => node.innerText), shown);
    assert.equal(await copy.$eval(".a4 h1", (node) => getComputedStyle(node).textAlign), "center");
    assert.equal(await copy.title(), "政府信息公开工作年度报告自查单");
    assert.deepEqual(errors, []);
    await copy.close();
  }));

test("markup in a report stays text on the slip, in the saved page too", () =>
  opened(async (page) => {
    await openFiles(page, report(wrong.replace(/某镇人民政府2026年/g, "某镇人民政府2026年&lt;img src=x onerror=alert(1)&gt;")));
    await openSlip(page);
    assert.equal(await page.locator(".a4 img").count(), 0);
    const { bytes } = await saved(page, () => page.click("#slip-html"));
    assert.doesNotMatch(bytes.toString("utf8"), /<img/);
  }));

test("the slip follows the language, and a new report leaves it", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await openSlip(page);
    await page.click("#speak-en");
    await page.waitForFunction(() => app().getElementById("slip-title") && /^Self-check slip/.test(app().getElementById("slip-title").textContent));
    assert.ok(await page.isHidden("#report"));
    await page.setInputFiles("#file", report(right));
    await page.waitForFunction(() => app().getElementById("slip").hidden && /^No|^Nothing/.test(app().getElementById("verdict-words").textContent));
    assert.equal(await page.evaluate(() => document.querySelectorAll("[data-gouji-aside]").length), 0);
  }));
