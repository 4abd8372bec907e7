// A visit as a whole: the first steps, what is remembered, the copy that is taken along, and other languages and colours on the way.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { browser, copy, paste, right, saved, verdict, wrong } from "./harness.mjs";

const WRONG = "3 处要改正，3 处要核实";
const file = fileURLToPath(saved);

let chromium;
let folder;
let server;
before(async () => {
  chromium = await browser();
  folder = mkdtempSync(path.join(tmpdir(), "gouji-visit-"));
  server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
});
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
  await new Promise((done) => server.close(done));
});

/** Opens a page and hands it over; no script on it may have failed. */
const visit = async (work, { context = chromium.context, url = saved, viewport } = {}) => {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  if (viewport) await page.setViewportSize(viewport);
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  await work(page);
  assert.deepEqual(errors, []);
  await page.close();
};

const example = async (page) => {
  await page.click("#example");
  await verdict(page);
};

const stored = (page) => page.evaluate(() => Object.assign({}, localStorage));

test("over a first result stand three steps that lead to what they speak of, take no focus, and go for good", () =>
  visit(async (page) => {
    assert.equal(await page.locator("#hint-steps").count(), 0);
    await example(page);
    assert.equal(await page.evaluate(() => focused().id), "verdict");
    const steps = page.locator("#hint-steps li");
    assert.deepEqual(await steps.locator("button").allTextContents(), ["看清单", "改格子", "带走"]);
    // Nothing that a step is about lies under the steps.
    const over = await page.evaluate(() => {
      const hint = app().getElementById("hint-steps").getBoundingClientRect();
      return ["#verdict", "#list", "#tables", "#text", ".actions"].filter((selector) => {
        const box = app().querySelector(selector).getBoundingClientRect();
        return box.top < hint.bottom && box.bottom > hint.top && box.left < hint.right && box.right > hint.left;
      });
    });
    assert.deepEqual(over, []);
    const led = [];
    for (let i = 0; i < 3; i += 1) {
      await steps.nth(i).locator("button").focus();
      const ring = await page.evaluate(() => Array.from(app().querySelectorAll(".pointed"), (node) => node.id || node.className));
      await page.keyboard.press("Enter");
      led.push([ring, await page.evaluate(() => focused().id || focused().textContent)]);
    }
    assert.deepEqual(led.map(([ring]) => ring), [["list"], ["c-requests.granted.natural_person"], ["actions pointed"]]);
    assert.deepEqual(led.map(([, focus]) => focus), ["f-1", "c-requests.granted.natural_person", "换一份"]);
    await page.click("#speak-en");
    await page.waitForSelector("#hint-steps:has-text('Got it')");
    await page.focus("#hint-close");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#hint-steps").count(), 0);
    assert.equal(await page.evaluate(() => focused().id), "verdict");
    await page.click("text=Another report");
    await example(page);
    assert.equal(await page.locator("#hint-steps").count(), 0);
    await page.click("#hint-again");
    assert.equal(await page.locator("#hint-steps").count(), 1);
    assert.deepEqual(await stored(page), {});
  }));

test("of a result without findings the first step says so, and the steps stand there on every visit where nothing is remembered", async () => {
  for (let i = 0; i < 2; i += 1) {
    await copy(chromium.context, right);
    await visit(async (page) => {
      await paste(page);
      await verdict(page);
      assert.equal(await page.textContent("#hint-steps li button"), "看核对了什么");
      await page.click("#hint-close");
    });
  }
});

test("settings are remembered only where that was asked for, and deleted when it is taken back", async () => {
  await visit(async (page) => {
    assert.match(await page.textContent("#remembered"), /什么也没有记住/);
    await page.click("#theme");
    await page.click("#speak-en");
    await example(page);
    await page.click("#hint-close");
    assert.deepEqual(await stored(page), {});
    await page.check("#remember");
    assert.deepEqual(await stored(page), { "gouji-settings": '{"lang":"en","theme":"dark","hint":"seen"}' });
    assert.match(await page.textContent("#remembered"), /language \(English\), dark, first steps seen/);
  });
  await visit(async (page) => {
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    assert.ok(await page.isChecked("#remember"));
    await example(page);
    assert.equal(await page.locator("#hint-steps").count(), 0);
    await page.click("#theme");
    await page.click("#speak-zh");
    await page.click("#hint-again");
    assert.deepEqual(await stored(page), { "gouji-settings": '{"lang":"zh"}' });
    await page.uncheck("#remember");
    assert.deepEqual(await stored(page), {});
    assert.match(await page.textContent("#remembered"), /什么也没有记住/);
    await page.click("#theme");
    assert.deepEqual(await stored(page), {});
  });
});

test("what another program left in the store is not taken for settings", async () => {
  for (const text of ["[", "null", '{"lang":"fr","theme":"<b>","hint":1,"report":"x"}']) {
    await visit(async (page) => {
      await page.evaluate((value) => localStorage.setItem("gouji-settings", value), text);
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
      assert.equal(await page.getAttribute("html", "data-theme"), null);
      await page.evaluate(() => localStorage.clear());
    });
  }
});

