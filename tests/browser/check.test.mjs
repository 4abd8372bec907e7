// From a report in the clipboard or a file to its verdict, in the saved page opened from disk.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser, copy, copyFlavours, open, paste, problem, right, verdict, wrong } from "./harness.mjs";

let chromium;
let folder;
before(async () => {
  chromium = await browser();
  folder = mkdtempSync(path.join(tmpdir(), "gouji-files-"));
});
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = async (work, viewport) => {
  const { page, errors } = await open(chromium.context, viewport);
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

const file = (name, content) => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};

test("a report copied out of another page and pasted with Ctrl+V is checked at once", () =>
  opened(async (page) => {
    await copy(chromium.context, wrong);
    await page.bringToFront();
    assert.equal(await page.evaluate(() => focused().id), "box");
    await paste(page);
    assert.match(await verdict(page), /^[1-9]\d* 处要改正/);
    assert.equal(await page.evaluate(() => focused().id), "verdict");
    assert.match(await page.textContent(".meta"), /2021年版表格.*32 行全部读出.*200 格：数字 193/);
    assert.equal(await page.textContent(".ident h1"), "某镇人民政府2026年政府信息公开工作年度报告");
  }));

test("a finding leads to its cell, and the cell's mark back to the finding", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    const finding = page.locator("article", { hasText: "行政复议" }).first();
    const id = await finding.getAttribute("id");
    await finding.getByRole("button", { name: "去看这个合计" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => focused().id), "c-disputes.review.total");
    assert.ok(await page.isVisible("#panel-disputes"));
    assert.match(await page.textContent('[id="c-disputes.review.total"]'), /1和2/);
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => focused().getAttribute("aria-label")), /^第\d+条，错误$/);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => focused().id), id);
    const row = await page.getAttribute('[id="c-requests.granted.natural_person"]', "class");
    assert.match(row, /\bband\b/);
    assert.match(await page.textContent('[id="c-requests.granted.total"]'), /和23/);
  }));

test("a sentence in the text leads to its finding and back", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    const mark = page.locator(".p-text .q").first();
    assert.match(await mark.textContent(), /_GoBack/);
    const number = (await mark.getAttribute("id")).slice(2);
    await page.click(`#f-${number} .f-a button`);
    assert.equal(await page.evaluate(() => focused().id), `q-${number}`);
    await page.click(".p-text .side a.mk");
    assert.equal(await page.evaluate(() => focused().id), `f-${number}`);
  }));

test("HTML without a table gives way to the plain text beside it", () =>
  opened(async (page) => {
    const source = await chromium.context.newPage();
    await source.setContent(right);
    const text = await source.evaluate(() => document.body.innerText);
    await source.close();
    await copyFlavours(chromium.context, { "text/html": "<p>某镇人民政府2026年政府信息公开工作年度报告</p>", "text/plain": text });
    await paste(page);
    assert.match(await verdict(page), /没有发现不符|提示$/);
    assert.match(await page.textContent(".meta"), /32 行全部读出/);
  }));

test("a report without errors says what was checked and what was not", () =>
  opened(async (page) => {
    await copy(chromium.context, right);
    await paste(page);
    const words = await verdict(page);
    assert.doesNotMatch(words, /要改正|处要核实/);
    assert.match(await page.textContent("#verdict .say"), /不等于报告没有错误/);
    assert.match(await page.textContent(".p-list"), /核对了什么.*表三 横向合计.*25 相符.*人工把关/s);
  }));

test("a file is opened, and the same file again after it was corrected", () =>
  opened(async (page) => {
    const at = file("年报.html", wrong);
    await page.setInputFiles("#file", at);
    assert.match(await verdict(page), /处要改正/);
    writeFileSync(at, right);
    await page.click("text=换一份");
    await page.setInputFiles("#file", at);
    await page.waitForSelector("#verdict");
    assert.doesNotMatch(await verdict(page), /处要改正/);
  }));

