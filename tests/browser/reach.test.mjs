// Who can use the page: small windows, keyboards, screen readers, slow machines.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, browser, copy, lastYear, open, paste, right, verdict, wrong } from "./harness.mjs";

let chromium;
let stalled;
before(async () => {
  chromium = await browser();
  // A file that is never read to its end holds the page while it reads.
  stalled = await browser({ init: () => (FileReader.prototype.readAsArrayBuffer = () => {}) });
});
after(() => Promise.all([chromium.close(), stalled.close()]));

const html = (name, text) => ({ name, mimeType: "text/html", buffer: Buffer.from(text) });

const errors = async (page) => {
  await page.click("#example");
  await verdict(page);
};

const CELL = '[id="c-requests.granted.natural_person"]';

/** Every state of the page, and the way to it. */
const states = {
  empty: async () => {},
  "typed in": (page) => page.fill("#box", "某镇人民政府2026年政府信息公开工作年度报告"),
  refused: async (page) => {
    await page.fill("#box", "会议通知");
    await page.click("#go");
    await page.waitForSelector("#problem:not([hidden])");
  },
  busy: async (page) => {
    await page.setInputFiles("#file", [html("a.html", wrong), html("b.html", right)]);
    await page.waitForSelector("#cancel:not([hidden])");
  },
  errors,
  "errors, first steps closed": async (page) => {
    await errors(page);
    await page.click("#hint-close");
  },
  "every table, one sort of finding": async (page) => {
    await errors(page);
    await page.click("#tab-all");
    await page.click(".seg button:nth-child(3)");
  },
  edited: async (page) => {
    await errors(page);
    await page.focus(CELL);
    await page.keyboard.type("17");
    await page.keyboard.press("Enter");
    await page.waitForSelector(`${CELL}.chg`);
  },
  "being edited": async (page) => {
    await errors(page);
    await page.focus(CELL);
    await page.keyboard.type("1x");
    await page.waitForSelector('.ed[aria-invalid="true"]');
  },
  "repair in place": async (page) => {
    await errors(page);
    await page.click(".repair .btn.primary");
    await page.waitForSelector(".done");
  },
  "rules open": async (page) => {
    await errors(page);
    await page.click(".f .why");
    await page.click(".chk summary");
    await page.click("#rules summary");
    await page.waitForSelector(".one-rule");
    await page.click(".one-rule summary");
    await page.click("#verify summary");
  },
  clean: async (page) => {
    await page.setInputFiles("#file", html("right.html", right));
    await verdict(page);
  },
  "blank form": async (page) => {
    await page.click("#blank-2021");
    await verdict(page);
  },
  "between years": async (page) => {
    await page.setInputFiles("#last-file", html("2025.html", lastYear));
    await page.waitForSelector("#last.filled");
    await states.clean(page);
    await page.click(".last-year summary");
  },
  "last year refused": async (page) => {
    await page.setInputFiles("#last-file", { name: "2025.txt", mimeType: "text/plain", buffer: Buffer.from("会议通知") });
    await page.waitForSelector("#last.bad");
  },
  "several reports": async (page) => {
    await page.setInputFiles("#file", [html("a.html", wrong), html("b.html", right), { name: "c.txt", mimeType: "text/plain", buffer: Buffer.from("会议通知") }]);
    await page.waitForSelector("#chooser");
  },
  "menu open": async (page) => {
    await errors(page);
    await page.click("#save");
    await page.waitForSelector("#save-menu:not([hidden])");
  },
  "reason being given": async (page) => {
    await errors(page);
    await page.click(".f .verify");
  },
  verified: async (page) => {
    await states["reason being given"](page);
    await page.keyboard.type("与台账一致");
    await page.keyboard.press("Enter");
    await page.click("#verified");
  },
  slip: async (page) => {
    await errors(page);
    await page.evaluate(() => (window.print = () => {}));
    await page.click("#print-slip");
    await page.waitForSelector("#slip-sheet > *");
  },
  "settings remembered": async (page) => {
    await page.click("#theme");
    await page.check("#remember");
    await page.click("#theme");
    await page.uncheck("#remember");
    await page.check("#remember");
  },
};

/** The state on a page of its own, in a language. */
async function reached(name, lang) {
  const { page } = await open((name === "busy" ? stalled : chromium).context, { width: 1366, height: 768 });
  if (lang === "en") await page.click("#speak-en");
  await states[name](page);
  return {
    page,
    leave: async () => {
      await page.evaluate(() => localStorage.clear());
      await page.close();
    },
  };
}

