// The element out of the package, in pages of somebody else: what it leaves behind, what a form sees of it, where it cannot run, what it hands back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, lastYear, right, wrong } from "../browser/harness.mjs";
import { POLICY, caseFile, packed, root, serve } from "./parts.mjs";
import { memoryOf } from "./memory.mjs";

const docx = readFileSync(caseFile("files/zone-2021.docx"));
/** One wrong figure, which two sums show, and nothing else. */
const oneWrong = right.replace("<td>12</td>", "<td>21</td>");

/** The words of a report as they are copied as plain text, cells apart by tabs. */
const textOf = (html) => html.replace(/<\/t[dh]>/g, "\t").replace(/<\/(tr|p|h\d)>/g, "\n").replace(/<[^>]*>/g, "");

const SCRIPT = 'import { GoujiChecker } from "/gouji/element.js";\nwindow.GoujiChecker = GoujiChecker;\n';
const documentOf = (markup) => `<!doctype html><html lang="zh-CN"><head><title>portal</title><script type="module" src="/start.js"></script></head><body>${markup}</body></html>`;

let chromium;
let gouji;
before(async () => {
  chromium = await browser();
  gouji = await import(pathToFileURL(path.join(packed, "index.js")));
  await gouji.default();
});
after(() => chromium.close());

/**
 * Opens markup in a page that defines the element, under the policy of a strict portal, and holds that nothing went wrong in it but `expected`: no
 * error, no message of the console, no violation of the policy.
 */
async function shown(markup, run, { policy = POLICY, expected = [], init } = {}) {
  const routes = { "/": documentOf(markup), "/away/": documentOf(""), "/start.js": SCRIPT };
  const portal = await serve({ routes, folders: { gouji: packed }, policy });
  const own = init ? await browser({ init }) : chromium;
  const page = await own.context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
    /** The first element of the page, and a node in it. */
    window.checker = () => document.querySelector("gouji-checker");
    window.inner = (selector) => window.checker().shadowRoot.querySelector(selector);
  });
  try {
    await page.goto(portal.url);
    await page.waitForFunction(() => window.GoujiChecker);
    await run(page, { ...portal, routes });
    const violations = await page.evaluate(() => window.violations);
    assert.deepEqual(trouble.concat(violations).filter((text) => !expected.some((pattern) => pattern.test(text))), []);
  } finally {
    if (init) await own.close();
    else await page.close();
    await portal.close();
  }
}

const check = (page, source) => page.evaluate((given) => checker().check(given), source);

/** Checks bytes, which do not go over as they are. */
const checkBytes = (page, bytes, name) => page.evaluate(([base64, called]) => checker().check({ bytes: Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)), name: called }), [Buffer.from(bytes).toString("base64"), name]);

const validity = (page) => page.evaluate(() => [checker().checkValidity(), checker().validationMessage]);

/** What `changed` and `file()` give; a file as name, type and bytes in base64. */
const handed = (page) => page.evaluate(async () => {
  const file = await checker().file();
  if (!file) return [checker().changed, null];
  const bytes = new Uint8Array(await file.arrayBuffer());
  return [checker().changed, { name: file.name, type: file.type, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) }];
});

/** Types a figure into a cell as a person does, and waits for its check. */
async function type(page, field, figure) {
  await page.click(`#tab-${field.split(".")[0]}`);
  await page.click(`[id="c-${field}"]`);
  await page.keyboard.type(figure);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !inner(".ed"));
  await page.evaluate(() => checker().file());
}

