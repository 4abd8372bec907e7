// Nothing that stands in a report becomes anything but text, and a page around the framed one learns nothing that is not its own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { browser, open, right, wrong } from "../browser/harness.mjs";
import zh from "../../www/words/zh.js";
import { framed, kinds, server } from "./around.mjs";
import { packed, serve } from "./parts.mjs";
import { CONTEXTS, docx, fits, payloads, poisoned, titled } from "./payloads.mjs";
import { ears, watch } from "./watch.mjs";

let chromium;
let heard;
let portal;
let other;
let listener;
let list;
let texts;
before(async () => {
  chromium = await browser({ init: watch });
  heard = ears(chromium.context);
  portal = await server();
  other = await server("localhost");
  listener = await server();
  list = payloads(listener.origin);
  texts = list.map(({ text }) => text);
});
after(async () => {
  await chromium.close();
  await Promise.all([portal, other, listener].map((one) => one.close()));
});

/** Forgets what was heard so far. */
const hush = () => {
  heard.dialogs.length = heard.requests.length = listener.asked.length = 0;
};

/** That nothing was heard: no dialog, and no request but for the text that a page's own worker is started from. */
const silent = () => assert.deepEqual([heard.dialogs, heard.requests.filter((url) => !url.startsWith("blob:")), listener.asked], [[], [], []]);

/** One report with payloads in all its texts and cells, those of this index first; four in the file's name, which is on the slip. */
const report = (index) => ({ html: poisoned(wrong, texts, index, "text"), name: `${[0, 1, 2, 3].map((more) => texts[(index + more) % texts.length]).join("")}.html` });

/** The documents of an attack: each payload in a title and in a file's name once, and in all other texts and cells over and over; some as markup, some in labels. */
const attacks = () => texts.map((text, index) => {
  if (index % 2) return { text: `${titled(text)}\n一、总体情况\n${text}`, name: text };
  return report(index);
}).concat(texts.flatMap((text, index) => (index % 8 ? [] : [
  { html: poisoned(wrong, texts, index, "markup"), name: text },
  { html: poisoned(wrong, texts, index, "labels"), name: `C:\\${text}\\a.html` },
])));

/**
 * Has a checker of a page check documents, and says what came to life: in the page, on the slip and in what is saved and copied of it, all of which must
 * hold what it holds of a report without payloads. Each `ways`th document goes all the ways out, where there are any.
 */
const strike = (target, documents, ways = 0) => target.evaluate(async ([plain, documents, ways]) => {
  const { watched } = self;
  const checker = document.querySelector("gouji-checker");
  const root = checker.shadowRoot;
  const click = (id) => root.getElementById(id).click();
  const until = async (what, test) => {
    const end = Date.now() + 8000;
    while (!test()) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((done) => setTimeout(done, 4));
    }
  };
  async function leave(found) {
    click("slip-look");
    await until("the slip", () => root.getElementById("slip-html") && root.getElementById("slip-title"));
    found.slip = watched.here();
    const before = watched.saved.length;
    click("slip-html");
    click("slip-json");
    await until("two files", () => watched.saved.length === before + 2);
    const files = await Promise.all(watched.saved.slice(before).map((blob) => blob.text()));
    const [page, record] = files[0].startsWith("<") ? files : files.reverse();
    found.saved = watched.inside(page);
    JSON.parse(record);
    const copies = watched.copied.length;
    click("slip-copy");
    found.lines = Object.keys(watched.copied[copies]);
    click("slip-back");
    click("copy-tables");
    await until("the copy", () => watched.copied.length === copies + 2);
    found.kinds = Object.keys(watched.copied[copies + 1]);
    found.tables = watched.inside(watched.copied[copies + 1]["text/html"]);
  }
  const look = async (source, index) => {
    await checker.check(source);
    const found = { page: watched.here() };
    if (ways && index % ways === 0 && !root.getElementById("result").hidden) await leave(found);
    return found;
  };
  const expected = await look({ html: plain, name: "a.html" }, 0);
  const wrong = [];
  const seen = [];
  for (const [index, source] of documents.entries()) {
    const found = await look(source, index);
    for (const key of Object.keys(found)) if (String(found[key]) !== String(expected[key])) wrong.push([source.name, key, String(found[key]), String(expected[key])]);
    seen.push(JSON.stringify(checker.outcome));
  }
  return { wrong, seen, violations: watched.violations, pwned: [self.pwned, {}.pwned], names: watched.names };
}, [wrong, documents, ways]);