for (const name of Object.keys(states)) {
  for (const lang of ["zh", "en"]) {
    test(`axe finds nothing in the state "${name}" in ${lang}, light and dark, at 1366 and 360 pixels`, async () => {
      const { page, leave } = await reached(name, lang);
      await page.evaluate(axe);
      const found = [];
      for (const theme of ["light", "dark"]) {
        await page.evaluate((chosen) => {
          for (const node of [document.documentElement, document.querySelector("gouji-checker")]) node.dataset.theme = chosen;
        }, theme);
        for (const width of [1366, 360]) {
          await page.setViewportSize({ width, height: 768 });
          // Colours are all that the dark page has of its own.
          const { violations } = await page.evaluate((only) => window.axe.run(document, Object.assign({ resultTypes: ["violations"] }, only)), theme === "dark" ? { runOnly: ["color-contrast"] } : {});
          for (const one of violations) found.push(`${theme}, ${width}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
        }
      }
      assert.deepEqual(found, []);
      await leave();
    });

    // 683 pixels are 1366 at 200 %.
    test(`nothing is cut off in the state "${name}" in ${lang}, from 360 to 1920 pixels`, async () => {
      const { page, leave } = await reached(name, lang);
      const wide = [];
      for (const width of [360, 683, 860, 1024, 1200, 1366, 1600, 1920]) {
        await page.setViewportSize({ width, height: 768 });
        const found = await page.evaluate(() => {
          const { scrollWidth } = document.documentElement;
          if (scrollWidth > innerWidth) return `${scrollWidth} in ${innerWidth}`;
          // Words that reach out of their box, or over what comes after it.
          const out = Array.from(app().querySelectorAll("button, h1, h2, h3, p, li, dt, dd, summary, .n, .tbl th")).concat(Array.from(document.querySelectorAll("header *, footer *")))
            .filter((node) => node.getClientRects().length && node.scrollWidth > node.clientWidth + 2 && node.clientWidth && !node.closest(".vh, .editing") && getComputedStyle(node).display !== "inline");
          return out.length ? `at ${innerWidth}: ${out.slice(0, 4).map((node) => `${node.className || node.id || node.tagName} ${node.textContent.slice(0, 24)} ${node.scrollWidth}/${node.clientWidth}`).join(" | ")}` : "";
        });
        if (found) wide.push(found);
      }
      assert.deepEqual(wide, []);
      await leave();
    });
  }
}

test("in every state there is one line that is read out, and it says what is going on", async () => {
  const said = {};
  for (const name of Object.keys(states)) {
    const { page, leave } = await reached(name, "zh");
    const lines = await page.evaluate(() => ["[role=status]", "[role=alert]", "[aria-live]"].map((selector) => app().querySelectorAll(selector).length + document.querySelectorAll(`header ${selector}, footer ${selector}`).length));
    assert.deepEqual(lines, [1, 0, 0], name);
    assert.ok(await page.evaluate(() => app().querySelector("[role=status]").getClientRects().length > 0), name);
    const words = await page.textContent("#status");
    if (words) said[name] = words;
    await leave();
  }
  // A first result is read out by the focus that goes to its verdict; what comes after it, and what keeps the focus where it is, by the line.
  const noReport = "没有读到年度报告的三张表。请粘贴整份报告，包括表格；如果表格是图片，请换成文字表格。";
  assert.deepEqual(said, {
    refused: noReport,
    "last year refused": noReport,
    busy: "正在读取第 1 份，共 2 份：a.html",
    edited: "3 处要改正，3 处要核实。已改 1 格，重新核对过。请在原报告里同样改正。",
    "being edited": "“1x”不是数字，没有改动。",
    "repair in place": "2 处要改正，3 处要核实。已改 1 格，重新核对：2 个合计由不符变为相符。请在原报告里同样改正。",
    verified: "第1条已标为已核实。2 处要改正，3 处要核实。另有 1 条提示。已核实 1 条。还有 5 项未核对，原因列在下面。改动任何一格，会立即重新核对。",
  });
});

/** Role, name and description of what an expression gives, as a screen reader is told them. */
async function spoken(page, expression) {
  const devtools = await page.context().newCDPSession(page);
  const { result } = await devtools.send("Runtime.evaluate", { expression });
  const { nodes } = await devtools.send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false });
  const [{ role, name, description }] = nodes;
  return [role.value, name.value, (description && description.value) || ""];
}

test("a screen reader hears of a cell its figure with the words that go with it, and where it stands", async () => {
  const { page, leave } = await reached("errors", "zh");
  const one = (selector) => spoken(page, `app().querySelector(${JSON.stringify(selector)})`);
  const head = (label) => spoken(page, `Array.from(app().querySelectorAll("#panel-requests th")).find((node) => node.textContent === ${JSON.stringify(label)})`);
  assert.deepEqual(await one("#panel-requests table"), ["grid", "表三 三、收到和处理政府信息公开申请情况，2021年版", ""]);
  assert.deepEqual(await one(CELL), ["gridcell", "第1条，错误 21 应为12", "表三“（一）予以公开”·自然人 填的是 21 第1条：自然人列“（一）予以公开”应为 12，现填 21（数字颠倒）"]);
  assert.deepEqual(await one('[id="c-requests.received.total"]'), ["gridcell", "30", "表三“一、本年新收政府信息公开申请数量”·总计 填的是 30"]);
  for (const label of ["申请人情况", "自然人", "总计"]) assert.deepEqual(await head(label), ["columnheader", label, ""]);
  for (const label of ["（一）予以公开", "三、本年度办理结果"]) assert.deepEqual(await head(label), ["rowheader", label, ""]);
  // This one is printed in two lines.
  assert.deepEqual(await head("（三）不予公开"), ["rowheader", "（三） 不予公开", ""]);
  assert.deepEqual(await one("#verdict"), ["region", "3 处要改正，3 处要核实", "另有 1 条提示。还有 5 项未核对，原因列在下面。改动任何一格，会立即重新核对。"]);
  assert.equal(await page.evaluate(() => app().querySelectorAll("#tables th:not([scope])").length), 0);
  await leave();
});

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
  await errors(page);
  await page.evaluate(() => focused().blur());
  const reached = new Set();
  for (let i = 0; i < 160; i += 1) {
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