test("fifty elements that are created, given a report and removed leave no node, no listener and nothing in memory behind", () =>
  shown("<p>beside</p><main></main>", async (page) => {
    await page.evaluate((texts) => {
      const one = async (at) => {
        const element = document.createElement("gouji-checker");
        document.querySelector("main").appendChild(element);
        await element.check({ html: texts[at % 2], name: `${at}` });
        if (element.outcome.reports.length !== 1) throw new Error("nothing was checked");
        return element;
      };
      window.fifty = async () => {
        for (let at = 0; at < 50; at += 10) {
          const ten = await Promise.all(Array.from({ length: 10 }, (_, index) => one(at + index)));
          // What an element opens outside itself goes with it too: the menu listens to clicks anywhere, the slip asks the page for paper.
          ten.slice(0, 3).forEach((element) => element.shadowRoot.getElementById("save").click());
          ten[9].shadowRoot.getElementById("slip-look").click();
          for (let wait = 0; wait < 500 && !document.querySelector("[data-gouji-aside]"); wait += 1) await new Promise((done) => setTimeout(done, 10));
          if (!document.querySelector("p[data-gouji-aside]")) throw new Error("there is no slip");
          ten.forEach((element) => element.remove());
        }
      };
    }, [wrong, oneWrong]);
    const memory = await memoryOf(page);
    // The first fifty start the module and have the browser prepare what it runs again and again.
    await page.evaluate(() => window.fifty());
    const before = await memory.measure();
    await page.evaluate(() => window.fifty());
    const after = await memory.measure();
    const idle = [after];
    for (let i = 0; i < 3; i += 1) idle.push(await memory.measure());
    assert.deepEqual([after.nodes, after.listeners, after.module], [before.nodes, before.listeners, before.module]);
    assert.ok(after.module > 0);
    const heaps = idle.map(({ heap }) => heap);
    const spread = Math.max(...heaps) - Math.min(...heaps);
    const growth = after.heap - before.heap;
    console.log(`the second fifty: ${growth} bytes of objects more; without any work the same measurement varies by ${spread}; used heap with code and tables ${after.used - before.used}`);
    // An element that stays leaves some 500,000 bytes, and the least thing of one, a closure with what it holds, more than these 100.
    assert.ok(growth <= spread + 50 * 100, `${growth} bytes stayed, where a measurement varies by ${spread}`);
    assert.equal(await page.evaluate(() => document.querySelectorAll("[data-gouji-aside]").length + document.adoptedStyleSheets.length), 0);
  }));

test("what an element handed over is let go of when it is removed, and the others keep theirs", () =>
  shown('<gouji-checker worker="/gouji/worker.js"></gouji-checker><gouji-checker></gouji-checker>', async (page) => {
    const seen = await page.evaluate(async ([first, second, last]) => {
      const held = [];
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function post(question, ...rest) {
        if (question.ask === "release") this.addEventListener("message", ({ data }) => data.id === question.id && held.push(["released", question.args[0].length, "left", data.value]));
        else if (question.document) held.push(question.document.source ? "sent" : "known");
        return postMessage.call(this, question, ...rest);
      };
      const [one, other] = document.querySelectorAll("gouji-checker");
      // A file waits for the worker; from then on everything is asked there.
      await one.check({ bytes: new TextEncoder().encode(first), name: "one.html" });
      await one.check({ html: last });
      await other.check({ html: second });
      one.remove();
      await other.check({ html: second });
      other.setAttribute("authority", "county_gov");
      await other.file();
      other.remove();
      for (let wait = 0; wait < 500 && held.filter(([word]) => word === "released").length < 2; wait += 1) await new Promise((done) => setTimeout(done, 10));
      return held;
    }, [wrong, right, lastYear]);
    assert.deepEqual(seen, ["sent", "sent", "sent", ["released", 2, "left", 1], "sent", "known", ["released", 2, "left", 0]]);
    assert.equal(page.workers().length, 1);
  }));

test("without an address for it there is no worker and no violation, also for a file", () =>
  shown("<gouji-checker></gouji-checker>", async (page, portal) => {
    await checkBytes(page, docx, "zone-2021.docx");
    assert.equal(await page.evaluate(() => checker().outcome.reports[0].kind), "docx");
    assert.equal(page.workers().length, 0);
    assert.deepEqual(portal.asked.filter((name) => name.includes("worker")), []);
  }));

test("an address that leads to no worker costs nothing but the attempt", () =>
  shown('<gouji-checker worker="/gouji/none.js"></gouji-checker>', async (page) => {
    await checkBytes(page, docx, "zone-2021.docx");
    assert.equal(await page.evaluate(() => checker().outcome.reports[0].kind), "docx");
    assert.equal(page.workers().length, 0);
  }, { expected: [/404/] }));