test("where the browser refuses to store anything, the page says so and works", async () => {
  const refusals = {
    "no store at all": () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } }),
    "a store that takes nothing": () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  };
  for (const [name, init] of Object.entries(refusals)) {
    const other = await browser({ init });
    await visit(async (page) => {
      if (await page.isEnabled("#remember")) await page.click("#remember");
      assert.ok(await page.isDisabled("#remember"), name);
      assert.ok(!(await page.isChecked("#remember")), name);
      assert.match(await page.textContent("#remembered"), /不能记住设置/, name);
      await example(page);
    }, { context: other.context });
    await other.close();
  }
});

test("a served page gives the very file it came from, and one from disk offers none", async () => {
  const sums = readFileSync(path.join(path.dirname(file), "SHA256SUMS"), "utf8");
  await visit(async (page) => {
    await page.click("text=下载离线版");
    assert.ok(await page.isVisible("#download"));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
    assert.equal(download.suggestedFilename(), "gouji.html");
    const at = path.join(folder, "gouji.html");
    await download.saveAs(at);
    assert.equal(`${createHash("sha256").update(readFileSync(at)).digest("hex")}  gouji.html\n`, sums);
  }, { url: `http://127.0.0.1:${server.address().port}/?lang=zh#lang=zh` });
  await visit(async (page) => {
    assert.equal(await page.locator("#offline").count(), 0);
    assert.equal(await page.locator("a[download]").count(), 0);
  });
});

/** The page as Chromium writes it on "Webpage, Complete": its nodes as they are now, without shadow roots, under another declaration of characters. */
const complete = (page) =>
  page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const meta of copy.querySelectorAll('meta[charset],meta[http-equiv="Content-Type"]')) meta.remove();
    copy.querySelector("head").insertAdjacentHTML("afterbegin", '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">');
    return `<!DOCTYPE html>\n<!-- saved from url=(${String(location.href.length).padStart(4, "0")})${location.href} -->\n${copy.outerHTML}`;
  });

test("saved after a check, in another language and colours, the page opens again, works, and holds nothing of the report", async () => {
  const at = path.join(folder, "complete.html");
  await copy(chromium.context, wrong.replace(/某镇/g, "甲乙丙丁镇").replace("214条", "98765条"));
  await visit(async (page) => {
    await paste(page);
    assert.equal(await verdict(page), WRONG);
    assert.match(await page.evaluate(() => app().textContent), /甲乙丙丁镇.*98765/s);
    await page.click(".repair .btn.primary");
    await page.waitForSelector(".done");
    await page.click("#theme");
    await page.click("#speak-en");
    await page.waitForSelector("#verdict-words:has-text('to correct')");
    await page.click("text=The rules");
    const html = await complete(page);
    assert.deepEqual(html.match(/甲乙丙丁|98765/g), null);
    writeFileSync(at, html);
  });
  await visit(async (page) => {
    assert.ok(await page.isHidden("#need"));
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    for (const one of [".brand", ".top nav", "#verify", "#rules", "#remember", "#version", "gouji-checker"]) assert.equal(await page.locator(one).count(), 1, one);
    assert.equal(await page.evaluate(() => app().getElementById("box").value), "");
    await page.click("#speak-zh");
    await example(page);
    assert.equal(await verdict(page), WRONG);
    await page.click(".repair .btn.primary");
    await page.waitForSelector(".done");
    // What is saved of a saved page is the same once more.
    writeFileSync(at, await complete(page));
  }, { url: pathToFileURL(at).href });
  await visit(async (page) => {
    await example(page);
    assert.equal(await verdict(page), WRONG);
  }, { url: pathToFileURL(at).href });
});

test("a snapshot, in which nothing runs, says so", async () => {
  const at = path.join(folder, "snapshot.mhtml");
  await visit(async (page) => {
    await example(page);
    const devtools = await chromium.context.newCDPSession(page);
    writeFileSync(at, (await devtools.send("Page.captureSnapshot", { format: "mhtml" })).data);
  });
  const page = await chromium.context.newPage();
  await page.goto(pathToFileURL(at).href);
  await page.waitForFunction(() => true).catch(() => {});
  await page.waitForTimeout(1500);
  assert.equal(await page.locator("#need").evaluate((node) => getComputedStyle(node).visibility).catch(() => "visible"), "visible");
  assert.ok(await page.isVisible(".snap"));
  assert.match(await page.textContent(".snap"), /^这是存下来的快照，不能用来核对。/);
  await page.close();
});

