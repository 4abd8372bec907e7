// The example portal as people use it, and as people misuse it: its form in a browser, its server by hand.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request as ask } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, browser, right, wrong } from "../browser/harness.mjs";
import { POLICY, caseFile, packed, root } from "./parts.mjs";
import { portal } from "../../www/portal/server.mjs";

const NAME = "某机关2021年报告.docx";
const GRANTED = "requests.granted.natural_person";
const RECEIVED = "requests.received.natural_person";
/** One wrong figure, which two sums show, and nothing else. */
const oneWrong = right.replace("<td>12</td>", "<td>21</td>");

let gouji;
let chromium;
let server;
let address;
/** What the portal would have stored. */
const kept = [];
/** A Word document with two wrong figures, and what they were. */
let bad;
let figures;
before(async () => {
  gouji = await import(pathToFileURL(path.join(packed, "index.js")));
  await gouji.default();
  chromium = await browser();
  server = portal({ keep: (submission) => kept.push(submission) });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${server.address().port}`;
  const bytes = new Uint8Array(readFileSync(caseFile("files/zone-2021.docx")));
  figures = gouji.check({ bytes }).reports[0].values;
  bad = Buffer.from(gouji.patch({ bytes }, [{ [GRANTED]: figures[GRANTED] + 1, [RECEIVED]: figures[RECEIVED] + 10 }]).bytes);
});
after(async () => {
  await chromium.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const SCRIPTS = /^\/gouji\/(element|module|worker|chunk-[A-Z0-9]+)\.js$/;

/** Opens the form, and holds that the policy was never violated, nothing went wrong, and nothing was asked for but the portal's own files. */
async function visit(run, { init, expected = [] } = {}) {
  const own = init ? await browser({ init }) : chromium;
  const page = await own.context.newPage();
  const trouble = [];
  const asked = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  page.on("requestfailed", (request) => trouble.push(`${request.url()} failed`));
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  await page.exposeBinding("violated", (source, what) => trouble.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => window.violated(`${event.effectiveDirective} ${event.blockedURI}`));
    window.checker = () => document.querySelector("gouji-checker");
  });
  try {
    await page.goto(`${address}/`);
    await page.waitForFunction(() => customElements.get("gouji-checker") && (checker().app || checker().unavailable));
    await page.fill("#year", "2021");
    await run(page, asked);
    await page.waitForTimeout(100);
    const strange = asked.filter((line) => {
      const [method, url] = line.split(" ");
      if (!url.startsWith(`${address}/`)) return true;
      const { pathname } = new URL(url);
      return !(method === "GET" ? ["/", "/portal.js", "/portal.css"].includes(pathname) || SCRIPTS.test(pathname) : pathname === "/reports");
    });
    assert.deepEqual([trouble, strange], [expected, []]);
  } finally {
    if (init) await own.close();
    else await page.close();
  }
}

const choose = async (page, name, buffer) => {
  await page.setInputFiles("#file", { name, mimeType: "", buffer });
  await page.waitForFunction((called) => checker().outcome && checker().outcome.reports[0].source === called, name);
};
const said = (page) => page.textContent("#say");
const posts = (asked) => asked.filter((line) => line.startsWith("POST")).length;
const submit = (page) => page.click("button[type=submit]");

/** The heading, the first sentence and the lines of an answer. */
const answerOf = (html) => ({
  heading: /<h1>([^<]*)<\/h1>/.exec(html)[1],
  sentence: (/<\/h1>\s*<p>([^<]*)<\/p>/.exec(html) || [])[1],
  lines: Array.from(html.matchAll(/<li>([^<]*)<\/li>/g), ([, line]) => line),
});
/** The facts of an answer in the page. */
const facts = async (page) => {
  await page.waitForSelector(".answer");
  return [await page.textContent("h1"), ...(await page.$$eval("dd", (nodes) => nodes.map((node) => node.textContent)))];
};

test("a wrong report is not submitted, and the message names the count; mended in place it is, and the server finds the same in it", () =>
  visit(async (page, asked) => {
    await choose(page, NAME, bad);
    const { errors } = await page.evaluate(() => checker().outcome.reports[0].summary);
    assert.equal(errors, 4);
    await submit(page);
    const refusal = "年度报告有 2 处要改正（共 4 处错误），改正后才能提交。";
    assert.equal(await page.evaluate(() => checker().validationMessage), refusal);
    assert.equal(await said(page), refusal);
    assert.equal(posts(asked), 0);

    // One by the repair that is offered, the other typed into its cell.
    await page.click(".repair .btn.primary");
    await page.waitForFunction(() => checker().changed && checker().outcome.reports[0].summary.errors < 4);
    const left = await page.evaluate(([granted, received]) => [checker().outcome.reports[0].values[granted], checker().outcome.reports[0].values[received], checker().outcome.reports[0].summary.errors], [GRANTED, RECEIVED]);
    assert.deepEqual(left, [figures[GRANTED] + 1, figures[RECEIVED], 2]);
    await submit(page);
    assert.equal(await said(page), "年度报告有 1 处要改正（共 2 处错误），改正后才能提交。");
    assert.equal(posts(asked), 0);
    await page.click(`[id="c-${GRANTED}"]`);
    await page.keyboard.type(String(figures[GRANTED]));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => checker().checkValidity());
    await page.waitForFunction((words) => document.getElementById("say").textContent === words, `将报送：${NAME}（含在本页改动的数字）`);
    assert.equal(await page.inputValue("#title"), "某机关2021年政府信息公开工作年度报告");

    const found = await page.evaluate(() => JSON.stringify(checker().outcome));
    await submit(page);
    assert.deepEqual(await facts(page), ["已收到", "某机关2021年政府信息公开工作年度报告", NAME, "2021年", "没有错误", "结果一致"]);
    const [{ title, file, outcome, agrees }] = kept.splice(0);
    assert.deepEqual([title, file.name, agrees], ["某机关2021年政府信息公开工作年度报告", NAME, true]);
    // The server's own outcome of the file that came, whole, is what stood in the element.
    assert.equal(JSON.stringify(outcome), found);
    const mended = gouji.patch({ bytes: new Uint8Array(bad), name: NAME }, [{ [GRANTED]: figures[GRANTED], [RECEIVED]: figures[RECEIVED] }]).bytes;
    assert.ok(Buffer.from(mended).equals(Buffer.from(await file.arrayBuffer())));
  }));

test("a report without errors is submitted as it is", () =>
  visit(async (page) => {
    const bytes = readFileSync(caseFile("files/zone-2021.docx"));
    await choose(page, NAME, bytes);
    await page.fill("#title", "本机关的报告");
    await submit(page);
    assert.deepEqual((await facts(page)).slice(0, 2), ["已收到", "本机关的报告"]);
    const [{ file, agrees }] = kept.splice(0);
    assert.deepEqual([agrees, bytes.equals(Buffer.from(await file.arrayBuffer()))], [true, true]);
  }));

test("figures that cannot be put back into the file are not submitted, nor is what was pasted", () =>
  visit(async (page, asked) => {
    await page.fill("#year", "2026");
    await choose(page, "某镇2026.html", Buffer.from(oneWrong));
    await page.click(".repair .btn.primary");
    await page.waitForFunction(() => checker().changed && checker().checkValidity());
    await submit(page);
    const sentence = "改动的数字写不进这份文件：只有 Word 文档（.docx）可以在本页改好后直接报送。请在原文件里同样改正，再重新选择文件。";
    await page.waitForFunction((words) => document.getElementById("say").textContent === words, sentence);
    await page.evaluate((html) => checker().check({ html }), right);
    await submit(page);
    await page.waitForFunction((words) => document.getElementById("say").textContent === words, "粘贴的内容不是文件，不能报送。请在上面选择报告文件。");
    assert.deepEqual([posts(asked), kept.length], [0, 0]);
    // Put right in the file itself it goes.
    await choose(page, "某镇2026改.html", Buffer.from(right));
    await submit(page);
    assert.equal((await facts(page))[5], "结果一致");
    assert.equal(kept.splice(0).length, 1);
  }));

test("a report of another year, and a form without a report, are held back", () =>
  visit(async (page, asked) => {
    await page.fill("#title", "还没有文件");
    await submit(page);
    assert.equal(await said(page), "请先放入年度报告并核对。");
    await page.fill("#year", "2025");
    await choose(page, NAME, readFileSync(caseFile("files/zone-2021.docx")));
    await submit(page);
    assert.equal(await said(page), "放入的报告是2021年的，这里要的是2025年的报告。");
    assert.deepEqual([posts(asked), kept.length], [0, 0]);
  }));

test("where nothing can be checked in the browser, the file goes as it is and the server decides", () =>
  visit(async (page) => {
    assert.ok(await page.isVisible(".notice"));
    const send = async (name, buffer) => {
      await page.fill("#year", "2021");
      await page.fill("#title", "报告");
      await page.setInputFiles("#file", { name, mimeType: "", buffer });
      await submit(page);
    };
    await send(NAME, bad);
    await page.waitForSelector(".answer");
    const { heading, sentence, lines } = answerOf(await page.content());
    assert.deepEqual([heading, sentence, lines.length, kept.length], ["没有收下", "服务器复核发现 4 处错误，改正后才能报送。要改正的是：", 2, 0]);
    await page.click(".again");
    await page.waitForSelector("#file");
    await send(NAME, readFileSync(caseFile("files/zone-2021.docx")));
    assert.deepEqual((await facts(page)).slice(4), ["没有错误", "当时没有核对，以服务器复核为准"]);
    assert.equal(kept.splice(0).length, 1);
  }, { init: () => delete window.WebAssembly, expected: ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"] }));

test("the form and the answer can be used by everybody, and nothing is cut off at 360 pixels", () =>
  visit(async (page) => {
    // A system that is set to dark changes nothing here, and must not change half of it.
    await page.emulateMedia({ colorScheme: "dark" });
    const look = async () => {
      assert.deepEqual(await page.evaluate(async (source) => {
        if (!window.axe) new Function(source)();
        const { violations } = await window.axe.run();
        return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))]);
      }, axe), []);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.waitForTimeout(200);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.setViewportSize({ width: 1366, height: 768 });
    };
    await look();
    await choose(page, NAME, bad);
    await submit(page);
    await look();
    for (let left = 2; left; left -= 1) {
      await page.click(".repair .btn.primary");
      await page.waitForFunction((count) => checker().shadowRoot.querySelectorAll(".done").length === count, 3 - left);
    }
    await submit(page);
    await page.waitForSelector(".answer");
    await look();
    kept.splice(0);
  }));

/** A submission made by hand. */
const post = (body, headers = {}) => fetch(`${address}/reports`, { method: "POST", body, headers });
const formOf = (fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ title: "报告", year: "2021", ...fields })) if (value !== undefined) form.set(name, value);
  return form;
};
const verdictOf = async (response) => [response.status, answerOf(await response.text()).sentence];

test("a forged submission with a false outcome is refused by what the server finds itself", async () => {
  const file = new File([bad], NAME);
  const fine = gouji.check({ bytes: new Uint8Array(readFileSync(caseFile("files/zone-2021.docx"))), name: NAME }, { lang: "zh" });
  const response = await post(formOf({ report: file, outcome: JSON.stringify(fine) }));
  assert.equal(response.status, 422);
  const { heading, sentence, lines } = answerOf(await response.text());
  assert.deepEqual([heading, sentence], ["没有收下", "服务器复核发现 4 处错误，改正后才能报送。要改正的是："]);
  const own = gouji.check({ bytes: new Uint8Array(bad), name: NAME }, { lang: "zh" }).reports[0];
  assert.deepEqual([own.summary.errors, lines], [4, own.findings.filter(({ code }) => code === "T3-SUSPECT-CELL").map(({ message }) => message)]);
  assert.deepEqual(await verdictOf(await post(formOf({ report: file, year: "2025", outcome: "{}" }))), [422, "服务器复核发现 4 处错误，改正后才能报送。要改正的是："]);
  // A right report with another outcome than its own is taken by the server's, and the difference is told.
  const taken = await post(formOf({ report: new File([readFileSync(caseFile("files/zone-2021.docx"))], NAME), outcome: "{}" }));
  assert.ok((await taken.text()).includes("结果不同（例如当时放入了上年报告），以服务器复核为准"));
  assert.deepEqual(kept.splice(0).map(({ agrees, outcome }) => [agrees, JSON.stringify(outcome) === JSON.stringify(fine)]), [[false, true]]);
});

const CUT = "提交的内容不完整，读不出来。请返回重新报送。";
const LARGE = "提交的内容太大：报告文件最大 32 MB。";
const OTHER = "这里只收表单提交的报告文件。";
const part = (name, value, filename) => `--cut\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ""}\r\n\r\n${value}\r\n`;
const multipart = { "Content-Type": "multipart/form-data; boundary=cut" };

test("bodies that no form sends get one sentence and their status, and the server goes on", async () => {
  const good = () => new File([readFileSync(caseFile("files/zone-2021.docx"))], NAME);
  const endless = () => new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1 << 20));
    },
  });
  const cases = [
    ["too large", () => post(formOf({ report: new File([new Uint8Array(34 << 20)], "x.docx") })), 413, LARGE],
    ["without an end", () => fetch(`${address}/reports`, { method: "POST", body: endless(), headers: multipart, duplex: "half" }), 413, LARGE],
    ["cut off", () => post(part("title", "报告") + part("report", "x", "x.docx"), multipart), 400, CUT],
    ["cut off in a heading", () => post("--cut\r\nContent-Disp", multipart), 400, CUT],
    ["empty", () => post("", multipart), 400, CUT],
    ["no boundary", () => post("x", { "Content-Type": "multipart/form-data" }), 400, CUT],
    ["another boundary", () => post(`${part("title", "报告")}--cut--\r\n`, { "Content-Type": "multipart/form-data; boundary=other" }), 400, CUT],
    ["JSON", () => post("{}", { "Content-Type": "application/json" }), 415, OTHER],
    ["a plain form", () => post(new URLSearchParams({ title: "报告" })), 415, OTHER],
    ["a kind that only begins alike", () => post("x", { "Content-Type": "multipart/form-database; boundary=cut" }), 415, OTHER],
    ["no kind", () => post(new Uint8Array([1])), 415, OTHER],
    ["no file", () => post(formOf({})), 422, "没有收到报告文件。请返回选择文件。"],
    ["text in place of a file", () => post(formOf({ report: "x" })), 422, "没有收到报告文件。请返回选择文件。"],
    ["a file with nothing in it", () => post(formOf({ report: new File([], "x.docx") })), 422, "没有收到报告文件。请返回选择文件。"],
    ["no title", () => post(formOf({ title: " ", report: good() })), 422, "请填写标题，最多 120 个字。"],
    ["a long title", () => post(formOf({ title: "长".repeat(121), report: good() })), 422, "请填写标题，最多 120 个字。"],
    ["a file as title", () => post(formOf({ title: good(), report: good() })), 422, "请填写标题，最多 120 个字。"],
    ["no year", () => post(formOf({ year: undefined, report: good() })), 422, "请填写四位数字的年度。"],
    ["another year", () => post(formOf({ year: "2020", report: good() })), 422, "报告是2021年的，要报送的是2020年的报告。"],
    ["no report", () => post(formOf({ report: new File(["你好"], "x.txt") })), 422, gouji.check({ bytes: new TextEncoder().encode("你好"), name: "x.txt" }, { lang: "zh" }).failures[0].message],
    ["a package that is broken", () => post(formOf({ report: new File([bad.subarray(0, 3000)], "x.docx") })), 422, gouji.check({ bytes: new Uint8Array(bad.subarray(0, 3000)), name: "x.docx" }, { lang: "zh" }).failures[0].message],
    ["two reports", () => post(formOf({ report: new File([`${right}${right.replace(/2026年/g, "2025年")}`], "x.html") })), 422, "这份文件里有 2 份报告，请一份一份地报送。"],
  ];
  for (const [what, send, status, sentence] of cases) assert.deepEqual([what, ...(await verdictOf(await send()))], [what, status, sentence]);
  // A connection that breaks off in the middle.
  await new Promise((done) => {
    const broken = ask(`${address}/reports`, { method: "POST", headers: { ...multipart, "Content-Length": 1000 } });
    broken.on("error", done);
    broken.write(part("title", "报告"));
    setTimeout(() => broken.destroy(), 100);
    broken.on("close", done);
  });
  assert.equal((await fetch(`${address}/`)).status, 200);
  assert.equal(kept.length, 0);
});

test("what comes from outside is text in the answer", async () => {
  const file = new File([readFileSync(caseFile("files/zone-2021.docx"))], '"><img src=x>&.docx');
  const html = await (await post(formOf({ title: "<script>alert(1)</script>'\"&", report: file }))).text();
  assert.ok(html.includes("<dd>&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;</dd>"));
  assert.deepEqual(Array.from(html.matchAll(/<(script|img)/g)), []);
  kept.splice(0);
});

/** A request with a path as it stands, which `fetch` would tidy up. */
const raw = (target, method = "GET") => new Promise((done, fail) => {
  const sent = ask({ host: "127.0.0.1", port: server.address().port, path: target, method }, (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => done({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
  });
  sent.on("error", fail);
  sent.end();
});

test("nothing is served but the portal's files, and every answer has the policy", async () => {
  const absent = ["/../../Cargo.toml", "/gouji/../../../Cargo.toml", "/gouji/..%2f..%2fCargo.toml", "/gouji/%2e%2e/package.json", "//etc/passwd", "/gouji/", "/gouji/package.json", "/gouji/gouji.html",
    "/server.mjs", "/answers.mjs", "/index.html/..", "/constructor", "/__proto__", "/reports", "/%", "/favicon.ico"];
  for (const target of absent) {
    const { status, text } = await raw(target);
    assert.deepEqual([target, status, answerOf(text).sentence], [target, 404, "这里没有这个页面。"]);
  }
  for (const method of ["POST", "PUT", "DELETE"]) assert.deepEqual([method, (await raw("/portal.js", method)).status], [method, 405]);
  const kinds = { "/": "text/html; charset=utf-8", "/?a=1": "text/html; charset=utf-8", "/portal.js": "text/javascript; charset=utf-8", "/portal.css": "text/css; charset=utf-8", "/gouji/element.js": "text/javascript; charset=utf-8", "/none": "text/html; charset=utf-8" };
  for (const [target, kind] of Object.entries(kinds)) {
    const { headers } = await raw(target);
    assert.deepEqual([headers["content-security-policy"], headers["content-type"], headers["x-content-type-options"], headers["cache-control"], headers["referrer-policy"]],
      [POLICY, kind, "nosniff", "no-store", "no-referrer"]);
  }
  const answered = await post(formOf({}));
  assert.equal(answered.headers.get("content-security-policy"), POLICY);
  assert.deepEqual([(await raw("/", "HEAD")).status, (await raw("/", "HEAD")).text], [200, ""]);
  // Nothing inline stands in the pages: no script, style or handler within the markup.
  for (const page of [readFileSync(path.join(root, "www/portal/index.html"), "utf8"), await answered.text()]) assert.deepEqual(Array.from(page.matchAll(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:/gi)), []);
});

test("started as a program it says where it is, and ends with the one that started it", async () => {
  const program = (port) => {
    const child = spawn(process.execPath, [path.join(root, "www/portal/server.mjs"), "--until-closed"], { env: { ...process.env, PORT: String(port) }, stdio: "pipe" });
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (said.out += chunk));
    child.stderr.on("data", (chunk) => (said.err += chunk));
    const ended = new Promise((done) => child.on("exit", done));
    return { child, said, ended };
  };
  const first = program(0);
  while (!first.said.out.includes("\n")) await new Promise((done) => setTimeout(done, 20));
  assert.match(first.said.out, /^http:\/\/127\.0\.0\.1:\d+\/\n$/);
  assert.equal((await fetch(first.said.out.trim())).status, 200);
  const taken = program(new URL(first.said.out.trim()).port);
  assert.equal(await taken.ended, 1);
  assert.match(taken.said.err, /^listen EADDRINUSE[^\n]*\n$/);
  first.child.stdin.end();
  assert.equal(await first.ended, 0);
});