test("one element's cancelling does not end the check of another", () =>
  shown('<gouji-checker worker="/gouji/worker.js"></gouji-checker><gouji-checker></gouji-checker>', async (page) => {
    const seen = await page.evaluate(async ([first, second]) => {
      const [one, other] = document.querySelectorAll("gouji-checker");
      // The worker is there, and then long at work for the other.
      await one.check({ bytes: new TextEncoder().encode(first), name: "first" });
      one.clear();
      const long = other.check({ html: second + `<!--${"字".repeat(6000000)}-->` });
      const checks = [long, one.check({ html: first })];
      await new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 0)));
      one.shadowRoot.getElementById("cancel").click();
      await Promise.all(checks);
      return [one.outcome, other.outcome && other.outcome.reports.length, one.shadowRoot.getElementById("busy").textContent];
    }, [wrong, right]);
    assert.deepEqual(seen, [null, 1, "已取消。粘贴的内容还在，可以再核对一次。"]);
  }));

const CHILDREN = '<form><gouji-checker name="report" required><p id="fallback">照常报送</p></gouji-checker></form>';

/** Where nothing can be checked: the children stand there, the event tells of it, and the form goes through. */
const unavailable = async (page) => {
  await page.waitForFunction(() => checker().unavailable);
  const seen = await page.evaluate(async () => {
    const told = [];
    const form = document.querySelector("form");
    form.addEventListener("gouji-unavailable", (event) => told.push([event.target.localName, event.composed]));
    // Taken away and put back, it tries again, and tells again.
    const element = checker();
    element.remove();
    form.appendChild(element);
    for (let wait = 0; wait < 500 && !told.length; wait += 1) await new Promise((done) => setTimeout(done, 10));
    const refusal = await element.check({ text: "" }).then(() => "checked", (error) => error.message);
    element.clear();
    form.reset();
    return [told, element.unavailable, element.outcome, element.changed, await element.file(), refusal, element.checkValidity(), new FormData(form).has("report"),
      document.getElementById("fallback").getClientRects().length > 0];
  });
  assert.deepEqual(seen, [[["gouji-checker", true]], true, null, false, null, "gouji: nothing can be checked here", true, false, true]);
};

test("while it can check, the children do not show", () =>
  shown(CHILDREN, async (page) => {
    await check(page, { html: right });
    assert.deepEqual(await page.evaluate(() => [checker().unavailable, document.getElementById("fallback").getClientRects().length]), [false, 0]);
  }));

test("where the browser has no WebAssembly, the children stand in its place and the form goes through", () =>
  shown(CHILDREN, unavailable, { init: () => delete window.WebAssembly }));

test("where the browser cannot make stylesheets, too", () =>
  shown(CHILDREN, unavailable, { init: () => delete CSSStyleSheet.prototype.replaceSync }));

test("where the policy allows no WebAssembly, too", () =>
  shown(CHILDREN, unavailable, { policy: POLICY.replace(" 'wasm-unsafe-eval'", ""), expected: [/WebAssembly|wasm/i] }));

