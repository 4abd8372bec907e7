// The checker behind the page, in a real browser: in its worker, without one, cancelled and fallen over. The page here is `core.js` and nothing
// else, under the policy of the saved page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, inFirstWorker, lastYear, saved, wrong } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "gouji-engine-"));

const gouji = await import(pathToFileURL(path.join(root, "pkg/gouji.js")));
await gouji.default({ module_or_path: readFileSync(path.join(root, "pkg/gouji_bg.wasm")) });
const plain = (value) => JSON.parse(JSON.stringify(value));

/** The module as the saved page has it. */
const module = readFileSync(path.join(root, "pkg/gouji_bg.wasm.deflate")).toString("base64");

/** A page on disk that shows the checker to the test as `core`. */
function bare(name, policyOf = (policy) => policy) {
  const entry = path.join(root, "www", "engine.js");
  const source = `import { serve } from ${JSON.stringify(entry)};\nif (typeof document === "undefined") serve(self);\nelse {\n  window.core = require(${JSON.stringify(path.join(root, "www", "core.js"))});\n  core.workIn({ script: document.currentScript.textContent });\n}`;
  const script = execFileSync(path.join(root, "www/node_modules/.bin/esbuild"), ["--bundle", "--format=iife", "--target=chrome78,es2019", "--loader:.html=text", '--define:import.meta.url=""', "--log-level=error"], { input: source, cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(fileURLToPath(saved), "utf8"));
  const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  const file = path.join(folder, name);
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policyOf(policy.replace("script-src", `script-src ${hash}`))}"><title>core</title><script>${script}</script>\n<script type="text/plain" id="gouji-module">${module}</script>`);
  return pathToFileURL(file).href;
}

