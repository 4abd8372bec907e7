// What the page does with what is no report, when the checker falls over, and in browsers that cannot run it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, copy, copyFlavours, inFirstWorker, open, paste, pasteEvent, problem, saved, verdict, wrong } from "./harness.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const opened = async (work) => {
  const { page, errors } = await open(chromium.context);
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

test("what is no report is refused in a sentence and stays in the box", () =>
  opened(async (page) => {
    await copy(chromium.context, "<p>今天食堂吃什么</p><p>第二段</p>");
    await paste(page);
    assert.ok((await problem(page)).length > 8);
    assert.match(await page.inputValue("#box"), /今天食堂吃什么\s+第二段/);
    assert.ok(await page.isVisible("#go"));
    // A second paste replaces the first, it does not come behind it.
    await copy(chromium.context, wrong);
    await paste(page);
    assert.match(await verdict(page), /处要改正/);
  }));

test("pasted markup never becomes part of the page", () =>
  opened(async (page) => {
    await copyFlavours(chromium.context, { "text/html": '<p>没有表格<img src="x" onerror="window.hit=1"><script>window.hit=1</script></p>' });
    await paste(page);
    await problem(page);
    assert.equal(await page.inputValue("#box"), "没有表格");
    const evil = wrong.replace("某镇人民政府2026年政府", "<img src=x onerror=window.hit=1>某镇人民政府2026年政府").replace("其他68条", "&lt;b id=evil&gt;其他68条&lt;/b&gt;");
    await pasteEvent(page, `() => ({ "text/html": ${JSON.stringify(evil)} })`);
    await verdict(page);
    assert.equal(await page.locator("#evil").count(), 0);
    assert.match(await page.textContent(".p-text"), /<b id=evil>其他68条<\/b>/);
    assert.equal(await page.evaluate(() => window.hit), undefined);
  }));

test("typed text is checked with the button, and an edited paste counts as typed", () =>
  opened(async (page) => {
    await page.keyboard.type("不是报告");
    await page.click("#go");
    await problem(page);
    assert.equal(await page.inputValue("#box"), "不是报告");
    await page.keyboard.press("End");
    await page.keyboard.type("。");
    assert.ok(await page.isHidden("#problem"));
    await page.click("#wipe");
    assert.equal(await page.inputValue("#box"), "");
  }));

test("white space, lone surrogates, NUL and an empty clipboard get a sentence, not an exception", () =>
  opened(async (page) => {
    for (const make of [() => ({ "text/plain": " \u3000\n" }), () => ({ "text/plain": "\ud800年度\udc00报告\u0000" }), () => ({}), () => ({ "text/html": "<table><tr><td colspan=1000000000>总计" })]) {
      await page.evaluate(() => {
        const node = app().getElementById("problem");
        node.hidden = true;
      });
      await pasteEvent(page, make);
      const said = await problem(page);
      assert.ok(said.length > 8 && !/出错/.test(said), said);
    }
  }));

test("more than 32 MB is refused plainly, and the beginning of it is in the box", () =>
  opened(async (page) => {
    const started = Date.now();
    await pasteEvent(page, () => ({ "text/plain": "年度报告".repeat(26214400) }));
    assert.match(await problem(page), /32 MB/);
    assert.ok((await page.inputValue("#box")).startsWith("年度报告年度报告"));
    assert.match(await page.textContent("#held"), /全文共 \d+ 字/);
    console.log(`a paste of 100 million characters: refused after ${Date.now() - started} ms`);
    await page.click("#wipe");
    assert.ok(await page.isEditable("#box"));
  }));

test("a large paste that is no report does not freeze the page", () =>
  opened(async (page) => {
    const started = Date.now();
    await pasteEvent(page, () => ({ "text/plain": "表格 1 2 3 4 5 6 7\n".repeat(1000000) }));
    assert.ok((await problem(page)).length > 8);
    console.log(`19 MB of lines: answered after ${Date.now() - started} ms`);
    assert.ok(Date.now() - started < 30000);
  }));

/** The first instance of the module traps when it is to check. */
const trap = () => {
  const real = WebAssembly.instantiate;
  WebAssembly.instantiate = async (module, imports) => {
    WebAssembly.instantiate = real;
    const made = await real.call(WebAssembly, module, imports);
    const exports = Object.assign({}, (made.instance || made).exports);
    exports.checkHeld = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    return { instance: { exports }, module };
  };
};

// A long text is read in the worker, and everything in the page where there is none.
const large = `${wrong}<!--${"x".repeat(300000)}-->`;
for (const [where, init, html] of [["the worker", inFirstWorker(trap), large], ["the page itself", `delete window.Worker; (${trap})();`, wrong]]) {
  test(`after a trap in ${where} a fresh instance takes over, the fault is called ours and the paste is still there`, async () => {
    const broken = await browser({ init });
    try {
      const { page } = await open(broken.context);
      await pasteEvent(page, `() => ({ "text/html": ${JSON.stringify(html)} })`);
      assert.match(await problem(page), /是我们的问题.*还在/);
      assert.match(await page.inputValue("#box"), /某镇人民政府2026年/);
      await page.click("#go");
      assert.match(await verdict(page), /处要改正/);
    } finally {
      await broken.close();
    }
  });
}

test("long work is cancelled with a button, and what was pasted stays and can be checked or replaced", () =>
  opened(async (page) => {
    await pasteEvent(page, () => ({ "text/plain": `某镇人民政府2026年政府信息公开工作年度报告\n一、总体情况\n${"2026年共收到申请12件，办结13件。".repeat(900000)}` }));
    await page.click("#cancel");
    await page.waitForSelector("#cancel", { state: "hidden" });
    assert.ok(await page.isHidden("#verdict"));
    assert.ok(await page.isHidden("#problem"));
    assert.match(await page.inputValue("#box"), /^某镇人民政府2026年/);
    assert.ok((await page.textContent("#busy")).length > 3);
    await copy(chromium.context, wrong);
    await paste(page);
    assert.match(await verdict(page), /处要改正/);
  }));

test("without script and without WebAssembly a sentence says what is needed", async () => {
  const bare = await browser({ javaScriptEnabled: false });
  const page = await bare.context.newPage();
  await page.goto(saved);
  await page.waitForTimeout(1500);
  const shown = await page.locator("#need").evaluate((node) => getComputedStyle(node).visibility).catch(() => "visible");
  assert.equal(shown, "visible");
  assert.match(await page.locator("#need").textContent(), /请用 Chrome、Edge 或 360 极速模式打开本页/);
  assert.ok(await page.locator("#start").isHidden());
  await bare.close();

  const old = await browser({ init: () => delete window.WebAssembly });
  const other = await old.context.newPage();
  await other.goto(saved);
  await other.waitForTimeout(1500);
  assert.ok(await other.isVisible("#need"));
  assert.ok(await other.isHidden("#start"));
  await old.close();

  const { page: fine } = await open(chromium.context);
  assert.ok(await fine.isHidden("#need"));
  await fine.close();
});
