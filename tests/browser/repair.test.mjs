// The wrong cell is named, put right by a click, checked again, and put back by another.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, browser, open, verdict } from "./harness.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const opened = async (work, viewport) => {
  const { page, errors } = await open(chromium.context, viewport);
  await page.click("#example");
  await verdict(page);
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

const cell = '[id="c-requests.granted.natural_person"]';
const errorsIn = async (page) => Number(/(\d+) 处要改正/.exec(await verdict(page))?.[1] || 0);

test("the wrong cell stands first, with its figure, and the sums that follow fold under it", () =>
  opened(async (page) => {
    const first = page.locator("article").first();
    assert.match(await first.getAttribute("class"), /\brepair\b/);
    assert.match(await first.locator("h3").textContent(), /自然人列“（一）予以公开”应为 12，现填 21（.*颠倒.*）/);
    assert.deepEqual(await first.locator(".ba tbody tr").allTextContents(), ["横向：六列之和与总计23 ≠ 1414 ＝ 14", "纵向：各项之和与（七）36 ≠ 2727 ＝ 27"]);
    assert.equal(await first.locator(".same li").count(), 2);
    assert.match(await page.textContent(cell), /21应为12/);
  }));

test("采用 puts the figure in and checks again; 撤销 puts it back", () =>
  opened(async (page) => {
    const before = await errorsIn(page);
    await page.getByRole("button", { name: "采用 12" }).click();
    await page.waitForSelector(".done");
    assert.equal(await errorsIn(page), before - 1);
    assert.match(await page.textContent(cell), /12原21/);
    assert.match(await page.textContent(".done"), /已改为 12，原填 21/);
    assert.match(await page.textContent("#status"), /已改 1 格，重新核对：2 个合计由不符变为相符/);
    assert.equal(await page.evaluate(() => focused().id), "done-0");
    await page.locator(".done").getByRole("button", { name: "撤销" }).click();
    await page.waitForFunction(() => !app().querySelector(".done"));
    assert.equal(await errorsIn(page), before);
    assert.match(await page.textContent(cell), /21应为12/);
  }));

test("where several changes would do, none of them is put first", () =>
  opened(async (page) => {
    const sum = page.locator("article", { hasText: "行政复议" }).filter({ has: page.locator(".alts") }).first();
    const ways = sum.locator(".alts li");
    assert.ok((await ways.count()) >= 2);
    assert.equal(await sum.locator(".btn.primary").count(), 0);
    const before = await errorsIn(page);
    await ways.first().getByRole("button").click();
    await page.waitForSelector(".done");
    assert.equal(await errorsIn(page), before - 1);
  }));

test("axe finds nothing with a repair in place, wide and narrow", async () => {
  for (const viewport of [{ width: 1366, height: 768 }, { width: 360, height: 740 }]) {
    await opened(async (page) => {
      await page.getByRole("button", { name: "采用 12" }).click();
      await page.waitForSelector(".done");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(violations.map((violation) => [violation.id, violation.nodes.map((node) => node.target.join(" "))]), []);
    }, viewport);
  }
});
