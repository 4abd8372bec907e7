// Figures edited in place: each change is checked at once, can be taken back, and leaves its mark in the cell.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";

import { browser, open, right, copy, paste, copyFlavours } from "./harness.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const cell = (field) => `#c-${field.replace(/\./g, "\\.")}`;
const WRONG = "requests.granted.natural_person";
const NEXT = "requests.partly_granted.natural_person";

/** The page with its example, which has one wrong figure in table 3. */
async function opened(run) {
  const { page, errors } = await open(chromium.context);
  await page.click("#example");
  await page.waitForSelector("#verdict");
  await run(page);
  assert.deepEqual(errors, []);
  await page.close();
}

const words = (page) => page.textContent("#verdict-words");
const text = (page, field) => page.textContent(cell(field));
const focus = (page) => page.evaluate(() => focused().id || focused().className);

/** Waits until a cell shows this among its words; a wrong figure also has marks and what it should be. */
const has = (page, field, part) => page.waitForFunction(([where, what]) => app().querySelector(where).textContent.includes(what), [cell(field), part]);

/** Waits until the page says so; while it is built anew in another language there is nothing to say it. */
const until = (page, selector, wanted) => page.waitForFunction(([where, what]) => (app().querySelector(where) || {}).textContent === what, [selector, wanted]);

const BEFORE = "3 处要改正，3 处要核实";
const AFTER = "2 处要改正，3 处要核实";

test("a figure that is typed is checked while it is typed, and Enter goes to the next row", () =>
  opened(async (page) => {
    assert.equal(await text(page, WRONG), "121应为12");
    await page.click(cell(WRONG));
    await page.keyboard.type("12");
    await until(page, "#verdict-words", AFTER);
    assert.equal(await focus(page), "ed");
    await page.keyboard.press("Enter");
    assert.equal(await focus(page), `c-${NEXT}`);
    assert.equal(await text(page, WRONG), "12原21");
    assert.equal(await page.getAttribute(cell(WRONG), "title"), "表三“（一）予以公开”·自然人\n填的是 12\n原填 21，已改为 12");
    assert.equal(await page.textContent("#verdict .say"), "已改 1 格，重新核对：2 个合计由不符变为相符。请在原报告里同样改正。");
    assert.equal(await page.textContent("#status"), `${AFTER}。已改 1 格，重新核对：2 个合计由不符变为相符。请在原报告里同样改正。`);
  }));

test("Esc gives the figure back as it was, also after it was checked while typed", () =>
  opened(async (page) => {
    await page.dblclick(cell(WRONG));
    await page.keyboard.type("12");
    await until(page, "#verdict-words", AFTER);
    await page.keyboard.press("Escape");
    await until(page, "#verdict-words", BEFORE);
    assert.equal(await text(page, WRONG), "121应为12");
    assert.equal(await focus(page), `c-${WRONG}`);
    assert.equal(await page.getAttribute("#undo", "aria-disabled"), "true");
  }));

test("what is no number is said, kept while the cell is open, and changes nothing", () =>
  opened(async (page) => {
    await page.dblclick(cell(WRONG));
    await page.keyboard.type("12件");
    await until(page, "#status", "“12件”不是数字，没有改动。");
    assert.equal(await page.textContent(".remark"), "“12件”不是数字，没有改动。");
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue(".ed"), "12件");
    assert.equal(await page.getAttribute(".ed", "aria-invalid"), "true");
    await page.keyboard.press("Escape");
    await until(page, "#verdict-words", BEFORE);
    assert.equal(await text(page, WRONG), "121应为12");
    assert.equal(await page.isVisible(".remark"), false);
  }));

test("Tab and arrows commit and move on; full-width digits of an input method are digits", () =>
  opened(async (page) => {
    await page.click(cell(WRONG));
    await page.keyboard.press("Enter");
    await page.keyboard.type("１２");
    await page.keyboard.press("Tab");
    assert.equal(await focus(page), "c-requests.granted.enterprise");
    await until(page, "#verdict-words", AFTER);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focus(page), "c-requests.partly_granted.enterprise");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focus(page), `c-${NEXT}`);
    await page.keyboard.press("F2");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focus(page), "c-requests.granted.total");
    assert.equal(await text(page, WRONG), "12原21");
  }));

test("a table is one stop of the Tab key, at the cell last used", () =>
  opened(async (page) => {
    await page.click(cell(NEXT));
    assert.deepEqual(await page.evaluate(() => Array.from(app().querySelectorAll("#panel-requests td[id][tabindex='0']")).map((td) => td.id)), [`c-${NEXT}`]);
  }));

test("undo and redo go step by step, by button and by key, and a step after an undo ends the redo", () =>
  opened(async (page) => {
    const type = async (field, digits) => {
      await page.click(cell(field));
      await page.keyboard.type(digits);
      await page.keyboard.press("Enter");
    };
    await type(WRONG, "12");
    await until(page, "#verdict-words", AFTER);
    await type(NEXT, "4");
    await has(page, NEXT, "4原3");
    await page.keyboard.press("Control+z");
    await page.waitForFunction((where) => app().querySelector(where).textContent === "3", cell(NEXT));
    await page.keyboard.press("Control+z");
    await until(page, "#verdict-words", BEFORE);
    assert.match(await page.textContent("#status"), /^已撤销。3 处要改正，3 处要核实。/);
    await page.keyboard.press("Control+y");
    await until(page, "#verdict-words", AFTER);
    await page.click("#redo");
    await has(page, NEXT, "4原3");
    assert.equal(await focus(page), "redo");
    assert.deepEqual([await page.getAttribute("#undo", "aria-disabled"), await page.getAttribute("#redo", "aria-disabled")], ["false", "true"]);
    await page.click("#undo");
    await page.waitForFunction((where) => app().querySelector(where).textContent === "3", cell(NEXT));
    await type(NEXT, "5");
    await has(page, NEXT, "5原3");
    assert.equal(await page.getAttribute("#redo", "aria-disabled"), "true");
  }));