test("a report of another year than the form wants is refused, with both years, and nothing is said of what cannot be known", () =>
  shown('<form><gouji-checker name="report" year="2025"></gouji-checker></form>', async (page) => {
    const state = () => page.evaluate(() => [checker().validationMessage, inner("#unwanted").hidden ? "" : inner("#unwanted").textContent]);
    const set = (name, value) => page.evaluate(([key, to]) => (to === null ? checker().removeAttribute(key) : checker().setAttribute(key, to)), [name, value]);
    assert.deepEqual(await state(), ["", ""]);
    await check(page, { html: right });
    const words = "放入的报告是2026年的，这里要的是2025年的报告。";
    assert.deepEqual(await state(), [words, words]);
    await set("year", "2026");
    assert.deepEqual(await state(), ["", ""]);
    for (const unknown of ["", "这一年", "26", null]) {
      await set("year", unknown);
      assert.deepEqual(await state(), ["", ""]);
    }
    await set("year", "2025");
    await page.evaluate(() => checker().setAttribute("lang", "en"));
    await page.evaluate(() => checker().file());
    const english = "This report is for 2026, and the report for 2025 is wanted here.";
    assert.deepEqual(await state(), [english, english]);
    await page.evaluate(() => checker().setAttribute("lang", "zh"));
    await page.evaluate(() => checker().file());
    // With errors, both are said.
    await check(page, { html: wrong });
    const errors = await page.evaluate(() => checker().outcome.reports[0].summary.errors);
    const [places] = await page.evaluate(() => /^\d+/.exec(inner("#verdict-words").textContent));
    assert.deepEqual(await state(), [`年度报告有 ${places} 处要改正（共 ${errors} 处错误），改正后才能提交。${words}`, words]);
    // Of several reports the one that does not belong is named.
    const twice = { text: `${textOf(right)}\n${textOf(right.replace(/2026年/g, "2024年"))}` };
    await set("year", "2026");
    await check(page, twice);
    assert.deepEqual(await page.evaluate(() => checker().outcome.reports.map((report) => report.year)), [2026, 2024]);
    assert.match((await state())[0], /放入的报告是2024年的，这里要的是2026年的报告。$/);
    // A report that names no year is not held against.
    await check(page, { html: right.replace(/2026年/g, "") });
    assert.equal(await page.evaluate(() => checker().outcome.reports[0].year), null);
    assert.deepEqual((await state())[1], "");
    await page.evaluate(() => checker().clear());
    assert.deepEqual(await state(), ["", ""]);
  }));

test("the document is handed over as it was given, with the changed figures, or not at all", () =>
  shown("<gouji-checker></gouji-checker>", async (page) => {
    assert.deepEqual(await handed(page), [false, null]);
    await checkBytes(page, docx, "某机关2021.docx");
    const given = { name: "某机关2021.docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", base64: docx.toString("base64") };
    assert.deepEqual(await handed(page), [false, given]);

    const cell = "requests.received.natural_person";
    const [report] = gouji.check({ bytes: new Uint8Array(docx), name: given.name }).reports;
    await type(page, cell, "4321");
    const [changed, file] = await handed(page);
    assert.deepEqual([changed, file.name, file.type], [true, given.name, given.type]);
    const patched = gouji.patch({ bytes: new Uint8Array(docx), name: given.name }, [{ [cell]: 4321 }]);
    assert.equal(file.base64, Buffer.from(patched.bytes).toString("base64"));
    // Whoever reads that file finds what stands in the element.
    const outcome = await page.evaluate(() => checker().outcome);
    assert.deepEqual(gouji.check({ bytes: new Uint8Array(Buffer.from(file.base64, "base64")), name: file.name }), outcome);

    // Back to what was there, it is the given file again.
    await type(page, cell, String(report.values[cell]));
    assert.deepEqual(await handed(page), [false, given]);

    // Into a web page no figure can be written back; unchanged it is itself.
    await checkBytes(page, Buffer.from(oneWrong), "某镇2026.html");
    assert.deepEqual(await handed(page), [false, { name: "某镇2026.html", type: "", base64: Buffer.from(oneWrong).toString("base64") }]);
    await page.evaluate(() => inner(".repair .btn.primary").click());
    await page.waitForFunction(() => checker().changed);
    assert.deepEqual(await handed(page), [true, null]);

    // What was pasted is no file.
    await check(page, { html: right });
    assert.deepEqual(await handed(page), [false, null]);
    await page.evaluate(() => checker().clear());
    assert.deepEqual(await handed(page), [false, null]);
  }));

