// What leaves the page: tables on the clipboard, the user's own document with the changed cells, fresh files, and the menu that offers them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { browser, paste, verdict, wrong } from "./harness.mjs";
import { accessible, choose, clipboard, onPage, openFiles, outcome, report, saved, told, type } from "./handed.mjs";

const root = path.join(import.meta.dirname, "..", "..");
const made = (name) => path.join(root, "tests", "cases", "files", name);
const { strFromU8, strToU8, unzipSync, zipSync } = createRequire(path.join(root, "www/package.json"))("fflate");

let chromium;
let gouji;
before(async () => {
  chromium = await browser();
  gouji = await import("../../pkg/gouji.js");
  await gouji.default({ module_or_path: readFileSync(path.join(root, "pkg/gouji_bg.wasm")) });
});
after(() => chromium.close());
const opened = onPage(() => chromium);

const read = (name, bytes) => gouji.check({ bytes: new Uint8Array(bytes), name });

/** What the cells of a report show: digits, or the document's own words. */
const cells = (report) => Object.fromEntries(Object.entries(report.values).map(([field, value]) => [field, (report.states[field] || { raw: "" }).raw.trim() || value]));

test("the tables are copied as the module writes them, with what was changed and what is no number", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await type(page, "requests.granted.natural_person", "12");
    await page.click("#copy-tables");
    assert.equal(await told(page), "三张表已复制，可以粘贴到 Word、WPS 或 Excel 里。");
    const [{ title, ...read }] = (await outcome(page)).reports;
    const tables = { edition: "2021", title, cells: cells(read) };
    assert.deepEqual([tables.cells["requests.granted.natural_person"], tables.cells["disclosure.rules.issued"], tables.cells["requests.unavailable.still_unclear.other_org"]], [12, "/", "O"]);
    const held = await clipboard(chromium.context);
    assert.deepEqual(Object.keys(held).sort(), ["text/html", "text/plain"]);
    assert.equal(held["text/plain"].replace(/\r\n/g, "\n"), gouji.write("text", tables));
    // Chromium keeps the markup as it is between marks of its own.
    assert.ok(held["text/html"].includes(/<body>([^]*)<\/body>/.exec(gouji.write("html", tables))[1]));
    // What was copied is read by the page itself as the figures that it came from.
    await page.click("text=换一份");
    await paste(page);
    await verdict(page);
    const [back] = (await outcome(page)).reports;
    assert.deepEqual([back.values, back.rows], [read.values, read.rows]);
  }));

test("the keyboard alone copies too", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await page.focus("#copy-tables");
    await page.keyboard.press("Enter");
    assert.equal(await told(page), "三张表已复制，可以粘贴到 Word、WPS 或 Excel 里。");
  }));

test("the menu of files obeys the keyboard, closes beside itself, and says what cannot be saved yet", () =>
  opened(async (page) => {
    await openFiles(page, made("zone-2021.docx"));
    await page.focus("#save");
    await page.keyboard.press("ArrowDown");
    const ids = ["save-patched", "save-tracked", "save-docx", "save-xlsx", "slip-look", "save-html", "save-record"];
    assert.deepEqual(await page.$$eval("[role=menuitem]", (nodes) => nodes.map((node) => node.id)), ids);
    assert.equal(await page.getAttribute("#save", "aria-expanded"), "true");
    await accessible(page);
    const at = () => page.evaluate(() => focused().id);
    assert.equal(await at(), "save-patched");
    for (const [key, id] of [["ArrowUp", "save-record"], ["ArrowDown", "save-patched"], ["End", "save-record"], ["Home", "save-patched"], ["ArrowDown", "save-tracked"]]) {
      await page.keyboard.press(key);
      assert.equal(await at(), id);
    }
    assert.deepEqual(await page.$$eval('[aria-disabled="true"][role=menuitem]', (nodes) => nodes.map((node) => node.textContent)), ["改好的 Word 文档还没有改动任何一格", "同上，以修订方式还没有改动任何一格"]);
    await page.keyboard.press("Escape");
    assert.ok(await page.isHidden("#save-menu"));
    assert.equal(await at(), "save");
    await page.click("#save");
    await page.click("#verdict-words");
    assert.ok(await page.isHidden("#save-menu"));
    await page.focus("#save");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.isHidden("#save-menu"));
    // A paste has no document of its own to be changed.
    await openFiles(page, report());
    await page.click("#save");
    assert.deepEqual(await page.$$eval("[role=menuitem]", (nodes) => nodes.map((node) => node.id)), ids.slice(2));
    await page.setViewportSize({ width: 360, height: 768 });
    await accessible(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }));