let chromium;
let url;
before(async () => {
  chromium = await browser();
  url = bare("core.html");
});
after(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the page in a browser of its own where something has to run before its scripts. */
async function opened(work, { init, address = url } = {}) {
  const own = init ? await browser({ init }) : chromium;
  try {
    const page = await own.context.newPage();
    await page.goto(address);
    await page.evaluate(() => core.start());
    // A file is read in the worker, or in the page once it is known that there is none.
    await page.evaluate(() => core.recheck({}, { edition: "2021", previous: { bytes: new Uint8Array(1) } }));
    await work(page);
    await page.close();
  } finally {
    if (init) await own.close();
  }
}

/** Waits until a page has so many workers; one that is ended is not gone at once. */
async function workers(page, count) {
  for (let i = 0; i < 100 && page.workers().length !== count; i += 1) await page.waitForTimeout(50);
  assert.equal(page.workers().length, count);
}

const everything = (page) => page.evaluate(async ([html, before]) => {
  const source = { html };
  const changes = [{ "requests.received.total": 7 }];
  return [
    await core.check(source, { lang: "en" }),
    await core.check(source),
    await core.check(source, { changes, previous: { html: before }, authority: "county_gov" }),
    await core.check(source),
    await core.recheck({ "requests.received.total": 7 }, { edition: "2021", previous: { html: before } }),
    await core.form("2019"),
    await core.rules("en"),
    await core.rules(),
    await core.version(),
  ];
}, [wrong, lastYear]);

const expected = () => plain([
  gouji.check({ html: wrong }, { lang: "en" }),
  gouji.check({ html: wrong }),
  gouji.check({ html: wrong }, { changes: [{ "requests.received.total": 7 }], previous: { html: lastYear }, authority: "county_gov" }),
  gouji.check({ html: wrong }),
  gouji.recheck({ "requests.received.total": 7 }, { edition: "2021", previous: { html: lastYear } }),
  gouji.form("2019"),
  gouji.rules("en"),
  gouji.rules(),
  gouji.version(),
]);

test("a worker gives what the module gives, and a document goes over once", () =>
  opened(async (page) => {
    assert.deepEqual(page.workers().map((worker) => new URL(worker.url()).protocol), ["blob:"]);
    await page.evaluate(() => {
      window.over = [];
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function post(question, ...rest) {
        for (const document of [question.document, question.previous]) if (document && document.source) window.over.push(document.key);
        return postMessage.call(this, question, ...rest);
      };
    });
    assert.deepEqual(await everything(page), expected());
    // The page's report once; last year's is an object of its own each time.
    assert.deepEqual(await page.evaluate(() => window.over), [2, 3, 4]);
    const marks = await page.evaluate(() => [performance.getEntriesByName("gouji-ready").length, performance.getEntriesByName("gouji-check").map((entry) => entry.entryType)]);
    assert.deepEqual(marks, [1, Array(6).fill("measure")]);
  }));

test("what is asked before the worker is there is answered by the page, and a large text waits for the worker", async () => {
  const page = await chromium.context.newPage();
  await page.goto(url);
  const [small, large] = await page.evaluate(async (html) => {
    const source = { html };
    const before = await core.check(source);
    const long = { html: html + " ".repeat(300000) };
    return [[before, await core.check(source)], [await core.check(long), await core.check(source)]];
  }, wrong);
  const outcome = plain(gouji.check({ html: wrong }));
  assert.deepEqual([...small, ...large], Array(4).fill(outcome));
  await workers(page, 1);
  await page.close();
});

test("bytes and text stay with the page", () =>
  opened(async (page) => {
    const left = await page.evaluate(async (html) => {
      const bytes = new TextEncoder().encode(html);
      const source = { bytes, name: "report.html" };
      const first = await core.check(source);
      const second = await core.check({ bytes, name: "report.html" });
      return [bytes.length, JSON.stringify(first) === JSON.stringify(second), first.reports.length];
    }, wrong);
    assert.deepEqual(left, [Buffer.byteLength(wrong), true, 1]);
  }));

test("files are written in the worker, and the document that figures are put into stays with the page", () =>
  opened(async (page) => {
    const docx = readFileSync(path.join(root, "tests/cases/files/python-zone-2019.docx"));
    const changes = [{ "requests.received.total": 7 }];
    const tables = { edition: "2021", title: "某镇2026年", cells: { "requests.received.total": 7 } };
    const [left, patched, ...written] = await page.evaluate(async ([numbers, changes, tables]) => {
      const bytes = new Uint8Array(numbers);
      const patched = await core.patch({ bytes, name: "report.docx" }, changes, { lang: "en" });
      patched.bytes = Array.from(patched.bytes);
      const sheet = await core.write("xlsx", tables);
      return [bytes.length, patched, Array.from(sheet), await core.write("html", tables)];
    }, [Array.from(docx), changes, tables]);
    const expected = gouji.patch({ bytes: new Uint8Array(docx), name: "report.docx" }, changes, { lang: "en" });
    assert.deepEqual(expected.changed, ["requests.received.total"]);
    assert.deepEqual([left, patched], [docx.length, Object.assign({}, expected, { bytes: Array.from(expected.bytes) })]);
    assert.deepEqual(written, [Array.from(gouji.write("xlsx", tables)), gouji.write("html", tables)]);
  }));

/** Text that keeps the checker at work for longer than a person waits. */
const slow = () => `某镇人民政府2026年政府信息公开工作年度报告\n一、总体情况\n${"2026年共收到申请12件，办结13件。".repeat(600000)}`;

test("a check that is cancelled ends at once, and the next one works with the same document", () =>
  opened(async (page) => {
    const ended = await page.evaluate(async ([text, html]) => {
      const source = { html };
      await core.check(source);
      const long = core.check({ text: new Function(`return (${text})()`)() });
      const behind = core.check(source);
      await new Promise((done) => setTimeout(done, 100));
      const began = performance.now();
      core.cancel();
      const ends = await Promise.all([long, behind].map((call) => call.then(() => "answered", (error) => error instanceof core.Cancelled)));
      const took = performance.now() - began;
      const outcome = await core.check(source);
      core.cancel();
      return { ends, took, findings: outcome.reports[0].findings.length };
    }, [String(slow), wrong]).catch((error) => error.message);
    assert.deepEqual([ended.ends, ended.findings], [[true, true], gouji.check({ html: wrong }).reports[0].findings.length], JSON.stringify(ended));
    console.log(`cancelled within ${ended.took.toFixed(0)} ms`);
    await workers(page, 1);
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

const fallen = async (page) => {
  const [fault, outcome] = await page.evaluate(async (html) => {
    const source = { html };
    const first = core.check(source);
    const behind = core.check(source);
    return [await first.then(() => "answered", (error) => [error instanceof core.Fault, error.message]), await behind];
  }, wrong);
  assert.deepEqual(fault, [true, "unreachable"]);
  assert.deepEqual(outcome, plain(gouji.check({ html: wrong })));
  assert.deepEqual(await everything(page), expected());
};

test("after a trap in the worker another takes over, and only the one call fails", () =>
  opened(async (page) => {
    await fallen(page);
    await workers(page, 1);
  }, { init: inFirstWorker(trap) }));

test("a worker that stops by itself is replaced", () =>
  opened(async (page) => {
    const source = await page.evaluateHandle((html) => ({ html }), wrong);
    await page.evaluate((given) => core.check(given), source);
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new Error("gone");
      });
    });
    const outcome = await page.waitForFunction(async (given) => core.check(given).catch(() => null), source);
    assert.deepEqual(await outcome.jsonValue(), plain(gouji.check({ html: wrong })));
  }));