test("a file dropped anywhere but on the place for last year's is read, also over an earlier result", () =>
  opened(async (page) => {
    const drop = async (name, content) => {
      const devtools = await chromium.context.newCDPSession(page);
      const data = { items: [], files: [file(name, content)], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"]) await devtools.send("Input.dispatchDragEvent", { type, x: 600, y: 140, data });
    };
    await page.bringToFront();
    await drop("one.htm", wrong);
    assert.match(await verdict(page), /处要改正/);
    await drop("two.htm", right);
    await page.waitForFunction(() => !/要改正/.test(app().getElementById("verdict-words").textContent));
  }));

test("several files stand side by side, one at a time", () =>
  opened(async (page) => {
    await page.setInputFiles("#file", [file("a.html", wrong), file("b.html", right)]);
    assert.match(await verdict(page), /处要改正/);
    await page.selectOption("#chooser", "1");
    await page.waitForFunction(() => !/要改正/.test(app().getElementById("verdict-words").textContent));
  }));

const made = (name) => path.join(import.meta.dirname, "..", "cases", "files", name);
const KINDS = { docx: /Word 文档（\.docx）/, doc: /Word 97–2003/, odt: /OpenDocument 文档/, rtf: /RTF/, xlsx: /Excel 工作簿/, xls: /Excel 97–2003/, ods: /OpenDocument 电子表格/, pdf: /PDF/ };

for (const [kind, name] of Object.entries(KINDS)) {
  test(`a ${kind} file is opened as it is`, () =>
    opened(async (page) => {
      await page.setInputFiles("#file", made(`zone-2021.${kind}`));
      assert.doesNotMatch(await verdict(page), /处要改正/);
      assert.match(await page.textContent(".ident .meta"), name);
      assert.match(await page.textContent(".ident .meta"), /32 行全部读出/);
    }));
}

test("of several files those that cannot be read are named, and the others are shown", () =>
  opened(async (page) => {
    await page.setInputFiles("#file", ["zone-2021.docx", "locked.docx", "scanned.pdf", "zone-2021.xls"].map(made));
    await verdict(page);
    assert.deepEqual(await page.$$eval("#chooser option", (options) => options.map((option) => option.textContent)), [
      "1. 某机关2021年政府信息公开工作年度报告（zone-2021.docx）：没有错误",
      "2. 某机关2021年政府信息公开工作年度报告（zone-2021.xls）：没有错误",
    ]);
    assert.deepEqual(await page.$$eval("#report .problem", (nodes) => nodes.map((node) => node.textContent.split("，")[0])), [
      "locked.docx：这个文件（Word 文档",
      "scanned.pdf：这是扫描件（PDF）",
    ]);
  }));

test("a file that cannot be read is refused in one sentence", () =>
  opened(async (page) => {
    await page.setInputFiles("#file", made("locked.pdf"));
    assert.match(await problem(page), /^这个文件（PDF）设有打开密码，读不出内容。/);
  }));

test("RTF on the clipboard is taken where there is no HTML", () =>
  opened(async (page) => {
    const rtf = readFileSync(made("zone-2021.rtf"), "latin1");
    await page.evaluate((rtf) => {
      const data = new DataTransfer();
      data.setData("text/rtf", rtf);
      data.setData("text/plain", "某机关");
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, rtf);
    await verdict(page);
    assert.match(await page.textContent(".ident .meta"), /RTF 文档.*32 行全部读出/s);
  }));

test("the kind of authority can be chosen, and the report is checked again", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    assert.match(await page.textContent(".meta"), /按名称推测/);
    assert.equal(await page.inputValue("#authority"), "town_gov");
    await page.selectOption("#authority", "county_dept");
    await page.waitForFunction(() => !/按名称推测/.test(app().querySelector(".meta").textContent));
    assert.equal(await page.inputValue("#authority"), "county_dept");
    assert.match(await page.textContent("#status"), /处要改正/);
    // The corrected report of the same authority, pasted while the choice still has the focus, keeps the chosen type.
    await copy(chromium.context, right);
    await page.bringToFront();
    await page.focus("#authority");
    await paste(page);
    await page.waitForFunction(() => !/要改正/.test(app().getElementById("verdict-words").textContent));
    assert.equal(await page.inputValue("#authority"), "county_dept");
    assert.doesNotMatch(await page.textContent(".meta"), /按名称推测/);
  }));

test("tabs obey the arrow keys, and every figure stands under its head", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    await page.click("#tab-disclosure");
    for (const [key, tab] of [["ArrowRight", "requests"], ["ArrowRight", "disputes"], ["End", "all"], ["ArrowRight", "disclosure"], ["ArrowLeft", "all"], ["Home", "disclosure"]]) {
      await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => focused().id), `tab-${tab}`);
      assert.equal(await page.isVisible("#panel-requests"), tab === "requests" || tab === "all");
    }
    assert.equal(await page.locator("#panel-disclosure td.n").count(), 10);
    assert.equal(await page.locator("#panel-requests td.n").count(), 175);
    assert.equal(await page.locator("#panel-disputes td.n").count(), 15);
    const figures = await page.$$eval('[id^="c-requests.received."] .v', (nodes) => nodes.map((node) => node.textContent));
    assert.deepEqual(figures, ["26", "3", "0", "0", "1", "0", "30"]);
    for (const [field, word] of [["disclosure.rules.issued", "非数字"], ["disclosure.compulsion.decisions", "空白"], ["requests.unavailable.still_unclear.other_org", "无法识别"]]) {
      assert.match(await page.textContent(`[id="c-${field}"]`), new RegExp(word));
    }
  }));

test("the list is filtered by gravity, and a rule opens under its finding", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    const all = await page.locator("article:visible").count();
    await page.click(".seg button:nth-child(2)");
    const errors = await page.locator("article:visible").count();
    assert.ok(errors > 0 && errors < all);
    await page.locator("article:visible .why").first().click();
    await page.waitForSelector(".rule:not([hidden]) dl");
    // A mark in a table shows its finding although the filter hid it.
    await page.click("#tab-disclosure");
    await page.click('[id="c-disclosure.compulsion.decisions"] a.mk');
    assert.match(await page.evaluate(() => focused().textContent), /空白/);
    assert.ok(await page.evaluate(() => focused().offsetHeight > 0));
  }));

test("starting over empties the box and puts the caret into it", () =>
  opened(async (page) => {
    await copy(chromium.context, wrong);
    await paste(page);
    await verdict(page);
    await page.click("text=换一份");
    assert.equal(await page.inputValue("#box"), "");
    assert.equal(await page.evaluate(() => focused().id), "box");
    assert.ok(await page.isHidden("#result"));
  }));

test("the page on paper has all tables and every finding with its basis", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    await page.click(".seg button:nth-child(4)");
    await page.emulateMedia({ media: "print" });
    for (const table of ["disclosure", "requests", "disputes"]) assert.ok(await page.isVisible(`#panel-${table}`), table);
    const articles = await page.locator("article").count();
    assert.equal(await page.locator("article:visible").count(), articles);
    assert.equal(await page.locator("article .paper:visible").count(), articles);
    assert.ok(await page.isHidden("text=换一份"));
  }));