test("a File is taken as it is, and several are no single document", () =>
  shown("<gouji-checker></gouji-checker>", async (page) => {
    const outcome = await page.evaluate(async (html) => {
      await checker().check(new File([html], "某镇.html"));
      return checker().outcome;
    }, oneWrong);
    assert.deepEqual(outcome, JSON.parse(JSON.stringify(gouji.check({ bytes: new TextEncoder().encode(oneWrong), name: "某镇.html" }))));
    assert.equal((await handed(page))[1].name, "某镇.html");
    await page.setInputFiles("#file", [{ name: "一.html", mimeType: "text/html", buffer: Buffer.from(oneWrong) }, { name: "二.html", mimeType: "text/html", buffer: Buffer.from(right) }]);
    await page.waitForFunction(() => checker().outcome.reports.length === 2);
    assert.deepEqual(await handed(page), [false, null]);
    // More than is read is refused before it is.
    await page.evaluate(() => {
      checker().clear();
      return checker().check(new File([new Uint8Array(32 * 1024 * 1024 + 1)], "大.docx"));
    });
    assert.deepEqual(await page.evaluate(() => [checker().outcome, /32 MB/.test(inner("#problem").textContent)]), [null, true]);
  }));

test("in a fieldset that is disabled nothing can be changed, nothing is submitted and nothing is refused", () =>
  shown('<form><fieldset><gouji-checker name="report" required></gouji-checker></fieldset></form>', async (page) => {
    const state = () => page.evaluate(() => {
      const { reports: [report] } = checker().outcome;
      return [checker().matches(":disabled"), checker().willValidate, checker().checkValidity(), new FormData(document.querySelector("form")).has("report"), checker().changed, report.source];
    });
    const disable = (on) => page.evaluate((disabled) => {
      document.querySelector("fieldset").disabled = disabled;
    }, on);
    await check(page, { html: oneWrong, name: "one" });
    assert.deepEqual(await state(), [false, true, false, true, false, "one"]);
    await disable(true);
    const held = [true, false, true, false, false, "one"];
    assert.deepEqual(await state(), held);
    // By the mouse, by the keyboard, by the clipboard, by a drop.
    await page.click(".repair .btn.primary");
    await page.click('[id="c-requests.received.natural_person"]');
    await page.keyboard.type("9");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await page.dblclick('[id="c-requests.received.natural_person"]');
    await page.click("#totals");
    const dropped = await page.evaluate((html) => {
      const transfer = () => {
        const made = new DataTransfer();
        made.setData("text/html", html);
        return made;
      };
      const cell = inner('[id="c-requests.received.natural_person"]');
      cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer(), bubbles: true, cancelable: true, composed: true }));
      // A drop that is not taken must not lead the browser away from the page either.
      return !cell.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer(), bubbles: true, cancelable: true, composed: true }));
    }, right);
   assert.equal(dropped, true);
    await page.selectOption("#authority", "county_gov").catch(() => {});
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => inner(".ed")), null);
    assert.equal(await page.evaluate(() => inner("#told").hidden), true);
    // It can be looked through.
    await page.click("#tab-disputes");
    assert.equal(await page.getAttribute("#tab-disputes", "aria-selected"), "true");
    assert.deepEqual(await state(), held);
    await disable(false);
    await page.click("#tab-requests");
    await page.click(".repair .btn.primary");
    await page.waitForFunction(() => checker().changed);
    assert.deepEqual(await state(), [false, true, true, true, true, "one"]);
  }));

test("a form that is reset has nothing in it, also where a check is under way, and the focus stays where it was", () =>
  shown('<form><button type="button" id="beside">beside</button><gouji-checker name="report" required></gouji-checker></form>', async (page) => {
    const state = () => page.evaluate(() => [checker().outcome, checker().validationMessage, inner("#start").hidden, inner("#box").value, inner("#last-drop").hidden, document.activeElement.id,
      new FormData(document.querySelector("form")).has("report")]);
    const empty = [null, "请先放入年度报告并核对。", false, "", true, "beside", false];
    // Last year's report beside this year's.
    await page.setInputFiles("#last-file", { name: "上年.html", mimeType: "text/html", buffer: Buffer.from(lastYear) });
    await page.waitForFunction(() => !inner("#last-drop").hidden);
    await check(page, { html: right });
    assert.equal(await page.evaluate(() => checker().outcome.reports[0].previous.hindrance), null);
    const reset = () => page.evaluate(() => {
      document.getElementById("beside").focus();
      document.querySelector("form").reset();
    });
    await reset();
    assert.deepEqual(await state(), empty);
    // What is under way when it is reset does not come back.
    await page.evaluate((html) => {
      const element = checker();
      element.check({ html });
      return new Promise((done) => requestAnimationFrame(() => {
        document.getElementById("beside").focus();
        document.querySelector("form").reset();
        setTimeout(done, 500);
      }));
    }, right);
    assert.deepEqual(await state(), empty);
    await check(page, { html: right });
    assert.equal(await page.evaluate(() => checker().outcome.reports[0].previous), null);
  }));