const without = {
  "there is no Worker": () => delete window.Worker,
  "a policy forbids it": () => {
    window.Worker = class {
      constructor() {
        throw new DOMException("refused", "SecurityError");
      }
    };
  },
};
for (const [name, init] of Object.entries(without)) {
  test(`where ${name}, the page itself checks`, () =>
    opened(async (page) => {
      assert.deepEqual(await everything(page), expected());
      assert.equal(page.workers().length, 0);
    }, { init }));
}

test("where the policy of a page allows no worker, the page itself checks", () =>
  opened(async (page) => {
    assert.deepEqual(await everything(page), expected());
    assert.equal(page.workers().length, 0);
  }, { address: bare("no-worker.html", (policy) => policy.replace("worker-src blob:;", "worker-src 'none';")) }));

test("where the module does not start in a worker, the page itself checks", () =>
  opened(async (page) => {
    assert.deepEqual(await everything(page), expected());
    assert.equal(page.workers().length, 0);
  }, { init: inFirstWorker(() => {
    WebAssembly.instantiate = async () => {
      throw new WebAssembly.CompileError("refused");
    };
  }) }));

test("after a trap in the page itself a fresh instance takes over", () =>
  opened(fallen, { init: `delete window.Worker; (${trap})();` }));

test("nothing can be sent from the worker", async () => {
  const heard = [];
  const server = createServer((request, response) => {
    heard.push(request.url);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("1");
  });
  server.on("upgrade", (request, socket) => {
    heard.push(request.url);
    socket.destroy();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${server.address().port}`;
  const attempts = async (address) => {
    const outcomes = {};
    const attempt = async (name, work) => {
      const silence = new Promise((done) => setTimeout(done, 1000, "silent"));
      outcomes[name] = await Promise.race([silence, Promise.resolve().then(work).catch(() => "refused")]);
    };
    const opens = (thing, event) => new Promise((done, fail) => {
      thing[`on${event}`] = () => done("sent");
      thing.onerror = fail;
    });
    await attempt("fetch", () => fetch(`${address}/fetch`).then(() => "sent"));
    await attempt("post", () => fetch(`${address}/post`, { method: "POST", mode: "no-cors", body: "report" }).then(() => "sent"));
    await attempt("xhr", () => {
      const request = new XMLHttpRequest();
      request.open("GET", `${address}/xhr`);
      request.send();
      return opens(request, "load");
    });
    await attempt("script", () => {
      importScripts(`${address}/script`);
      return "sent";
    });
    await attempt("socket", () => opens(new WebSocket(`${address.replace("http", "ws")}/socket`), "open"));
    await attempt("events", () => opens(new EventSource(`${address}/events`), "open"));
    await attempt("import", () => import(`${address}/import`).then(() => "sent"));
    await attempt("worker", () => opens(new Worker(`${address}/worker`), "message"));
    await attempt("nested", () => opens(new Worker(URL.createObjectURL(new Blob([`fetch("${address}/nested").then(() => postMessage(1), (error) => { throw error; })`]))), "message"));
    return outcomes;
  };
  // The listener hears a worker that is under no policy.
  const free = await chromium.context.newPage();
  await free.goto(base);
  const [loud] = await Promise.all([free.waitForEvent("worker"), free.evaluate(() => {
    window.loud = new Worker(URL.createObjectURL(new Blob(["onmessage = () => {}"])));
  })]);
  await loud.evaluate(attempts, base);
  assert.deepEqual(["/fetch", "/post", "/xhr", "/script", "/socket", "/events", "/nested"].filter((name) => !heard.includes(name)), []);
  await free.close();

  for (const address of [url, saved]) {
    const page = await chromium.context.newPage();
    await page.goto(address);
    if (address === url) await page.evaluate(() => core.start());
    await workers(page, 1);
    const [worker] = page.workers();
    heard.length = 0;
    const outcomes = await worker.evaluate(attempts, base);
    await page.waitForTimeout(300);
    assert.deepEqual(heard, []);
    for (const [name, outcome] of Object.entries(outcomes)) assert.notEqual(outcome, "sent", name);
    for (const name of ["fetch", "post", "xhr", "script", "socket", "events"]) assert.equal(outcomes[name], "refused", name);
    await page.close();
  }
  server.close();
});
