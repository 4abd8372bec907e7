// The framed page and the page around it: what is handed in, what is handed back, and that nothing of the reader's own is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { browser, copy, lastYear, open, paste, right, saved, wrong } from "../browser/harness.mjs";
import en from "../../www/words/en.js";
import zh from "../../www/words/zh.js";
import { framed, kinds, server } from "./around.mjs";
import { root, serve } from "./parts.mjs";

const acorn = createRequire(path.join(root, "www/package.json"))("acorn");

let chromium;
let portal;
let other;
before(async () => {
  chromium = await browser();
  portal = await server();
  other = await server("localhost");
});
after(async () => {
  await chromium.close();
  await portal.close();
  await other.close();
});

/** One wrong figure, and nothing else to correct. */
const oneWrong = right.replace("<td>12</td>", "<td>21</td>");
const SECRET = "绝密甲乙丙";
const secret = (html) => html.replace(/某镇/g, SECRET);

/** A framed page for one test; at its end no script may have failed, beside what the test says. */
async function within(work, { sandbox, at = "/gouji.html", expected = [] } = {}) {
  const frame = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}${at}`, sandbox });
  await work(frame);
  assert.deepEqual(frame.errors, expected);
  await frame.close();
}

const check = (id, html, rest) => ({ gouji: 1, type: "check", id, source: { html, name: "某镇.html" }, ...rest });
const line = (inner) => inner.textContent("#framed");
const said = ([before, after], who) => `${before}${who}${after}`;

/** Puts a figure into a cell by the keyboard. */
async function type(inner, cell, digits) {
  await inner.evaluate((cell) => app().getElementById(`c-${cell}`).closest("section").hidden && app().getElementById("tab-all").click(), cell);
  await inner.click(`[id="c-${cell}"]`);
  await inner.page().keyboard.type(digits);
  await inner.page().keyboard.press("Enter");
}

const give = (inner, selector, kind, flavours, files = []) => inner.evaluate(([selector, kind, flavours, files]) => {
  const transfer = new DataTransfer();
  for (const [flavour, text] of Object.entries(flavours)) transfer.setData(flavour, text);
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  const target = app().querySelector(selector);
  target.dispatchEvent(kind === "drop" ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true })
    : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
}, [selector, kind, flavours, files]);

describe("what is handed in and back", () => {
  test("the page says that it is ready and its version, and nothing else; the outcome is the page's own", () =>
    within(async ({ inner, told, answer, log }) => {
      const { page } = await open(chromium.context);
      const [outcome, tool] = await page.evaluate(async (html) => {
        const checker = document.querySelector("gouji-checker");
        await checker.check({ html, name: "某镇.html" });
        return [JSON.stringify(checker.outcome), checker.outcome.tool];
      }, wrong);
      await page.close();
      assert.deepEqual(await told(), [{ gouji: 1, type: "ready", tool }]);
      assert.equal(await line(inner), said(zh.frame.idle, portal.origin));
      const given = await answer(check("a", wrong));
      assert.deepEqual([given.gouji, given.type, given.id, Object.keys(given).length], [1, "outcome", "a", 4]);
      assert.equal(JSON.stringify(given.outcome), outcome);
      assert.equal(await line(inner), said(zh.frame.given, portal.origin));
      // A sandbox gives the page no origin of its own.
      assert.deepEqual((await log()).map(({ origin, ofFrame }) => [origin, ofFrame]), [["null", true], ["null", true]]);
    }));

  test("text, HTML and bytes are taken, and bytes in every form that a message can have them", () =>
    within(async ({ page, answer }) => {
      for (const [id, source] of [["text", { text: "某镇人民政府2026年政府信息公开工作年度报告\n一、总体情况\n无。" }], ["html", { html: right }]]) {
        assert.deepEqual((await answer({ gouji: 1, type: "check", id, source })).outcome.reports.map(({ year }) => year), [2026], id);
      }
      const results = await page.evaluate(async (html) => {
        const bytes = new TextEncoder().encode(html);
        const shifted = new Uint8Array(bytes.length + 7);
        shifted.set(bytes, 7);
        const results = [];
        for (const content of [bytes, bytes.buffer, shifted.subarray(7), new DataView(shifted.buffer, 7)]) {
          const id = results.length;
          window.say({ gouji: 1, type: "check", id, source: { bytes: content, name: "a.html" } });
          while (!window.log.some(({ data }) => data.id === id)) await new Promise((done) => setTimeout(done, 20));
          const { outcome } = window.log.find(({ data }) => data.id === id).data;
          results.push([outcome.reports[0].kind, outcome.reports[0].source, outcome.reports[0].values["requests.granted.natural_person"]]);
        }
        return results;
      }, oneWrong);
      assert.deepEqual(results, Array.from({ length: 4 }, () => ["html", "a.html", 21]));
    }));

  test("figures that the reader changes are handed back with the outcome that they give, and so is their undoing", () =>
    within(async ({ inner, told, answer, heard }) => {
      await answer(check(7, oneWrong));
      await told();
      await inner.click(".repair .btn.primary");
      const { changes, ...mended } = await heard((data) => data.outcome && data.outcome.reports[0].summary.errors === 0);
      assert.deepEqual([mended.type, mended.id, mended.outcome.reports[0].summary.errors, changes], ["outcome", 7, 0, [{ "requests.granted.natural_person": 12 }]]);
      await told();
      await inner.click("#undo");
      const undone = await heard((data) => data.outcome && data.outcome.reports[0].summary.errors > 0);
      assert.deepEqual([undone.id, undone.changes], [7, undefined]);
      await told();
      await type(inner, "requests.received.natural_person", "99");
      const typed = await heard((data) => data.changes && data.changes[0]["requests.received.natural_person"] === 99);
      assert.equal(typed.outcome.reports[0].values["requests.received.natural_person"], 99);
      await told();
      await inner.click("#speak-en");
      const english = await heard((data) => data.outcome && /[a-z]{4}/.test(data.outcome.reports[0].findings[0].message));
      assert.deepEqual([english.id, english.changes], [7, typed.changes]);
    }));

  test("language, kind of authority and year are the parent's to say, and hold for its document alone", () =>
    within(async ({ inner, answer }) => {
      const attributes = () => inner.evaluate(() => ["authority", "year"].map((name) => document.querySelector("gouji-checker").getAttribute(name)));
      const english = await answer(check("a", wrong, { options: { lang: "en", authority: "county_dept", year: 2026 } }));
      assert.deepEqual(english.outcome.reports[0].authority_type, { value: "county_dept", guessed: false });
      assert.match(english.outcome.reports[0].findings[0].message, /^[^\u4e00-\u9fff]*[a-z]/);
      assert.deepEqual(await attributes(), ["county_dept", "2026"]);
      assert.equal(await line(inner), said(en.frame.given, portal.origin));
      const plain = await answer(check("b", wrong, { options: { lang: "zh" } }));
      assert.deepEqual(plain.outcome.reports[0].authority_type, { value: "town_gov", guessed: true });
      assert.deepEqual(await attributes(), [null, null]);
      await answer(check("c", wrong, { options: { authority: "county_dept" } }));
      await give(inner, "#report", "paste", { "text/html": secret(wrong) });
      await inner.waitForFunction((secret) => app().querySelector("#report h1").textContent.includes(secret), SECRET);
      assert.deepEqual([await attributes(), await inner.inputValue("#authority")], [[null, null], ""]);
    }));

  test("the kind that the reader chose for one document says nothing about the next", () =>
    within(async ({ inner, answer, told, heard }) => {
      await answer(check("a", wrong));
      await told();
      await inner.selectOption("#authority", "county_dept");
      const chosen = await heard((data) => data.type === "outcome");
      assert.deepEqual(chosen.outcome.reports[0].authority_type, { value: "county_dept", guessed: false });
      await answer({ gouji: 1, type: "clear", id: "b" });
      assert.deepEqual((await answer(check("c", wrong))).outcome.reports[0].authority_type, { value: "town_gov", guessed: true });
    }));

  test("what is no report is an outcome with its failure, and the page is free for the next", () =>
    within(async ({ inner, answer, told }) => {
      await answer(check("a", wrong));
      const none = await answer({ gouji: 1, type: "check", id: "b", source: { text: "今天天气很好。", name: "天气" } });
      assert.deepEqual([none.type, none.outcome.reports, none.outcome.failures.map(({ source, code }) => [source, code])], ["outcome", [], [["天气", "NO-REPORT"]]]);
      assert.equal(await inner.isVisible("#problem"), true);
      assert.equal(await line(inner), said(zh.frame.idle, portal.origin));
      await told();
      assert.equal((await answer(check("c", wrong))).type, "outcome");
    }));

  test("each check has one answer: the one before is superseded, and a clear empties the page", () =>
    within(async ({ page, inner, told, answer, heard }) => {
      await told();
      await page.evaluate((html) => {
        for (const id of ["a", "b", "c"]) window.say({ gouji: 1, type: "check", id, source: { html } });
      }, wrong);
      await heard((data) => data.id === "c");
      assert.deepEqual(kinds(await told()), ["refused a superseded", "refused b superseded", "outcome c"]);
      assert.deepEqual(await answer({ gouji: 1, type: "clear", id: "d" }), { gouji: 1, type: "cleared", id: "d" });
      assert.equal(await inner.isVisible("#start"), true);
      await told();
      await answer(check("e", wrong));
      await inner.click(".actions .btn");
      await heard((data) => data.type === "cleared");
      assert.deepEqual(kinds(await told()), ["outcome e", "cleared e"]);
      assert.equal(await line(inner), said(zh.frame.idle, portal.origin));
      await page.evaluate((html) => {
        window.say({ gouji: 1, type: "check", id: "f", source: { html } });
        window.say({ gouji: 1, type: "clear", id: "g" });
      }, wrong);
      await heard((data) => data.id === "g");
      assert.deepEqual(kinds(await told()), ["refused f superseded", "cleared g"]);
      assert.equal(await inner.isVisible("#start"), true);
    }));
});

describe("messages that are refused or passed over", () => {
  const html = right;
  const REFUSED = [
    ["a later version", { gouji: 2, type: "check", source: { html } }, "version"],
    ["version nought", { gouji: 0, type: "check", source: { html } }, "version"],
    ["half a version", { gouji: 1.5, type: "clear" }, "version"],
    ["an unknown type", { gouji: 1, type: "outcome", source: { html } }, "type"],
    ["no type", { gouji: 1 }, "type"],
    ["a type that every object has", { gouji: 1, type: "constructor" }, "type"],
    ["a type that is a list", { gouji: 1, type: ["check"], source: { html } }, "type"],
    ["no source", { gouji: 1, type: "check" }, "source"],
    ["a source that is text", { gouji: 1, type: "check", source: html }, "source"],
    ["an empty source", { gouji: 1, type: "check", source: {} }, "source"],
    ["two contents", { gouji: 1, type: "check", source: { html, text: "a" } }, "source"],
    ["figures without a document", { gouji: 1, type: "check", source: { values: {}, edition: "2021" } }, "source"],
    ["a member that no source has", { gouji: 1, type: "check", source: { html, previous: { html } } }, "source"],
    ["text that is a number", { gouji: 1, type: "check", source: { text: 12 } }, "source"],
    ["bytes that are a list", { gouji: 1, type: "check", source: { bytes: [1, 2] } }, "source"],
    ["a name that is an object", { gouji: 1, type: "check", source: { html, name: {} } }, "source"],
    ["a name without end", { gouji: 1, type: "check", source: { html, name: "a".repeat(201) } }, "source"],
    ["a language that it has not", { gouji: 1, type: "check", source: { html }, options: { lang: "fr" } }, "options"],
    ["a kind that there is not", { gouji: 1, type: "check", source: { html }, options: { authority: "toString" } }, "options"],
    ["last year's report", { gouji: 1, type: "check", source: { html }, options: { previous: { html } } }, "options"],
    ["a year in words", { gouji: 1, type: "check", source: { html }, options: { year: "2026" } }, "options"],
    ["options that are a list", { gouji: 1, type: "check", source: { html }, options: [] }, "options"],
  ];

  test("each is refused with its reason, in the page's language, and the page stays empty", () =>
    within(async ({ inner, answer, told }) => {
      for (const [name, message, reason] of REFUSED) {
        assert.deepEqual(await answer({ ...message, id: name }), { gouji: 1, type: "refused", id: name, reason, message: zh.frame.refused[reason] }, name);
      }
      assert.equal(await inner.isVisible("#start"), true);
      await told();
      await inner.click("#speak-en");
      assert.equal((await answer({ gouji: 9, id: "x" })).message, en.frame.refused.version);
    }));

  test("what is no message of this protocol is passed over", () =>
    within(async ({ page, inner, told, answer }) => {
      await told();
      await page.evaluate((html) => {
        for (const message of [null, 1, "check", [], ["gouji"], {}, { type: "check", source: { html } }, { gouji: "1", type: "check", source: { html } }, { gouji: true, type: "clear" }, { gouji: null }, { gouji: { valueOf: 1 }, type: "clear" },
          new Map([["gouji", 1]]), new Blob(["x"]), JSON.stringify({ gouji: 1, type: "clear" })]) window.say(message);
      }, right);
      await answer({ gouji: 1, type: "clear", id: "last" });
      assert.deepEqual(kinds(await told()), ["cleared last"]);
      assert.equal(await inner.isVisible("#start"), true);
    }));

  test("an id that is neither a short text nor a number comes back as null", () =>
    within(async ({ page, told, answer }) => {
      await told();
      await page.evaluate(() => {
        for (const id of [undefined, null, {}, [1], NaN, "a".repeat(201), true]) window.say({ gouji: 1, type: "clear", id });
      });
      await answer({ gouji: 1, type: "clear", id: 0 });
      assert.deepEqual(kinds(await told()), [...Array.from({ length: 7 }, () => "cleared null"), "cleared 0"]);
    }));

  test("over 32 MB nothing is read", () =>
    within(async ({ page, told, heard }) => {
      await told();
      await page.evaluate(() => {
        window.say({ gouji: 1, type: "check", id: "bytes", source: { bytes: new Uint8Array(32 * 1024 * 1024 + 1) } });
        window.say({ gouji: 1, type: "check", id: "text", source: { text: "a".repeat(32 * 1024 * 1024 + 1) } });
      });
      await heard((data) => data.id === "text");
      assert.deepEqual(kinds(await told()), ["refused bytes too-large", "refused text too-large"]);
    }));
});

describe("what the reader puts in never leaves", () => {
  const file = (name, text, mimeType = "text/html") => ({ name, mimeType, buffer: Buffer.from(text) });
  const record = JSON.stringify({ gouji: 1, tool: {}, failures: [], saved: "2027-01-12T00:00:00Z", exceptions: [],
    reports: [{ source: "某镇.html", edition: "2021", year: 2026, title: "某镇人民政府2026年政府信息公开工作年度报告", authority: "某镇人民政府" }],
    changes: [{ report: 0, kind: "edit", cells: [{ cell: "requests.received.natural_person", from: 26, to: 4711 }] }] });
  /** Every way in that a reader has, while the parent's report stands there. */
  const WAYS = [
    ["a paste over the report", (inner) => give(inner, "#report", "paste", { "text/html": secret(wrong) })],
    ["a dropped file", (inner) => give(inner, "#report", "drop", {}, [["a.html", secret(wrong)]])],
    ["a dropped text", (inner) => give(inner, "#report", "drop", { "text/plain": secret(right) })],
    ["a chosen file", (inner) => inner.setInputFiles("#file", file("a.html", secret(wrong)))],
    ["several chosen files", (inner) => inner.setInputFiles("#file", [file("a.html", secret(wrong)), file("b.html", secret(right))])],
    ["a saved record", (inner) => inner.setInputFiles("#file", file("a.json", record, "application/json"))],
    ["a saved record, dropped", (inner) => give(inner, "#report", "drop", {}, [["a.json", record]])],
    ["last year's report as a file", (inner) => inner.setInputFiles("#last-file", file("a.html", secret(lastYear)))],
    ["last year's report as a paste", (inner) => give(inner, "#last-box", "paste", { "text/html": secret(lastYear) })],
    ["last year's report, dropped", (inner) => give(inner, "#last", "drop", {}, [["a.html", secret(lastYear)]])],
    ["last year's report of the same authority", (inner) => inner.setInputFiles("#last-file", file("a.html", lastYear))],
    ["words typed for last year's report", (inner) => inner.evaluate((text) => {
      const area = app().getElementById("last-box");
      area.value = text;
      area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }, SECRET)],
    ["figures pasted at a cell", async (inner) => {
      await inner.focus('[id="c-requests.received.natural_person"]');
      await give(inner, '[id="c-requests.received.natural_person"]', "paste", { "text/plain": "4711\t4712" });
    }],
    ["a figure pasted into a cell that is being typed", async (inner) => {
      await inner.dblclick('[id="c-requests.received.natural_person"]');
      await give(inner, ".ed", "paste", { "text/plain": "4711" });
    }],
  ];

  const VAIN = [
    ["a paste with nothing in it", (inner) => give(inner, "#report", "paste", {})],
    ["a file that cannot be read", (inner) => inner.setInputFiles("#file", file("a.docx", SECRET))],
  ];

  test("every way in, one after the other", () =>
    within(async ({ page, inner, told, answer, heard, log }) => {
      for (const [name, way] of WAYS) {
        const first = await answer(check(name, wrong));
        assert.deepEqual([first.type, first.changes, first.outcome.reports[0].values["requests.received.natural_person"], first.outcome.reports[0].previous], ["outcome", undefined, 26, null], name);
        await told();
        await way(inner);
        await heard((data) => data.type === "own");
        assert.equal(await line(inner), said(zh.frame.own, portal.origin), name);
        assert.equal((await answer(check("b", right))).reason, "occupied", name);
        assert.equal((await answer({ gouji: 1, type: "clear", id: "c" })).reason, "occupied", name);
        // Whatever comes of it has time to, and a figure that is changed after it.
        await page.waitForTimeout(100);
        if (await inner.isVisible("#totals")) await inner.click("#totals");
        await page.waitForTimeout(50);
        assert.deepEqual(kinds(await told()), [`own ${name}`, "refused b occupied", "refused c occupied"], name);
        // Once all of it is taken away, the parent is told and heard again.
        await inner.click(".actions .btn");
        if (await inner.isVisible("#last-drop")) await inner.click("#last-drop");
        await inner.fill("#last-box", "");
        await heard((data) => data.type === "cleared");
        assert.deepEqual(kinds(await told()), ["cleared null"], name);
      }
      const everything = JSON.stringify(await log());
      for (const mark of [SECRET, "4711", "2025年"]) assert.equal(everything.includes(mark), false, mark);
    }));

  test("where no event tells of it, the outcome itself does: what went into it is asked before it goes out", async () => {
    // The first line is taken away: the listeners that hear of a paste, a drop or a file before the page does.
    const init = `{
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (name, act, capture) {
        if (capture !== true || !/^(paste|drop|input|change)$/.test(name)) add.call(this, name, act, capture);
      };
    }`;
    const { page, inner, told, answer, heard } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html`, init });
    for (const [name, way] of WAYS.filter(([name]) => /^(a paste over|a chosen file|a saved record$|last year's report as a paste|last year's report of|figures pasted)/.test(name))) {
      await answer(check(name, wrong));
      await told();
      await way(inner);
      await heard((data) => data.type !== "outcome");
      assert.deepEqual(kinds(await told()), [`own ${name}`], name);
      await inner.click(".actions .btn");
      if (await inner.isVisible("#last-drop")) await inner.click("#last-drop");
      await heard((data) => data.type === "cleared");
    }
    await page.close();
  });

  test("what cannot be taken leaves the page free again, and the parent is told so", () =>
    within(async ({ inner, told, answer, heard, log }) => {
      for (const [name, way] of VAIN) {
        await answer(check(name, wrong));
        await told();
        await way(inner);
        await heard((data) => data.type === "cleared");
        assert.deepEqual(kinds(await told()), [`own ${name}`, "cleared null"], name);
      }
      assert.equal(JSON.stringify(await log()).includes(SECRET), false);
    }));

  /** Every way in from the empty page; the parent has spoken before, and asks while it lasts. */
  const FIRST = [
    ["a real paste", async (inner) => {
      await copy(chromium.context, secret(wrong));
      await inner.page().bringToFront();
      await inner.click("#box");
      await paste(inner.page());
    }],
    ["typed words that were not sent", async (inner) => {
      await inner.click("#box");
      await inner.page().keyboard.type("abc");
    }],
    ["the example", (inner) => inner.click("#example")],
    ["a blank form", (inner) => inner.click("#blank-2021")],
    ["a record that waits for its report", (inner) => inner.setInputFiles("#file", file("a.json", record, "application/json"))],
    ["last year's report alone", (inner) => inner.setInputFiles("#last-file", file("a.html", secret(lastYear)))],
  ];
  for (const [name, way] of FIRST) {
    test(`on the empty page: ${name}`, () =>
      within(async ({ page, inner, told, answer, log }) => {
        await answer({ gouji: 1, type: "clear", id: "a" });
        await told();
        await way(inner);
        await inner.waitForFunction((own) => document.getElementById("framed").textContent.startsWith(own), zh.frame.own[0]);
        assert.equal((await answer(check("b", right))).reason, "occupied");
        await page.waitForTimeout(150);
        assert.equal((await answer({ gouji: 1, type: "clear", id: "c" })).reason, "occupied");
        assert.deepEqual(kinds(await told()), ["refused b occupied", "refused c occupied"]);
        assert.equal(JSON.stringify(await log()).includes(SECRET), false);
      }));
  }

  test("a reason for a verified finding is not of the outcome, and may be pasted", () =>
    within(async ({ inner, told, answer, heard }) => {
      await answer(check("a", wrong));
      await told();
      await inner.click("article .verify");
      await give(inner, ".reason input", "paste", { "text/plain": SECRET });
      await inner.fill(".reason input", SECRET);
      await inner.click(".reason .btn.primary");
      await inner.waitForSelector("#verified");
      await inner.click("#totals");
      const after = await heard((data) => data.changes);
      assert.deepEqual([after.id, JSON.stringify(after).includes(SECRET)], ["a", false]);
      assert.equal(await line(inner), said(zh.frame.given, portal.origin));
    }));

  test("text that is typed and taken back before it is sent leaves the page free", () =>
    within(async ({ inner, told, answer, heard }) => {
      await answer({ gouji: 1, type: "clear", id: "a" });
      await told();
      await inner.click("#box");
      await inner.page().keyboard.type("ab");
      assert.equal((await answer(check("b", right))).reason, "occupied");
      await inner.page().keyboard.press("Backspace");
      assert.equal((await answer(check("c", right))).reason, "occupied");
      await inner.page().keyboard.press("Backspace");
      await heard((data) => data.type === "cleared");
      assert.equal((await answer(check("d", right))).type, "outcome");
    }));
});