test("Delete empties a cell, which is then blank and not zero", () =>
  opened(async (page) => {
    await page.click(cell(NEXT));
    await page.keyboard.press("Delete");
    await page.waitForFunction((where) => /原3/.test(app().querySelector(where).textContent), cell(NEXT));
    const outcome = await page.evaluate(() => document.querySelector("gouji-checker").outcome);
    assert.deepEqual([outcome.reports[0].values[NEXT], outcome.reports[0].states[NEXT]], [null, { state: "blank", raw: "" }]);
  }));

test("a figure typed back to what was read is no change", () =>
  opened(async (page) => {
    for (const digits of ["4", "3"]) {
      await page.click(cell(NEXT));
      await page.keyboard.type(digits);
      await page.keyboard.press("Enter");
      await page.waitForFunction(([where, digit]) => app().querySelector(where).textContent.includes(digit), [cell(NEXT), digits]);
    }
    await page.waitForFunction((where) => app().querySelector(where).textContent === "3", cell(NEXT));
    assert.equal(await words(page), BEFORE);
  }));

test("a block out of a spreadsheet fills the cells from where it is pasted; one that does not fit changes nothing", () =>
  opened(async (page) => {
    await copyFlavours(chromium.context, { "text/plain": "12\t1\t0\r\n3\t0\t0\r\n", "text/html": "<table><tr><td>12<td>1<td>0<tr><td>3<td>0<td>0</table>" });
    await page.click(cell(WRONG));
    await paste(page);
    await until(page, "#verdict-words", AFTER);
    assert.equal(await text(page, WRONG), "12原21");
    assert.equal(await focus(page), `c-${WRONG}`);
    await page.keyboard.press("Control+z");
    await until(page, "#verdict-words", BEFORE);
    await copyFlavours(chromium.context, { "text/plain": "12\t—\t0" });
    await page.click(cell(WRONG));
    await paste(page);
    await until(page, "#status", "“—”不是数字，没有改动。");
    await copyFlavours(chromium.context, { "text/plain": "1\t2\t3\t4\t5\t6\t7\t8" });
    await page.click(cell(WRONG));
    await paste(page);
    await until(page, ".remark", "粘贴的内容比表格大，没有改动。请从左上角要填的那一格开始粘贴。");
    assert.equal(await words(page), BEFORE);
    // Into a cell that is open, a block goes from that cell on, and a single figure into it.
    await copyFlavours(chromium.context, { "text/plain": "12\t1" });
    await page.dblclick(cell(WRONG));
    await paste(page);
    await until(page, "#verdict-words", AFTER);
  }));

test("an unreadable figure can be put right, and what stood there stays in sight", () =>
  opened(async (page) => {
    const field = await page.evaluate(() => app().querySelector(".n.bad").id.slice(2));
    await page.click(cell(field));
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await until(page, cell(field), "0原O");
  }));

test("计算合计 works out the totals that differ, as one step", () =>
  opened(async (page) => {
    await page.click(cell(WRONG));
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await until(page, "#verdict-words", AFTER);
    await page.click("#totals");
    await until(page, "#verdict-words", "1 处要改正，3 处要核实");
    assert.equal(await page.textContent("#status"), "已按各项计算 1 个合计。2 个合计没有计算：其中有的格无法识别或缺失。");
    await page.click("#undo");
    await until(page, "#verdict-words", AFTER);
  }));

test("a blank form is filled in from nothing, and checked from the first figure on", async () => {
  const { page, errors } = await open(chromium.context);
  await page.click("#blank-2021");
  await page.waitForSelector("#verdict");
  assert.equal(await page.textContent(".ident h1"), "在本页填写的表");
  await page.waitForFunction(() => focused().id === "c-disclosure.rules.issued");
  await page.click("#tab-requests");
  await page.click(cell("requests.received.natural_person"));
  for (const digits of ["5", "1"]) {
    await page.keyboard.type(digits);
    await page.keyboard.press("Enter");
  }
  await page.click(cell("requests.granted.natural_person"));
  await page.keyboard.type("6");
  await page.keyboard.press("Enter");
  await page.click("#totals");
  await page.waitForFunction((where) => app().querySelector(where).textContent.startsWith("6"), cell("requests.total.total"));
  assert.match(await page.textContent("#status"), /^已按各项计算 5 个合计。$/);
  const outcome = await page.evaluate(() => document.querySelector("gouji-checker").outcome);
  assert.deepEqual(outcome.reports[0].findings.filter((finding) => finding.severity === "error"), []);
  assert.equal(outcome.reports[0].values["requests.total.total"], 6);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the other language keeps the report and what was changed in it", () =>
  opened(async (page) => {
    await page.click(cell(WRONG));
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await until(page, "#verdict-words", AFTER);
    await page.click("#speak-en");
    await until(page, "#verdict-words", "2 to correct, 3 to verify");
    assert.equal(await text(page, WRONG), "12was 21");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click("#speak-zh");
    await until(page, "#verdict-words", AFTER);
  }));

test("another document starts without the changes of the last", () =>
  opened(async (page) => {
    await page.click(cell(NEXT));
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await has(page, NEXT, "4原3");
    await copy(chromium.context, right);
    await page.evaluate(() => focused().blur());
    await paste(page);
    await page.waitForFunction(() => !/要改正/.test(app().querySelector("#verdict-words").textContent));
    assert.equal(await text(page, NEXT), "3");
    assert.equal(await page.getAttribute("#undo", "aria-disabled"), "true");
  }));
