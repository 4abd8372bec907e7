// Last year's report beside this year's: where it is put in, what is then found, and how the like passages stand side by side.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { browser, copy, lastYear, open, paste, pasteEvent, problem, right, verdict, wrong } from "./harness.mjs";

let chromium;
let folder;
before(async () => {
  chromium = await browser();
  folder = mkdtempSync(path.join(tmpdir(), "gouji-years-"));
});
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened = async (work) => {
  const { page, errors } = await open(chromium.context);
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

const file = (name, content) => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};

const codes = (page) => page.$$eval("article .why", (buttons) => buttons.map((button) => button.textContent));
const between = async (page) => (await codes(page)).filter((code) => /^(XY-|NAR-SIMILAR)/.test(code));
const last = (page) => page.textContent(".last-year summary");

/** Drops files at the middle of an element. */
async function drop(page, selector, ...files) {
  const box = await page.locator(selector).boundingBox();
  const devtools = await chromium.context.newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const type of ["dragEnter", "dragOver"]) await devtools.send("Input.dispatchDragEvent", { type, ...place, data });
  await page.waitForSelector(selector === "#last" ? "#last.aimed" : "#app.dropping");
  await devtools.send("Input.dispatchDragEvent", { type: "drop", ...place, data });
  assert.equal(await page.locator("#last.aimed, #app.dropping").count(), 0);
}

test("without last year's report nothing is said between the years", () =>
  opened(async (page) => {
    await copy(chromium.context, right);
    await paste(page);
    await verdict(page);
    assert.match(await last(page), /没有放入/);
    assert.deepEqual(await between(page), []);
    assert.equal(await page.locator(".pairs").count(), 0);
    assert.doesNotMatch(await page.textContent(".p-list"), /今年与去年\s*上年结转/);
  }));

test("last year's report is dropped on its own place, and this year's is then compared with it", () =>
  opened(async (page) => {
    await page.bringToFront();
    await drop(page, "#last", file("2025.html", lastYear));
    await page.waitForSelector("#last.filled");
    assert.equal(await page.textContent("#last-say"), "已放入：某镇人民政府2025年政府信息公开工作年度报告（2025.html）");
    assert.ok(await page.isVisible("#start"));
    await drop(page, "#paste", file("2026.html", right));
    await verdict(page);
    assert.match(await last(page), /已与2025年的报告比对/);
    assert.deepEqual(await between(page), ["XY-CARRY", "NAR-SIMILAR", "NAR-SIMILAR", "XY-INFORCE"]);
    assert.match(await page.textContent('[id="c-requests.carried_in.total"]'), /与上年不同/);
    assert.match(await page.textContent(".p-list"), /今年与去年/);
  }));