test("nothing of a report is kept with the browser's history", () =>
  shown("", async (page, portal) => {
    // Two elements that would be told what the browser kept for them: the checker's kin, and one that has something kept.
    const define = () => {
      const kept = (element, state) => sessionStorage.setItem("kept", `${sessionStorage.getItem("kept") || ""}${element.localName}=${state} `);
      customElements.define("kin-checker", class extends window.GoujiChecker {
        formStateRestoreCallback(state) {
          kept(this, state);
        }
      });
      customElements.define("plain-field", class extends HTMLElement {
        static get formAssociated() {
          return true;
        }
        constructor() {
          super();
          this.internals = this.attachInternals();
        }
        formStateRestoreCallback(state) {
          kept(this, state);
        }
      });
      document.body.innerHTML = '<form><kin-checker name="report"></kin-checker><plain-field name="plain"></plain-field></form>';
    };
    portal.routes["/kept/"] = documentOf("").replace("</head>", '<script type="module" src="/kept.js"></script></head>');
    portal.routes["/kept.js"] = `(${define})();`;
    // A page that cannot be frozen as it is has to be built anew from what the browser kept.
    const go = async (address) => {
      await page.goto(address);
      await page.evaluate(() => addEventListener("unload", () => {}));
    };
    await go(`${portal.url}/kept/`);
    await page.waitForFunction(() => document.querySelector("kin-checker"));
    await page.evaluate(async (html) => {
      await document.querySelector("kin-checker").check({ html });
      document.querySelector("plain-field").internals.setFormValue("something");
    }, right);
    assert.equal(await page.evaluate(() => new FormData(document.querySelector("form")).get("report").length > 1000), true);
    await page.goto(`${portal.url}/away/`);
    await page.goBack();
    await page.waitForFunction(() => sessionStorage.getItem("kept"));
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => sessionStorage.getItem("kept")), "plain-field=something ");
    await page.goto(portal.url);
    await page.waitForFunction(() => window.GoujiChecker);
  }));

test("an element that is taken away while it reads a file leaves nothing to the one that is put back", () =>
  shown("<main><gouji-checker></gouji-checker></main>", async (page) => {
    const seen = await page.evaluate(async (html) => {
      const element = checker();
      const told = [];
      element.addEventListener("gouji-check", ({ detail }) => told.push(detail && detail.reports.length));
      const reading = element.check(new File([html], "某镇.html"));
      element.remove();
      document.querySelector("main").appendChild(element);
      await reading;
      await new Promise((done) => setTimeout(done, 300));
      const after = [element.outcome, inner("#start").hidden, inner("#problem").hidden, inner("#busy").textContent, told.length];
      await element.check({ html });
      return after.concat(element.outcome.reports.length, told.length);
    }, right);
    assert.deepEqual(seen, [null, false, true, "", 0, 1, 1]);
  }));

test("in a narrow column the element is drawn for that column, whatever the window's width", () =>
  shown('<div id="column"><gouji-checker></gouji-checker></div>', async (page) => {
    await check(page, { html: wrong });
    const columns = (width) => page.evaluate(async (pixels) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`body{margin:0}#column{width:${pixels}px}`);
      document.adoptedStyleSheets = [sheet];
      await new Promise((done) => setTimeout(done, 150));
      const tracks = getComputedStyle(inner(".bench")).gridTemplateColumns.split(" ").length;
      const inside = () => {
        const [own, menu] = [checker().getBoundingClientRect(), inner("#save-menu").getBoundingClientRect()];
        return menu.width > 0 && menu.left >= own.left - 1 && menu.right <= own.right + 1;
      };
      inner("#save").click();
      const held = inside();
      inner("#save").click();
      return [tracks, getComputedStyle(inner(".jump")).display, checker().scrollWidth > checker().clientWidth + 1, held];
    }, width);
    await page.setViewportSize({ width: 1600, height: 900 });
    const all = [];
    for (const width of [1500, 1000, 700, 360, 1500]) all.push(await columns(width));
    assert.deepEqual(all, [[3, "none", false, true], [2, "none", false, true], [1, "grid", false, true], [1, "grid", false, true], [3, "none", false, true]]);
  }));