describe("payloads", () => {
  test("each is one: put in carelessly it runs, loads or stands there as markup, and the watch sees it", async () => {
    const page = await chromium.context.newPage();
    await page.goto(`${portal.origin}/`);
    const seen = await page.evaluate(async (cases) => {
      const plain = (make) => JSON.stringify(self.watched.inside(make));
      const results = [];
      for (const { text, careless } of cases) {
        for (const [html, harmless] of careless) {
          const frame = document.createElement("iframe");
          frame.srcdoc = html;
          document.body.appendChild(frame);
          const link = new DOMParser().parseFromString(html, "text/html").querySelector("#go");
          results.push({ text, frame, marked: plain(html) !== plain(harmless), led: Boolean(link) && /^(javascript|data):$/.test(link.protocol) });
        }
      }
      const hit = ({ frame }) => {
        try {
          return frame.contentWindow.pwned === 1;
        } catch (error) {
          // It has gone elsewhere, which is heard.
          return false;
        }
      };
      // A slow machine takes its time over a hundred frames.
      for (let tries = 0; tries < 60 && (tries < 3 || results.filter(hit).length <= 20); tries += 1) await new Promise((done) => setTimeout(done, 500));
      return results.map((result) => ({ text: result.text, found: result.marked || result.led || hit(result), ran: hit(result) }));
    }, list.map(({ text, live }) => ({ text, careless: live.map((context) => [CONTEXTS[context](text), CONTEXTS[context]("a")]) })));
    assert.deepEqual(seen.filter(({ found }) => !found).map(({ text }) => text), []);
    assert.deepEqual(list.filter(({ text, live, of }) => !of === !live.length).map(({ text }) => text), []);
    // The other three of the four things that are watched: what runs, what is asked for, and dialogs.
    assert.ok(seen.filter(({ ran }) => ran).length > 20);
    assert.ok(listener.asked.length > 10, String(listener.asked));
    assert.deepEqual(heard.dialogs, ["1"]);
    await page.close();
  });

  test("in the element on a page without any policy: in the page, on the slip, and in what is saved and copied", async (t) => {
    const served = await serve({ routes: { "/": "<!doctype html><title>portal</title><gouji-checker lang=\"zh\"></gouji-checker><script type=\"module\" src=\"/gouji/element.js\"></script>" }, folders: { gouji: packed }, policy: null });
    t.after(() => served.close());
    const page = await chromium.context.newPage();
    await page.goto(`${served.url}/`);
    await page.evaluate((html) => customElements.whenDefined("gouji-checker").then(() => document.querySelector("gouji-checker").check({ html })), right);
    hush();
    const { wrong, seen, violations, pwned, names } = await strike(page, attacks(), 4);
    assert.ok(names.length > 20);
    assert.deepEqual(names.filter((name) => /[\\/:*?"<>|\u0000-\u001f]/.test(name)), []);
    assert.deepEqual(wrong, []);
    assert.deepEqual([violations, pwned], [[], [undefined, undefined]]);
    silent();
    // The texts did reach the page, and words of the page were made of them.
    const reports = seen.flatMap((one) => JSON.parse(one).reports);
    const reached = (pick) => {
      const all = reports.flatMap(pick).join("\n").replace(/\s/g, "");
      return texts.filter((text) => all.includes(text.replace(/\s/g, "")));
    };
    const titles = reached(({ title, authority }) => [title, authority]);
    assert.deepEqual(texts.filter((text) => fits(text) && !titles.includes(text)), []);
    for (const pick of [({ sections }) => sections.map(({ text }) => text), ({ states }) => Object.values(states).map(({ raw }) => raw), ({ source }) => [source]]) assert.deepEqual(reached(pick), texts);
    assert.notDeepEqual(reached(({ findings }) => findings.map(({ title }) => title)), []);
    assert.notDeepEqual(reached(({ findings }) => findings.map(({ quote }) => quote && quote.text)), []);
    await page.close();
  });

  test("in the saved page, under its policy: the same, and in everything else that it is given", async () => {
    const { page } = await open(chromium.context);
    hush();
    const { wrong: alive, violations, pwned } = await strike(page, attacks().filter((one, index) => index % 3 === 0));
    assert.deepEqual([alive, violations, pwned], [[], [], [undefined, undefined]]);
    const left = await page.evaluate(async ([texts, titled, report]) => {
      const { watched } = self;
      const checker = document.querySelector("gouji-checker");
      const root = checker.shadowRoot;
      const plain = String(watched.here());
      const wrong = [];
      const seen = [];
      const until = async (what, test) => {
        const end = Date.now() + 8000;
        while (!test()) {
          if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
          await new Promise((done) => setTimeout(done, 4));
        }
      };
      const look = (what) => {
        if (String(watched.here()) !== plain) wrong.push([what, String(watched.here())]);
      };
      /** What a part of the page says, so that a payload in it is known to have come there. */
      const reach = (what, selector, texts) => {
        const words = Array.from(root.querySelectorAll(selector)).map((node) => node.value || node.textContent).join("\n").replace(/\s/g, "");
        for (const text of texts) if (!words.includes(text.replace(/\s/g, ""))) seen.push([what, text]);
        look(what);
      };
      const arrive = (kind, selector, flavours, files = []) => {
        const transfer = new DataTransfer();
        for (const [flavour, text] of Object.entries(flavours)) transfer.setData(flavour, text);
        for (const [name, text] of files) transfer.items.add(new File([text], name));
        const event = kind === "drop" ? new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true })
          : new ClipboardEvent(kind, { clipboardData: transfer, bubbles: true, cancelable: true, composed: true });
        root.querySelector(selector).dispatchEvent(event);
      };

      // Typed at a figure: it is no number, which the page says with it.
      await checker.check(report);
      root.getElementById("tab-all").click();
      for (const text of texts) {
        const cell = root.querySelector('[id="c-requests.received.natural_person"]');
        cell.dispatchEvent(new MouseEvent("dblclick", { bubbles: true, composed: true }));
        const input = cell.querySelector(".ed");
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        reach("a figure", ".remark", [text.trim().slice(0, 12)]);
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
      }

      // As reasons of verified findings, six at a time.
      const reasons = [];
      for (let at = 0; at < texts.length; at += 6) reasons.push(texts.slice(at, at + 6).join(" ").replace(/\s+/g, " ").trim());
      for (const [index, reason] of reasons.entries()) {
        if (!root.querySelector("article .verify")) throw new Error(`no finding for reason ${index} of ${reasons.length}`);
        root.querySelector("article .verify").click();
        root.querySelector(".reason input").value = reason;
        root.querySelector(".reason .btn.primary").click();
        await until("a verified finding", () => root.querySelectorAll("article.verified").length === index + 1);
      }
      reach("reasons", "article.verified", reasons);
      root.getElementById("slip-look").click();
      await until("the slip", () => root.getElementById("slip-title"));
      reach("reasons on the slip", "#slip", reasons);
      const files = watched.saved.length;
      for (const id of ["slip-html", "slip-json"]) root.getElementById(id).click();
      await until("two files", () => watched.saved.length === files + 2);
      const contents = await Promise.all(watched.saved.slice(files).map((blob) => blob.text()));
      const [slip, record] = contents[0].startsWith("<") ? contents : contents.reverse();

      // The record by itself, then with its report.
      checker.clear();
      arrive("drop", "#start", {}, [[`${texts[5]}.json`, record]]);
      await until("news of a record", () => !root.getElementById("problem").hidden);
      reach("a record", "#problem", [texts[5]]);
      arrive("drop", "#start", {}, [[report.name, report.html]]);
      await until("the record to be taken up", () => root.querySelectorAll("article.verified").length === reasons.length);
      reach("restored reasons", "article.verified", reasons);
      await until("what was restored", () => root.getElementById("told").textContent.includes(texts[5]));
      reach("what was restored", "#told", [texts[5]]);

      // As last year's report, pasted and dropped, and of other authorities.
      const short = texts.filter((text) => text.replace(/\s/g, "").length < 40 && !/[。;《》:]/.test(text));
      let checks = 0;
      checker.addEventListener("gouji-check", () => (checks += 1));
      for (const [index, text] of short.entries()) {
        const before = checks;
        const last = `${titled.replace("T", text)}\n一、总体情况\n${text}`;
        if (index % 2) arrive("paste", "#last", { "text/plain": last });
        else arrive("drop", "#last", {}, [[`${text}.txt`, last]]);
        await until(`last year's report ${text}`, () => checks > before && root.getElementById("last-say").textContent.replace(/\s/g, "").includes(text.replace(/\s/g, "")));
        reach("last year's report", "#last", [text]);
      }

      // As a paste of markup without words beside it, which the box shows the words of.
      checker.clear();
      for (const [index, text] of texts.entries()) {
        if (index % 3) continue;
        arrive("paste", "#box", { "text/html": `${text}<p>${text}</p><p title="${text.replace(/"/g, "&quot;")}">${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</p>` });
        await until("an answer", () => root.getElementById("busy").textContent === "");
        look(`pasted ${text}`);
        checker.clear();
      }

      // Files that are none, by their names.
      arrive("drop", "#start", {}, texts.slice(0, 20).map((text) => [`${text}.docx`, "none"]));
      await until("what is wrong with them", () => root.getElementById("problem").textContent.length > 100);
      look("names of files");
      const violations = watched.violations.slice();
      // A style that is parsed counts as one against the policy here, where it is not.
      return { wrong, seen, saved: String(watched.inside(slip)), plain: String(watched.here()) === plain, pwned: [self.pwned, {}.pwned], violations };
    }, [texts, "T2025年政府信息公开年报", report(0)]);
    assert.deepEqual(left, { wrong: [], seen: [], saved: "META,META,META,META http-equiv,STYLE", plain: true, pwned: [undefined, undefined], violations: [] });
    silent();
    await page.close();
  });

  test("out of Word documents, and in the files that are written: what is read back is the text that was put in", async () => {
    const { page } = await open(chromium.context);
    hush();
    const documents = [0, 1, 2, 3].map((part) => {
      const own = texts.filter((text, index) => index % 4 === part);
      return [Array.from(docx([titled("某镇"), "一、总体情况", ...own.map((text) => `我镇${text}`)], own)), own];
    });
    const result = await page.evaluate(async ([documents, report]) => {
      const { watched } = self;
      const checker = document.querySelector("gouji-checker");
      const root = checker.shadowRoot;
      const solid = (text) => text.replace(/\s/g, "");
      await checker.check(report);
      const plain = String(watched.here());
      const wrong = [];
      // Of table 4, whose columns have no labels, a row that cannot be told apart is read as one text.
      const raws = () => Object.entries(checker.outcome.reports[0].states).filter(([field, { state }]) => state !== "missing" && !field.startsWith("disputes.")).map(([field, { raw }]) => [field, solid(raw)]);
      const put = raws();
      for (const kind of ["docx", "xlsx"]) {
        await checker.check(report);
        const files = watched.saved.length;
        root.getElementById(`save-${kind}`).click();
        while (watched.saved.length === files) await new Promise((done) => setTimeout(done, 5));
        await checker.check({ bytes: new Uint8Array(await new Response(watched.saved[files]).arrayBuffer()), name: `a.${kind}` });
        const back = new Map(raws());
        for (const [field, raw] of put) if (back.get(field) !== raw) wrong.push([kind, field, raw, back.get(field)]);
        if (String(watched.here()) !== plain) wrong.push([kind, String(watched.here())]);
      }
      for (const [bytes, own] of documents) {
        await checker.check({ bytes: new Uint8Array(bytes), name: "a.docx" });
        const words = solid(root.getElementById("report").textContent);
        for (const text of own) if (!words.includes(solid(text))) wrong.push(["Word", text]);
        if (String(watched.here()) !== plain) wrong.push(["Word", String(watched.here())]);
      }
      return { put: put.length > 100, wrong, pwned: [self.pwned, {}.pwned], violations: watched.violations };
    }, [documents, report(0)]);
    assert.deepEqual(result, { put: true, wrong: [], pwned: [undefined, undefined], violations: [] });
    silent();
    await page.close();
  });

  test("in the framed page, by its messages: in the frame and in the page around it", async () => {
    const { page, inner, answer } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html` });
    await answer({ gouji: 1, type: "check", id: "plain", source: { html: wrong, name: "a.html" } });
    const here = () => inner.evaluate(() => [self.watched.here(), self.watched.violations, self.pwned, {}.pwned]);
    const plain = await here();
    hush();
    for (const [index, text] of texts.entries()) {
      if (index % 5) continue;
      const { outcome } = await answer({ gouji: 1, type: "check", id: text, source: { html: poisoned(wrong, texts, index, "text"), name: text } });
      assert.equal(outcome.reports[0].source, text);
      assert.deepEqual(await here(), plain, text);
    }
    // A message can be refused for what it says, and the answer holds none of it but the id.
    const { id, ...refused } = await answer({ gouji: 1, type: texts[0], id: texts[1], source: texts[2], options: texts[3] });
    assert.deepEqual([id, refused], [texts[1], { gouji: 1, type: "refused", reason: "type", message: zh.frame.refused.type }]);
    assert.equal(await page.evaluate(() => self.pwned), undefined);
    silent();
    await page.close();
  });
});

describe("a hostile page around the frame", () => {
  const SECRET = "绝密甲乙丙";
  const secret = wrong.replace(/某镇/g, SECRET);
  const everything = (page) => page.evaluate(() => JSON.stringify(window.log));
  const pasted = (inner, html) => inner.evaluate((html) => {
    const transfer = new DataTransfer();
    transfer.setData("text/html", html);
    app().getElementById("box").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
  }, html);

  test("what the reader pasted is not to be had by any message, however often and however it is asked for", async () => {
    const { page, inner, told, answer, heard: until } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html` });
    await answer({ gouji: 1, type: "check", id: "bait", source: { html: right } });
    await answer({ gouji: 1, type: "clear", id: "c" });
    await told();
    // The parent asks without a pause while the paste comes in, is checked, and stands there.
    await page.evaluate((html) => {
      let round = 0;
      window.asking = setInterval(() => {
        round += 1;
        window.say({ gouji: 1, type: "check", id: `ask ${round}`, source: { html }, options: { lang: "zh" } });
        window.say({ gouji: 1, type: "clear", id: `clear ${round}` });
        for (const type of ["outcome", "own", "cleared", "ready", "refused", "get", "read", "report", "export", "__proto__", "toString"]) window.say({ gouji: 1, type, id: `${type} ${round}`, outcome: {}, changes: [{}] });
      }, 5);
    }, right);
    await page.waitForTimeout(100);
    await pasted(inner, secret);
    await inner.waitForFunction((secret) => app().getElementById("report").textContent.includes(secret), SECRET);
    await page.evaluate(() => window.log.length = window.from = 0);
    await page.waitForTimeout(200);
    await inner.click("#totals");
    await inner.click("#print-slip");
    await page.waitForTimeout(200);
    await page.evaluate(() => clearInterval(window.asking));
    const answers = await page.evaluate(() => window.log.map(({ data }) => data));
    assert.ok(answers.length > 100);
    // Two answers there are, whatever is asked, and neither says more than that something is there.
    assert.deepEqual(Array.from(new Set(answers.map(({ id, ...rest }) => JSON.stringify(rest)))).sort(), ["occupied", "type"].map((reason) => JSON.stringify({ gouji: 1, type: "refused", reason, message: zh.frame.refused[reason] })).sort());
    assert.equal((await everything(page)).includes(SECRET), false);
    assert.match(await inner.textContent("#report h1"), new RegExp(SECRET));
    // What stands there after the reader has cleared it is the parent's again, and nothing of what was there goes along.
    await inner.click("#slip-back");
    await inner.click(".actions .btn");
    await until((data) => data.type === "cleared");
    const { outcome, changes } = await answer({ gouji: 1, type: "check", id: "after", source: { html: wrong } });
    assert.deepEqual([changes, outcome.reports[0].previous, JSON.stringify(outcome).includes(SECRET)], [undefined, null, false]);
    await page.close();
  });

  test("a refusal says the same of a small document of the reader's and of a large one, at any time", async () => {
    const { page, inner, answer } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html` });
    const answers = [];
    for (const html of [right, secret, secret + "<p>第一条，某事。</p>".repeat(20000)]) {
      await pasted(inner, html);
      await inner.waitForSelector("#verdict");
      const { id, ...rest } = await answer({ gouji: 1, type: "check", id: 1, source: { html: right } });
      answers.push(JSON.stringify(rest));
      await inner.click(".actions .btn");
      await inner.waitForSelector("#start:not([hidden])");
    }
    assert.deepEqual(new Set(answers).size, 1);
    await page.close();
  });

  test("other windows are not heard: a frame beside it, a frame around the frame's page, an opener", async () => {
    const { page, inner, told, answer } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html` });
    await told();
    // A frame beside it, of the portal's own origin and of another, reaches it as `parent.frames[0]`.
    for (const origin of [portal.origin, other.origin]) {
      await page.evaluate(async ([src, html]) => {
        const beside = document.createElement("iframe");
        beside.src = src;
        await new Promise((done) => {
          beside.onload = done;
          document.body.appendChild(beside);
        });
      }, [`${origin}/beside`, right]);
      const beside = page.frames().find((frame) => frame.url() === `${origin}/beside`);
      await beside.evaluate((html) => {
        window.got = 0;
        addEventListener("message", () => (window.got += 1));
        parent.frames[0].postMessage({ gouji: 1, type: "check", id: "beside", source: { html } }, "*");
        parent.frames[0].postMessage({ gouji: 1, type: "clear", id: "beside" }, "*");
      }, right);
      await page.waitForTimeout(150);
      assert.equal(await beside.evaluate(() => window.got), 0);
    }
    assert.deepEqual(kinds(await told()), []);
    assert.equal(await inner.isVisible("#start"), true);
    // A page around the page around it: `frames[0].frames[0]`.
    const outside = await chromium.context.newPage();
    await outside.goto(`${portal.origin}/outside`);
    await outside.evaluate(async ([middle, html]) => {
      window.got = [];
      addEventListener("message", ({ data }) => window.got.push(data));
      const frame = document.createElement("iframe");
      frame.src = middle;
      document.body.appendChild(frame);
      await new Promise((done) => {
        frame.onload = done;
      });
    }, [`${other.origin}/middle`, right]);
    const middle = outside.frames().find((frame) => frame.url() === `${other.origin}/middle`);
    await middle.evaluate((src) => new Promise((done) => {
      window.got = [];
      addEventListener("message", ({ data }) => {
        window.got.push(data);
        if (data.type === "ready") done();
      });
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.src = src;
      document.body.appendChild(frame);
    }), `${listener.origin}/gouji.html`);
    await outside.evaluate((html) => window.frames[0].frames[0].postMessage({ gouji: 1, type: "check", id: "outside", source: { html } }, "*"), right);
    await middle.evaluate((html) => window.frames[0].postMessage({ gouji: 1, type: "check", id: "middle", source: { html } }, "*"), right);
    await middle.waitForFunction(() => window.got.some((data) => data.id === "middle"));
    await outside.waitForTimeout(150);
    assert.deepEqual([kinds(await middle.evaluate(() => window.got)), await outside.evaluate(() => window.got)], [["ready -", "outcome middle"], []]);
    await outside.close();
    // An opener: the page is nobody's frame then, and has no door at all.
    const opener = await chromium.context.newPage();
    await opener.goto(`${portal.origin}/opener`);
    const [popup] = await Promise.all([opener.waitForEvent("popup"), opener.evaluate((src) => {
      window.got = [];
      addEventListener("message", ({ data }) => window.got.push(data));
      window.popup = window.open(src);
    }, `${other.origin}/gouji.html`)]);
    await popup.waitForSelector("html[data-ready]");
    await opener.evaluate((html) => window.popup.postMessage({ gouji: 1, type: "check", id: 1, source: { html } }, "*"), right);
    await opener.waitForTimeout(200);
    assert.deepEqual([await opener.evaluate(() => window.got), await popup.isVisible("#start"), await popup.isVisible("#framed")], [[], true, false]);
    await opener.close();
    await popup.close();
    assert.equal((await answer({ gouji: 1, type: "check", id: "own", source: { html: right } })).type, "outcome");
    await page.close();
  });

  test("a page without an origin of its own is refused, without a word about anything", async () => {
    const page = await chromium.context.newPage();
    await page.goto(`${portal.origin}/`);
    await page.evaluate((src) => {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.srcdoc = `<script>
        const got = [];
        addEventListener("message", ({ data }) => {
          got.push(data);
          if (data.type === "ready") frames[0].postMessage({ gouji: 1, type: "check", id: "a", source: { text: "a" } }, "*");
          parent.postMessage(got, "*");
        });
      </script><iframe src="${src}"></iframe>`;
      window.got = [];
      addEventListener("message", ({ data }) => (window.got = data));
      document.body.appendChild(frame);
    }, `${other.origin}/gouji.html`);
    await page.waitForFunction(() => window.got.length > 1);
    assert.deepEqual((await page.evaluate(() => window.got)).slice(1), [{ gouji: 1, type: "refused", id: "a", reason: "origin", message: zh.frame.refused.origin }]);
    await page.close();
  });

  test("an answer goes to the origin that asked: a page that is left for another one takes nothing along, and a frame that is led elsewhere starts empty", async () => {
    const { page, inner, answer, told, heard: until } = await framed(chromium.context, { portal: `${portal.origin}/`, page: `${other.origin}/gouji.html` });
    await answer({ gouji: 1, type: "clear", id: "a" });
    await pasted(inner, secret);
    await inner.waitForSelector("#verdict");
    // Led to another language by its address, the page keeps what is the reader's, and to itself.
    await told();
    await page.evaluate((src) => {
      window.frame.src = src;
    }, `${other.origin}/gouji.html#lang=en`);
    await inner.waitForFunction(() => document.documentElement.lang === "en");
    await page.waitForTimeout(150);
    assert.deepEqual(kinds(await told()), []);
    assert.equal((await answer({ gouji: 1, type: "check", id: "b", source: { html: right } })).reason, "occupied");
    // Loaded anew, it has nothing any more.
    await told();
    await page.evaluate((src) => {
      window.frame.src = src;
    }, `${other.origin}/gouji.html?again`);
    await until((data) => data.type === "ready");
    const { outcome } = await answer({ gouji: 1, type: "check", id: "c", source: { html: wrong } });
    assert.equal(JSON.stringify(outcome).includes(SECRET), false);
    assert.equal((await everything(page)).includes(SECRET), false);
    // A portal that asks and is gone before the answer: whoever comes in its window hears nothing.
    await page.evaluate(([html, next]) => {
      window.say({ gouji: 1, type: "check", id: "late", source: { html } });
      location.href = next;
    }, [wrong, `${listener.origin}/next`]);
    await page.waitForURL(`${listener.origin}/next`);
    const late = await page.evaluate(() => new Promise((done) => {
      const got = [];
      addEventListener("message", ({ data }) => got.push(data));
      setTimeout(() => done(got), 300);
    }));
    assert.deepEqual(late, []);
    await page.close();
  });
});