test("like passages stand side by side, and the finding leads there and back", () =>
  opened(async (page) => {
    await page.setInputFiles("#last-file", file("2025.html", lastYear));
    await page.waitForSelector("#last.filled");
    await page.setInputFiles("#file", file("2026.html", right));
    await verdict(page);
    const finding = page.locator("article", { hasText: "第一部分与2025年报告雷同" });
    const number = (await finding.getAttribute("id")).slice(2);
    await finding.getByRole("button", { name: "对照相似的段落" }).click();
    assert.equal(await page.evaluate(() => focused().id), `pairs-${number}`);
    const first = page.locator(`#pairs-${number} tbody tr`).first();
    const [ours, theirs] = await first.locator("td").allTextContents();
    assert.match(ours, /^（一）主动公开。全年通过县政府网站主动公开信息214条/);
    assert.match(theirs, /^（一）主动公开。全年通过县政府网站主动公开信息198条/);
    assert.deepEqual(await first.locator("b").allTextContents(), ["214", "198"]);
    const [left, right_] = await first.locator("td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    assert.ok(left < right_);
    await page.click(`#pairs-${number} h2 a.mk`);
    assert.equal(await page.evaluate(() => focused().id), `f-${number}`);
    await finding.getByRole("button", { name: "去看这句话" }).click();
    assert.equal(await page.evaluate(() => focused().id), `q-${number}`);
    await page.click(`#q-${number}`);
    assert.equal(await page.evaluate(() => focused().id), `f-${number}`);
  }));

test("last year's report is pasted under a result, which is checked again, and taken away", () =>
  opened(async (page) => {
    await copy(chromium.context, right);
    await paste(page);
    await verdict(page);
    await page.click(".last-year summary");
    await page.focus("#last-box");
    await copy(chromium.context, lastYear);
    await paste(page);
    await page.waitForFunction(() => /已与2025年的报告比对/.test(app().querySelector(".last-year summary").textContent));
    assert.ok((await between(page)).includes("XY-CARRY"));
    assert.match(await page.textContent("#status"), /处要改正/);
    // The place stays open, as the reader left it.
    await page.click("#last-drop");
    await page.waitForFunction(() => /没有放入/.test(app().querySelector(".last-year summary").textContent));
    assert.deepEqual(await between(page), []);
    // The place goes back to the first view, empty.
    await page.click("text=换一份");
    assert.ok(await page.isVisible("#start #last-box"));
  }));

test("a report of another year or authority is not compared, and that is said", () =>
  opened(async (page) => {
    await page.setInputFiles("#last-file", file("again.html", right));
    await page.waitForSelector("#last.filled");
    await page.setInputFiles("#file", file("2026.html", right));
    await verdict(page);
    assert.match(await last(page), /没有与上年比对：放进来的也是2026年的报告，应当放2025年的/);
    assert.ok(await page.isVisible("#last"));
    assert.deepEqual(await between(page), []);
    await page.setInputFiles("#last-file", file("other.html", lastYear.replace(/某镇人民政府/g, "某县某局")));
    await page.waitForFunction(() => /某县某局/.test(app().querySelector(".last-year summary").textContent));
    assert.match(await last(page), /没有与上年比对：放进来的是“某县某局”的报告，本报告是“某镇人民政府”的/);
    assert.deepEqual(await between(page), []);
  }));

test("what is no report, several of them, or a locked file is refused in the place itself", () =>
  opened(async (page) => {
    const locked = path.join(import.meta.dirname, "..", "cases", "files", "locked.pdf");
    const said = async (give, pattern) => {
      await give();
      await page.waitForFunction((source) => new RegExp(source).test(app().getElementById("last-say").textContent), pattern.source);
      assert.ok(await page.isVisible("#last.bad #last-box"));
    };
    await said(() => page.setInputFiles("#last-file", locked), /设有打开密码/);
    await said(() => drop(page, "#last", file("a.html", right), file("b.html", lastYear)), /这里有 2 份报告/);
    await said(() => page.setInputFiles("#last-file", file("both.html", `${lastYear}${right}`)), /这里有 2 份报告/);
    await said(() => page.fill("#last-box", "会议通知").then(() => page.locator("#last-box").blur()), /没有读到年度报告/);
    // This year's report is checked all the same.
    await page.setInputFiles("#file", file("2026.html", right));
    assert.doesNotMatch(await verdict(page), /要改正/);
    assert.match(await last(page), /没有放入/);
  }));

test("two findings about one sentence each have their place in the text", () =>
  opened(async (page) => {
    await page.setInputFiles("#last-file", file("2025.html", wrong.replace(/2026年/g, "2025年").replace("2027年", "2026年")));
    await page.waitForSelector("#last.filled");
    await page.click("#example");
    await verdict(page);
    const numbers = await page.$$eval("article", (articles) => articles
      .filter((article) => /^(DOC-ARTIFACT|NAR-SIMILAR)$/.test(article.querySelector(".why").textContent) && /一/.test(article.querySelector(".f-h").textContent))
      .map((article) => article.id.slice(2)));
    assert.equal(numbers.length, 2);
    for (const number of numbers) {
      await page.locator(`#f-${number}`).getByRole("button", { name: "去看这句话" }).click();
      assert.equal(await page.evaluate(() => focused().id), `q-${number}`);
      await page.click(`.p-text .side a[href="#f-${number}"]`);
      assert.equal(await page.evaluate(() => focused().id), `f-${number}`);
    }
    const all = await page.$$eval(".p-text [id^=q-]", (nodes) => nodes.map((node) => node.id));
    assert.equal(new Set(all).size, all.length);
  }));

test("numbers that belong to persons are blacked out wherever the page shows them", () =>
  opened(async (page) => {
    const numbers = { "110101199003070134": "1011990030701", "6222021234567890128": "20212345678901", "13861739245": "617392" };
    const told = Object.keys(numbers).map((number) => `张某（${number}）`).join("");
    const personal = (text) => text.replace("（一）主动公开。", `（一）主动公开。${told}`).replace("<td colspan=\"6\">86</td>", "<td colspan=\"6\">110101199003070134</td>");
    await pasteEvent(page, `() => ({ "text/html": ${JSON.stringify(personal(right))} })`);
    await verdict(page);
    assert.ok((await codes(page)).filter((code) => code === "DOC-PRIVACY-ID").length >= 2);
    assert.match(await page.textContent(".p-text .q"), /█/);
    assert.match(await page.textContent('[id="c-disclosure.licenses.decisions"]'), /无法识别/);
    const shown = await page.evaluate(() => app().getElementById("result").outerHTML);
    for (const middle of Object.values(numbers)) assert.ok(!shown.includes(middle), middle);
    // The marked number leads to its finding.
    await page.click(".p-text .q");
    assert.match(await page.evaluate(() => focused().textContent), /DOC-PRIVACY/);
  }));

test("a click on a rule's code shows what it checks, why, on what basis, and an example of both sides", () =>
  opened(async (page) => {
    await page.click("#example");
    await verdict(page);
    const opens = async (button) => {
      await button.click();
      const names = page.locator(`[id="${await button.getAttribute("aria-controls")}"]:not([hidden]) dt`);
      await names.first().waitFor();
      assert.deepEqual(await names.allTextContents(), ["查什么", "为什么", "依据", "会报", "不报"]);
      await button.click();
      assert.equal(await button.getAttribute("aria-expanded"), "false");
    };
    await opens(page.locator("article .why").first());
    await page.click(".chk summary");
    await opens(page.locator(".chk[open] .why").first());
  }));

test("a report that cannot be read leaves last year's where it is", () =>
  opened(async (page) => {
    await page.setInputFiles("#last-file", file("2025.html", lastYear));
    await page.waitForSelector("#last.filled");
    await page.setInputFiles("#file", file("notice.txt", "会议通知"));
    await problem(page);
    assert.ok(await page.isVisible("#last.filled"));
  }));