describe("the page in its frame", () => {
  test("it takes the caret from nobody, at its start or with a result", () =>
    within(async ({ page, inner, answer }) => {
      await page.click("#field");
      await answer(check("a", wrong));
      await page.keyboard.type("abc");
      assert.equal(await page.inputValue("#field"), "abc");
      await inner.click("#verdict");
      await answer(check("b", right));
      await inner.waitForFunction(() => focused() && focused().id === "verdict");
    }));

  test("without an origin it remembers nothing and says so, checks in a worker, saves and copies; what it cannot do it says", () =>
    within(async ({ page, inner, answer }) => {
      assert.equal(await inner.textContent("#remembered"), zh.page.remember_none);
      assert.equal(await inner.isDisabled("#remember"), true);
      // The link to the served page would lead the frame to itself.
      assert.equal(await inner.isVisible("#download"), false);
      await answer(check("a", wrong));
      await page.waitForFunction(() => true);
      for (let tries = 0; tries < 100 && !page.workers().length; tries += 1) await page.waitForTimeout(50);
      assert.equal(page.workers().length, 1);
      const words = () => inner.waitForSelector("#told:not([hidden])").then((node) => node.textContent());
      await inner.click("#save");
      const [download] = await Promise.all([page.waitForEvent("download"), inner.click("#save-html")]);
      assert.equal(download.suggestedFilename(), "某镇（自查单）.html");
      assert.equal(await words(), `${zh.save.saved("某镇（自查单）.html")}${zh.frame.may_block}`);
      await inner.click("#copy-tables");
      await inner.waitForFunction((copied) => app().getElementById("told").textContent === copied, zh.save.copied);
      await inner.click("#print-slip");
      assert.equal(await words(), zh.frame.no_print);
    }, { expected: ["Ignored call to 'print()'. The document is sandboxed, and the 'allow-modals' keyword is not set."] }));

  test("where no worker starts it checks by itself; a check that the reader ends is answered too, and the document before it is still the parent's", async () => {
    const init = "window.Worker = class { postMessage() {} terminate() {} };";
    const { page, inner, told, answer, heard } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html`, init });
    assert.equal((await answer(check("a", oneWrong))).type, "outcome");
    await told();
    // Bytes wait for the worker.
    await page.evaluate(() => window.say({ gouji: 1, type: "check", id: "b", source: { bytes: new Uint8Array(10) } }));
    await inner.click("#cancel-again");
    await heard((data) => data.id === "b");
    await inner.click("#undo + #redo + #totals");
    const { id, type } = await heard((data) => data.changes);
    assert.deepEqual([id, type, ...kinds(await told()).slice(0, 1)], ["a", "outcome", "refused b unfinished"]);
    await page.close();
  });

  test("without a sandbox it speaks from its own origin; in a page of its own origin it says that nothing can be kept from that", async () => {
    await within(async ({ inner, answer, log }) => {
      assert.equal((await answer(check("a", wrong))).type, "outcome");
      assert.deepEqual((await log()).map(({ origin }) => origin), [other.origin, other.origin]);
      assert.equal(await line(inner), said(zh.frame.given, portal.origin));
    }, { sandbox: null });
    const frame = await framed(chromium.context, { portal: `${other.origin}/`, page: `${other.origin}/gouji.html#lang=en`, sandbox: null });
    assert.equal(await line(frame.inner), `${said(en.frame.idle, other.origin)}${en.frame.open}`);
    // Here the answers can be seen on their way: they are for that origin, and no other.
    await frame.page.evaluate(() => {
      const { postMessage } = window;
      window.targets = [];
      window.postMessage = (message, target) => {
        window.targets.push([message.type, target]);
        postMessage.call(window, message, target);
      };
    });
    await frame.answer(check("a", wrong));
    await frame.answer({ gouji: 1, type: "none", id: "b" });
    await frame.answer({ gouji: 1, type: "clear", id: "c" });
    assert.deepEqual(await frame.page.evaluate(() => window.targets), ["outcome", "refused", "cleared"].map((type) => [type, other.origin]));
    await frame.close();
  });

  test("a browser that cannot run the checker answers that, too", async () => {
    const init = "WebAssembly.compile = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError('refused'));";
    const { page, told, answer } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html`, init });
    assert.equal((await answer({ gouji: 1, type: "check", id: 1, source: { text: "a" } })).reason, "unable");
    assert.deepEqual(kinds(await told()), ["refused null unable", "refused 1 unable"]);
    await page.close();
  });
});

describe("what docs/embedding.md says of the frame", () => {
  const section = /^## The iframe\n([^]*?)^## /m.exec(readFileSync(path.join(root, "docs/embedding.md"), "utf8"))[1];
  const [, markup] = /```html\n([^]*?)```/.exec(section);
  const [, script] = /<script>\n([^]*?)<\/script>/.exec(markup);

  test("its script is of 2009 and has at most twenty lines", () => {
    acorn.parse(script, { ecmaVersion: 5, sourceType: "script" });
    assert.ok(script.trim().split("\n").length <= 20);
  });

  test("its script lets a form go with a report in order, holds it with errors until they are put right, and goes by what is asked last", async () => {
    const served = await serve({ routes: { "/": `<!doctype html><title>portal</title>${markup}`, "/gouji/gouji.html": { file: fileURLToPath(saved) } }, policy: null });
    const page = await chromium.context.newPage();
    await page.goto(`${served.url}/`);
    const inner = await (await page.waitForSelector("#gouji")).contentFrame();
    await inner.waitForSelector("html[data-ready]");
    const choose = (html) => page.setInputFiles("#file", { name: "a.html", mimeType: "text/html", buffer: Buffer.from(html) });
    const held = () => page.isDisabled("#send");
    const until = (title) => inner.waitForFunction((title) => (app().querySelector("#report h1") || {}).textContent === title, title);
    assert.equal(await held(), true);
    await choose(right);
    await page.waitForSelector("#send:not([disabled])");
    await choose(oneWrong.replace(/某镇/g, "某县"));
    await until("某县人民政府2026年政府信息公开工作年度报告");
    assert.equal(await held(), true);
    await inner.click(".repair .btn.primary");
    await page.waitForSelector("#send:not([disabled])");
    // What is no report holds it; what the frame does not answer for does not.
    await choose("今天天气很好。");
    await inner.waitForSelector("#problem:not([hidden])");
    assert.equal(await held(), true);
    await inner.fill("#box", "abc");
    await choose(right);
    await page.waitForSelector("#send:not([disabled])");
    await page.close();
    await served.close();
  });

  test("its tables name every type, every reason, and nothing that is not there", () => {
    const code = readFileSync(path.join(root, "www/frame.js"), "utf8");
    const named = (pattern, text) => Array.from(new Set(Array.from(text.matchAll(pattern), ([, name]) => name))).sort();
    assert.deepEqual(named(/^\| `\{ gouji: 1, type: "(\w+)"/gm, section), [...named(/post\("(\w+)"/g, code), "check", "clear"].sort());
    const reasons = section.slice(section.indexOf("| `reason`"), section.indexOf("`id` is a number"));
    assert.deepEqual(named(/`([a-z-]+)`/g, reasons.replace(/^.*\n.*\n/, "").split("\n").map((line) => line.split("|")[1] || "").join()), Object.keys(zh.frame.refused).sort());
  });
});