for (const [id, suffix, sentence] of [
  ["save-patched", "（已改）", "改了 2 格，其余原样。"],
  ["save-tracked", "（修订）", "以修订方式改了 2 格，其余原样。"],
]) {
  test(`the user's own document with the changed cells: ${id}`, () =>
    opened(async (page) => {
      await openFiles(page, made("zone-2021.docx"));
      const before = (await outcome(page)).reports[0].values;
      await type(page, "requests.received.natural_person", "4321");
      await type(page, "disputes.review.other", "7");
      const { name, bytes } = await saved(page, () => choose(page, id));
      assert.equal(name, `zone-2021${suffix}.docx`);
      assert.equal(await told(page), `已交给浏览器保存：${name}。${sentence}`);
      const [now] = (await outcome(page)).reports;
      assert.deepEqual(Object.keys(before).filter((field) => now.values[field] !== before[field]), ["requests.received.natural_person", "disputes.review.other"]);
      assert.deepEqual(read(name, bytes).reports[0].values, now.values);
      const own = unzipSync(new Uint8Array(readFileSync(made("zone-2021.docx"))));
      const parts = unzipSync(new Uint8Array(bytes));
      assert.deepEqual(Object.keys(parts), Object.keys(own));
      assert.deepEqual(Object.keys(own).filter((part) => Buffer.compare(Buffer.from(own[part]), Buffer.from(parts[part])) !== 0), ["word/document.xml"]);
      const changes = strFromU8(parts["word/document.xml"]).match(/<w:(ins|del) [^>]*>/g) || [];
      assert.deepEqual(changes.map((tag) => [/w:author="([^"]*)"/.exec(tag)[1], /w:date="([^"]*)"/.exec(tag)[1]]), id === "save-tracked" ? Array.from({ length: 4 }, () => ["勾稽", new Date(2027, 0, 12, 9, 30).toISOString().replace(".000", "")]) : []);
    }));
}

test("a change that was taken back is none to save", () =>
  opened(async (page) => {
    await openFiles(page, made("zone-2021.docx"));
    await type(page, "requests.received.natural_person", "4321");
    assert.equal(await page.locator('[aria-disabled="true"][role=menuitem]').count(), 0);
    await page.click("#undo");
    await page.waitForFunction(() => !app().querySelector(".chg"));
    assert.equal(await page.locator('[aria-disabled="true"][role=menuitem]').count(), 2);
  }));

/** The document with words put behind one of its figures, and that figure's id. */
function withWords() {
  const parts = unzipSync(new Uint8Array(readFileSync(made("zone-2021.docx"))));
  const text = strFromU8(parts["word/document.xml"]);
  const [{ values }] = read("zone-2021.docx", readFileSync(made("zone-2021.docx"))).reports;
  const places = (value) => text.split(`>${value}</w:t>`).length - 1;
  const field = Object.keys(values).find((id) => values[id] > 9 && places(values[id]) === 1);
  parts["word/document.xml"] = strToU8(text.replace(`>${values[field]}</w:t>`, `>${values[field]}（其中补报1件）</w:t>`));
  return { field, file: { name: "带说明.docx", mimeType: "application/octet-stream", buffer: Buffer.from(zipSync(parts)) } };
}