test("a switch of language keeps figures, table, filter, scrolling and what stands open", () =>
  visit(async (page) => {
    await example(page);
    await page.focus('[id="c-requests.granted.natural_person"]');
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await page.click("#tab-disputes");
    await page.click(".seg button:nth-child(2)");
    await page.click(".f .why >> visible=true");
    await page.click("#rules summary");
    await page.evaluate(() => {
      app().getElementById("text").scrollTop = 120;
      scrollTo(0, 90);
    });
    const place = () => page.evaluate(() => [
      scrollY,
      // In tens: other words may be a pixel or two higher, and the browser keeps what is seen in its place.
      Math.round(app().getElementById("text").scrollTop / 10) * 10,
      app().querySelector('[role="tab"][aria-selected="true"]').id,
      Array.from(app().querySelectorAll(".seg button"), (node) => node.getAttribute("aria-pressed")).indexOf("true"),
      app().querySelectorAll(".rule:not([hidden])").length,
      document.getElementById("rules").open,
      app().getElementById("c-requests.granted.natural_person").querySelector(".v").textContent,
      app().getElementById("undo").getAttribute("aria-disabled"),
    ]);
    const before_ = await place();
    assert.deepEqual(before_.slice(0, 3), [90, 120, "tab-disputes"]);
    // Not with the mouse, which the test would first scroll to the head of the page.
    await page.evaluate(() => document.getElementById("speak-en").click());
    await page.waitForSelector("#verdict-words:has-text('to correct')");
    await page.waitForFunction(() => scrollY === 90);
    assert.deepEqual(await place(), before_);
    assert.equal(await page.evaluate(() => focused().id), "speak-en");
    await page.focus("#undo");
    await page.evaluate(() => document.querySelector("gouji-checker").setAttribute("lang", "zh-CN"));
    await page.waitForSelector("#verdict-words:has-text('要改正')");
    assert.deepEqual(await place(), before_);
    assert.equal(await page.evaluate(() => focused().id), "undo");
  }));

test("a paste that was not checked yet stays through a switch of language", () =>
  visit(async (page) => {
    await page.keyboard.type("某镇人民政府");
    await page.click("#speak-en");
    assert.equal(await page.inputValue("#box"), "某镇人民政府");
    assert.ok(await page.isVisible("#go"));
  }));

test("the address chooses the language, and the system the colours until one is chosen", async () => {
  for (const end of ["?lang=en", "#lang=en", "?a=1&lang=en"]) {
    await visit(async (page) => assert.equal(await page.getAttribute("html", "lang"), "en", end), { url: saved + end });
  }
  await visit(async (page) => {
    const shade = () => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(app().querySelector(".paste")).backgroundColor, document.getElementById("theme").textContent]);
    const light = ["rgb(242, 244, 245)", "rgb(255, 255, 255)", "深色"];
    const dark = ["rgb(18, 22, 25)", "rgb(27, 33, 37)", "浅色"];
    // The button takes its name after the page has heard of the system's change.
    const system = async (colorScheme, name) => {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((name) => document.getElementById("theme").textContent === name, name);
    };
    assert.deepEqual(await shade(), light);
    await system("dark", "浅色");
    assert.deepEqual(await shade(), dark);
    await page.click("#theme");
    assert.deepEqual(await shade(), light);
    await page.click("#theme");
    assert.deepEqual(await shade(), dark);
    // The system's own colours were chosen again, so its next change counts.
    await system("light", "深色");
    assert.deepEqual(await shade(), light);
    await page.evaluate(() => {
      location.hash = "lang=en";
    });
    await page.waitForSelector("html[lang=en]");
  });
});

test("on paper all is black on white, under the report's title, without what belongs to the screen", () =>
  visit(async (page) => {
    await example(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "dark";
      document.querySelector("gouji-checker").dataset.theme = "dark";
    });
    assert.equal(await page.title(), "核对结果：年度报告自查");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.title(), "某镇人民政府2026年政府信息公开工作年度报告 自查");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.title(), "核对结果：年度报告自查");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const shades = await page.evaluate(() => {
      const seen = new Set();
      const walk = (node) => {
        if (node.getClientRects().length) {
          const { color, backgroundColor } = getComputedStyle(node);
          const text = Array.from(node.childNodes).some((child) => child.nodeType === 3 && child.data.trim());
          if (text) seen.add(`${color} on paper or mark`);
          // A mark of an error is white on black; everything else is dark on light.
          if (!node.classList.contains("mk") && backgroundColor !== "rgba(0, 0, 0, 0)") seen.add(`ground ${backgroundColor}`);
        }
        for (const child of Array.from(node.children)) walk(child);
        if (node.shadowRoot) for (const child of Array.from(node.shadowRoot.children)) walk(child);
      };
      walk(document.body);
      return Array.from(seen).sort();
    });
    assert.deepEqual(shades, ["ground rgb(238, 238, 238)", "ground rgb(255, 255, 255)", "rgb(0, 0, 0) on paper or mark", "rgb(255, 255, 255) on paper or mark"]);
    for (const gone of [".top", ".keep", "#hint-steps", ".actions", "#verify", ".tools"]) assert.ok(await page.isHidden(gone), gone);
    for (const there of ["#verdict", "#panel-requests", "#panel-disputes", ".facts"]) assert.ok(await page.isVisible(there), there);
  }));