/** The words in code of the first column of the table under a heading of `docs/embedding.md`. */
function documented(heading) {
  const lines = readFileSync(path.join(root, "docs/embedding.md"), "utf8").split("\n");
  const from = lines.indexOf(`| ${heading} | |`);
  assert.ok(from > 0, `docs/embedding.md has no table of ${heading}`);
  const rows = lines.slice(from + 2, lines.findIndex((line, at) => at > from && !line.startsWith("|")));
  return rows.flatMap((row) => Array.from(row.split("|")[1].matchAll(/`([^`]+)`/g), ([, word]) => word));
}

test("the custom properties are those that are documented, and every one of them is taken from the page", () =>
  shown("<gouji-checker></gouji-checker>", async (page) => {
    const names = documented("custom property");
    const used = await page.evaluate(() => {
      const css = Array.from(checker().shadowRoot.adoptedStyleSheets).flatMap((sheet) => Array.from(sheet.cssRules, (rule) => rule.cssText)).join("\n");
      return [/--gouji-[a-z0-9-]+(?=:)/g, /var\(--gouji-[a-z0-9-]+/g].map((pattern) => Array.from(new Set(css.match(pattern).map((text) => text.replace("var(", "")))).sort());
    });
    assert.deepEqual(used, [names.slice().sort(), names.slice().sort()]);
    await check(page, { html: wrong });
    const seen = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("gouji-checker{--gouji-accent:rgb(1, 2, 3);--gouji-radius-small:9px} gouji-checker::part(verdict){border-top-width:7px} gouji-checker::part(formats){display:none}");
      document.adoptedStyleSheets = [sheet];
      const button = getComputedStyle(inner("#print-slip"));
      return [button.backgroundColor, button.borderTopLeftRadius, getComputedStyle(inner("#verdict")).borderTopWidth, getComputedStyle(inner(".formats")).display];
    });
    assert.deepEqual(seen, ["rgb(1, 2, 3)", "9px", "7px", "none"]);
  }));

test("the parts are those that are documented, and each of them stands somewhere", () =>
  shown("<gouji-checker hint></gouji-checker>", async (page) => {
    const seen = await page.evaluate(async ([now, before]) => {
      const parts = new Set();
      const look = () => checker().shadowRoot.querySelectorAll("[part]").forEach((node) => node.part.forEach((part) => parts.add(part)));
      look();
      await checker().check({ html: now });
      inner("#save").click();
      look();
      const transfer = new DataTransfer();
      transfer.setData("text/html", before);
      inner("#last-box").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
      for (let wait = 0; wait < 500 && !inner(".pairs"); wait += 1) await new Promise((done) => setTimeout(done, 10));
      look();
      return Array.from(parts).sort();
    }, [wrong, lastYear]);
    assert.deepEqual(seen, documented("part").sort());
  }));

test("an element that is moved keeps what stands in it, and goes on in another form", () =>
  shown('<form id="one"><gouji-checker name="report"></gouji-checker></form><form id="two"></form>', async (page) => {
    await check(page, { html: oneWrong });
    const seen = await page.evaluate(() => {
      const element = checker();
      document.getElementById("two").moveBefore(element, null);
      const { errors } = element.outcome.reports[0].summary;
      return [errors > 0, element.form.id, element.checkValidity(), new FormData(element.form).get("report") === JSON.stringify(element.outcome), document.getElementById("one").checkValidity()];
    });
    assert.deepEqual(seen, [true, "two", false, true, true]);
    await page.click(".repair .btn.primary");
    await page.waitForFunction(() => checker().checkValidity());
  }));
