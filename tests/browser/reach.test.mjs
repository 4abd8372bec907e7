// Who can use the page: small windows, keyboards, screen readers, slow machines.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, browser, copy, lastYear, open, paste, right, verdict } from "./harness.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const states = {
  empty: async () => {},
  errors: async (page) => {
    await page.click("#example");
    await verdict(page);
  },
  "between years": async (page) => {
    await page.setInputFiles("#last-file", { name: "2025.html", mimeType: "text/html", buffer: Buffer.from(lastYear) });
    await page.waitForSelector("#last.filled");
    await states.clean(page);
    await page.click(".last-year summary");
  },
  "last year refused": async (page) => {
    await page.setInputFiles("#last-file", { name: "2025.txt", mimeType: "text/plain", buffer: Buffer.from("会议通知") });
    await page.waitForSelector("#last.bad");
  },
  clean: async (page) => {
    await copy(chromium.context, right);
    await paste(page);
    await verdict(page);
  },
};

for (const [name, reach] of Object.entries(states)) {
  for (const width of [1366, 360]) {
    test(`axe finds nothing in the state "${name}" at ${width} pixels, light and dark`, async () => {
      const { page } = await open(chromium.context, { width, height: 768 });
      await reach(page);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((one) => `${colorScheme}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`), []);
      }
      await page.close();
    });
  }

  test(`nothing is cut off in the state "${name}", from 360 to 1920 pixels`, async () => {
    const { page } = await open(chromium.context);
    await reach(page);
    for (const width of [360, 683, 1024, 1366, 1920]) {
      await page.setViewportSize({ width, height: 768 });
      const [content, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= window_, `${content} in ${width}`);
    }
    await page.close();
  });
}

test("figures of five digits stay whole at 360 pixels", async () => {
  const { page } = await open(chromium.context, { width: 360, height: 700 });
  const large = right.replace(/<td>26<\/td>/, "<td>12345</td>");
  await copy(chromium.context, large);
  await paste(page);
  await verdict(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const cell = page.locator('[id="c-requests.received.natural_person"] .v');
  assert.equal(await cell.evaluate((node) => node.getClientRects().length), 1);
  await page.close();
});

test("every control is reached with Tab and shows where the focus is", async () => {
  const { page } = await open(chromium.context);
  await states.errors(page);
  await page.evaluate(() => focused().blur());
  const reached = new Set();
  for (let i = 0; i < 80; i += 1) {
    await page.keyboard.press("Tab");
    const [name, ring] = await page.evaluate(() => {
      const node = focused();
      return [node.id || node.className || node.tagName, getComputedStyle(node).outlineStyle];
    });
    if (name === "BODY") continue;
    assert.notEqual(ring, "none", name);
    reached.add(name);
  }
  for (const name of ["authority", "list", "why", "tab-requests", "tables"]) assert.ok(reached.has(name), `${name} in ${[...reached]}`);
  await page.close();
});

test("the page is shown at once and ready soon after it is opened from disk", async () => {
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const { page } = await open(chromium.context);
    times.push(await page.evaluate(() => ["gouji-shown", "gouji-ready"].map((name) => Math.round(performance.getEntriesByName(name)[0].startTime))));
    await page.close();
  }
  times.sort((a, b) => a[1] - b[1]);
  console.log(`milliseconds from navigation to shown and to ready, fastest of ${times.length}: ${times[0].join(", ")}; slowest: ${times[times.length - 1].join(", ")}`);
  // The goal is 200 ms on a quiet machine; a busy one must not fail the build.
  assert.ok(times[0][1] < 2000);
});