test("what could not be written is said with its place and reason, and the rest is saved", () =>
  opened(async (page) => {
    const { field, file } = withWords();
    await openFiles(page, file);
    assert.equal((await outcome(page)).reports[0].states[field].state, "noted");
    await type(page, field, "98");
    await choose(page, "save-patched");
    const reason = "这一格除数字外还有文字，没有写入，以免丢掉文字。请在原文件里改。";
    const place = /^(.*)\n/.exec(await page.getAttribute(`[id="c-${field}"]`, "title"))[1];
    assert.equal(await told(page), `没有存成文件，原文件里一格也没有改。有 1 格没有写进去：${place}：${reason}`);
    await type(page, "disputes.review.other", "7");
    const { name, bytes } = await saved(page, () => choose(page, "save-patched"));
    await page.waitForFunction(() => /已交给浏览器保存/.test(app().getElementById("told").textContent));
    assert.equal(await told(page), `已交给浏览器保存：带说明（已改）.docx。改了 1 格，其余原样。有 1 格没有写进去：${place}：${reason}`);
    const [back] = read(name, bytes).reports;
    assert.deepEqual([back.values["disputes.review.other"], back.states[field].state], [7, "noted"]);
  }));

for (const kind of ["docx", "xlsx"]) {
  test(`a fresh .${kind} says that it is new, and reads back as the figures shown`, () =>
    opened(async (page) => {
      await openFiles(page, report(wrong, "2026 年 报告：终稿.最终.html"));
      await type(page, "requests.granted.natural_person", "12");
      const { name, bytes } = await saved(page, () => choose(page, `save-${kind}`));
      assert.equal(name, `2026 年 报告：终稿.最终（三张表）.${kind}`);
      assert.equal(await told(page), `已交给浏览器保存：${name}。这是新建的文件，只有三张表，没有正文。`);
      const [now] = (await outcome(page)).reports;
      const [back] = read(name, bytes).reports;
      assert.deepEqual([back.values, back.title, back.rows.read], [now.values, now.title, now.rows.all]);
      // And by the page itself.
      await openFiles(page, { name, mimeType: "application/octet-stream", buffer: bytes });
      assert.deepEqual((await outcome(page)).reports[0].values, now.values);
    }));
}

test("of several files the document of the shown report is saved", () =>
  opened(async (page) => {
    await openFiles(page, [made("python-zone-2019.docx"), made("zone-2021.docx")]);
    await page.selectOption("#chooser", "1");
    await page.waitForFunction(() => /zone-2021/.test(app().querySelector(".meta").textContent));
    await type(page, "requests.received.natural_person", "4321");
    const { name, bytes } = await saved(page, () => choose(page, "save-patched"));
    assert.equal(name, "zone-2021（已改）.docx");
    assert.deepEqual(read(name, bytes).reports[0].values, (await outcome(page)).reports[1].values);
  }));

test("the menu and its sentences in English", () =>
  opened(async (page) => {
    await openFiles(page, made("zone-2021.docx"));
    await type(page, "requests.received.natural_person", "4321");
    await page.click("#save");
    assert.deepEqual(await page.$$eval("[role=menuitem]", (nodes) => nodes.map((node) => [node.firstChild.textContent, node.querySelector("small").textContent])), [
      ["Corrected Word document", "your own file: only the changed cells, all else as it was"],
      ["The same as tracked changes", "to be accepted or rejected one by one in Word or WPS"],
      ["New Word document with the three tables alone", ".docx"],
      ["New Excel workbook with the three tables alone", ".xlsx"],
      ["See the slip", "and copy it as text into an office system"],
      ["The slip as a web page", ".html, for any browser"],
      ["Record of this check", ".json with changes and verified findings, to be opened with the report again"],
    ]);
    await accessible(page);
    await page.keyboard.press("Escape");
    const { name } = await saved(page, () => choose(page, "save-patched"));
    assert.equal(await told(page), `Handed to the browser to save: ${name}. 1 cell changed, all else as it was.`);
  }, { lang: "en" }));
