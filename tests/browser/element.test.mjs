// The checker as an element of somebody else's form: refused while errors stand, several side by side, taken away and put back.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";

import { browser, open, right, wrong } from "./harness.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

/** A form of another page with elements in it, in a page that has the element defined. */
async function form(run, markup) {
  const { page, errors } = await open(chromium.context);
  await page.evaluate((elements) => {
    document.querySelector("main").remove();
    const host = document.createElement("form");
    for (const attributes of elements) {
      const element = document.createElement("gouji-checker");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      host.appendChild(element);
    }
    window.told = [];
    window.submitted = 0;
    host.addEventListener("gouji-check", (event) => window.told.push([event.target.getAttribute("name"), event.detail && event.detail.reports.length]));
    host.addEventListener("submit", (event) => {
      event.preventDefault();
      window.submitted += 1;
    });
    document.body.appendChild(host);
    window.host = host;
    window.checkers = Array.from(host.children);
    window.inner = (index, selector) => window.checkers[index].shadowRoot.querySelector(selector);
  }, markup);
  await run(page);
  assert.deepEqual(errors, []);
  await page.close();
}

test("a form is refused while the report in it has errors, with their count, and goes through once they are put right", () =>
  form(async (page) => {
    const state = () => page.evaluate(() => {
      const [checker] = window.checkers;
      focused().blur();
      window.host.requestSubmit();
      return [checker.form === window.host, checker.checkValidity(), checker.validationMessage, window.submitted];
    });
    assert.deepEqual(await state(), [true, false, "请先放入年度报告并核对。", 0]);
    await page.evaluate((html) => window.checkers[0].check({ html, name: "report" }), wrong);
    const errors = await page.evaluate(() => window.checkers[0].outcome.reports[0].summary.errors);
    assert.ok(errors > 0);
    // As many as the verdict counts, and how many errors these are.
    const [places] = await page.evaluate(() => /^\d+/.exec(window.inner(0, "#verdict-words").textContent));
    assert.deepEqual(await state(), [true, false, `年度报告有 ${places} 处要改正（共 ${errors} 处错误），改正后才能提交。`, 0]);
    await page.waitForFunction(() => focused().id === "verdict");
    await page.evaluate((html) => window.checkers[0].check({ html, name: "report" }), right);
    assert.deepEqual(await state(), [true, true, "", 1]);
    assert.equal(await page.evaluate(() => new FormData(window.host).get("report") === JSON.stringify(window.checkers[0].outcome)), true);
    assert.deepEqual(await page.evaluate(() => window.told), [["report", 1], ["report", 1]]);
    await page.evaluate(() => window.host.reset());
    assert.deepEqual(await state(), [true, false, "请先放入年度报告并核对。", 1]);
  }, [{ name: "report", required: "" }]));

test("a figure mended in place lets the form through", () =>
  form(async (page) => {
    // One wrong figure, and nothing else.
    await page.evaluate((html) => window.checkers[0].check({ html }), right.replace("<td>12</td>", "<td>21</td>"));
    assert.equal(await page.evaluate(() => window.checkers[0].checkValidity()), false);
    await page.evaluate(() => window.inner(0, ".repair .btn.primary").click());
    await page.waitForFunction(() => window.checkers[0].checkValidity());
    assert.equal(await page.evaluate(() => window.checkers[0].outcome.reports[0].summary.errors), 0);
  }, [{ name: "report" }]));

test("several elements on one page each have their language, report and events", () =>
  form(async (page) => {
    await page.evaluate(([first, second]) => Promise.all([window.checkers[0].check({ html: first }), window.checkers[1].check({ html: second })]), [wrong, right]);
    const verdicts = await page.evaluate(() => [0, 1].map((index) => window.inner(index, "#verdict-words").textContent));
    assert.match(verdicts[0], /^\d 处要改正/);
    assert.match(verdicts[1], /^(\d+ to verify|Nothing to correct|No disagreement)/);
    assert.deepEqual(await page.evaluate(() => window.checkers.map((checker) => checker.checkValidity())), [false, true]);
    // A paste belongs to the element that it happens in.
    await page.evaluate((html) => {
      const transfer = new DataTransfer();
      transfer.setData("text/html", html);
      window.inner(1, "#box").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
    }, wrong);
    await page.waitForFunction(() => !window.checkers[1].checkValidity());
    assert.deepEqual(await page.evaluate(() => window.told.map(([name]) => name).sort()), ["one", "two", "two"]);
  }, [{ name: "one" }, { name: "two", lang: "en" }]));

test("an element taken away hears nothing more, and starts afresh when it is put back", () =>
  form(async (page) => {
    await page.evaluate((html) => window.checkers[0].check({ html }), wrong);
    const seen = await page.evaluate(async (html) => {
      const [checker] = window.checkers;
      checker.remove();
      const transfer = new DataTransfer();
      transfer.setData("text/html", html);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
      await new Promise((done) => setTimeout(done, 200));
      const away = window.told.length;
      window.host.appendChild(checker);
      return [away, checker.outcome, window.inner(0, "#start").hidden, checker.shadowRoot.querySelectorAll("#start").length];
    }, right);
    assert.deepEqual(seen, [1, null, false, 1]);
    await page.evaluate((html) => window.checkers[0].check({ html }), right);
    assert.equal(await page.evaluate(() => window.checkers[0].checkValidity()), true);
  }, [{ name: "report", whole: "" }]));
