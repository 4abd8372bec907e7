// Every way in gives the same outcome, byte for byte, for every case: what the command line prints is what all others are held to.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { browser, saved } from "../browser/harness.mjs";
import { caseFile, command, packed, serve } from "./parts.mjs";

const TEXTS = [".txt", ".html", ".htm", ".md", ".tsv", ".bin"];

const under = (folder) => readdirSync(folder, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? under(path.join(folder, entry.name)) : [path.join(folder, entry.name)])).sort();

/** The documents among the cases: all texts, and files of every kind that is read. */
const inputs = under(caseFile("")).filter((file) => TEXTS.includes(path.extname(file)) || path.dirname(file) === caseFile("files"));

/** The same in rounds in which no two go by one name, because a name with its folder is the command line's alone. */
const rounds = inputs.reduce((all, file) => {
  const free = all.find((round) => round.every((other) => path.basename(other) !== path.basename(file)));
  if (free) free.push(file);
  else all.push([file]);
  return all;
}, []);

/** What is asked of every door; in English a part of it, for the sentences are the only difference. */
const ASKED = [["zh", rounds], ["en", rounds.map((round) => round.filter((_, at) => at % 3 === 0))]];

const names = (round) => round.map((file) => path.basename(file));

/** What the command line gives for each file alone, and for all of a round. */
const known = new Map();
function expected(lang, round) {
  const key = JSON.stringify([lang, round]);
  if (!known.has(key)) {
    const asked = (format) => command("check", "--format", format, "--lang", lang, ...round);
    known.set(key, { each: asked("ndjson").trimEnd().split("\n"), all: asked("json").trimEnd() });
  }
  return known.get(key);
}

/** The first place at which two texts differ, with what stands around it. */
function difference(actual, wanted) {
  if (typeof actual !== "string") return `gave ${actual}`;
  let at = 0;
  while (at < actual.length && actual[at] === wanted[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));
  return `at ${at}: ${around(actual)} instead of ${around(wanted)}`;
}

/** Holds what a door gave for each file of a round to what the command line gave; `pick` says what of that the door can show. */
function hold(wrong, lang, round, given, wanted, pick = (line) => line) {
  assert.equal(given.length, round.length);
  round.forEach((file, at) => {
    const right = pick(wanted[at]);
    if (given[at] !== right) wrong.push(`${path.relative(caseFile(""), file)} in ${lang}: ${difference(given[at], right)}`);
  });
}

const HTML = `<!doctype html><meta charset="utf-8"><title>doors</title><input type="file" id="files" multiple>`;

let chromium;
let server;

before(async () => {
  server = await serve({ routes: { "/": HTML }, folders: { gouji: packed } });
  chromium = await browser();
});

after(async () => {
  await chromium.close();
  await server.close();
});

/** A page of a strict portal, with the files of a round in its field. */
async function portal(work) {
  const page = await chromium.context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${server.url}/`);
  try {
    await work(page);
  } finally {
    await page.close();
  }
  assert.deepEqual(errors, []);
}

/** What the element and the page say of a document without a report: its sentence stands where an outcome would. */
const shown = (line) => {
  const outcome = JSON.parse(line);
  return outcome.reports.length ? line : outcome.failures.map((failure) => failure.message).join(" ");
};

test("the cases are all there", () => {
  assert.ok(inputs.length > 60, `${inputs.length}`);
  assert.equal(rounds.flat().length, inputs.length);
  for (const kind of [".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".rtf", ".pdf", ".mht", ".html", ".txt"]) {
    assert.ok(inputs.some((file) => path.extname(file) === kind), kind);
  }
});

test("the package in Node.js", async () => {
  const gouji = await import(pathToFileURL(path.join(packed, "index.js")));
  await gouji.default();
  const wrong = [];
  for (const [lang, each] of ASKED) {
    for (const round of each) {
      const given = round.map((file) => JSON.stringify(gouji.check({ bytes: new Uint8Array(readFileSync(file)), name: path.basename(file) }, { lang })));
      hold(wrong, lang, round, given, expected(lang, round).each);
      const all = JSON.stringify(await gouji.checkFiles(round.map((file) => new File([readFileSync(file)], path.basename(file))), { lang }));
      if (all !== expected(lang, round).all) wrong.push(`all in ${lang}: ${difference(all, expected(lang, round).all)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("the package in Chromium", () => portal(async (page) => {
  const wrong = [];
  for (const [lang, each] of ASKED) {
    for (const round of each) {
      await page.setInputFiles("#files", round);
      const { given, all } = await page.evaluate(async (options) => {
        const gouji = await import("/gouji/index.js");
        await gouji.default();
        const files = [...document.getElementById("files").files];
        const given = [];
        for (const file of files) given.push(JSON.stringify(gouji.check({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }, options)));
        return { given, all: JSON.stringify(await gouji.checkFiles(files, options)) };
      }, { lang });
      hold(wrong, lang, round, given, expected(lang, round).each);
      if (all !== expected(lang, round).all) wrong.push(`all in ${lang}: ${difference(all, expected(lang, round).all)}`);
    }
  }
  assert.deepEqual(wrong, []);
}));

test("the element in Chromium", () => portal(async (page) => {
  const wrong = [];
  for (const [lang, each] of ASKED) {
    for (const round of each) {
      await page.setInputFiles("#files", round);
      const given = await page.evaluate(async (language) => {
        await import("/gouji/element.js");
        const checker = document.createElement("gouji-checker");
        checker.lang = language;
        document.body.append(checker);
        const given = [];
        for (const file of document.getElementById("files").files) {
          let told = null;
          const hear = (event) => (told = event.detail);
          checker.addEventListener("gouji-check", hear);
          await checker.check({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });
          checker.removeEventListener("gouji-check", hear);
          const problem = checker.shadowRoot.getElementById("problem");
          given.push(told ? JSON.stringify(told) : problem.textContent);
          checker.clear();
        }
        checker.remove();
        return given;
      }, lang);
      hold(wrong, lang, round, given, expected(lang, round).each, shown);
    }
  }
  assert.deepEqual(wrong, []);
}));

test("the saved page in Chromium, over which the files are dropped", async () => {
  const wrong = [];
  for (const [lang, each] of ASKED) {
    const page = await chromium.context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${saved}?lang=${lang}`);
    await page.waitForSelector("html[data-ready]");
    const devtools = await chromium.context.newCDPSession(page);
    for (const round of each) {
      await page.bringToFront();
      await page.evaluate(() => {
        window.told = null;
        document.querySelector("gouji-checker").addEventListener("gouji-check", (event) => (window.told = JSON.stringify(event.detail)), { once: true });
      });
      const data = { items: [], files: round, dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"]) await devtools.send("Input.dispatchDragEvent", { type, x: 600, y: 140, data });
      await page.waitForFunction(() => window.told, null, { timeout: 60_000 });
      const all = await page.evaluate(() => window.told);
      if (all !== expected(lang, round).all) wrong.push(`${names(round).length} files in ${lang}: ${difference(all, expected(lang, round).all)}`);
    }
    await page.close();
    assert.deepEqual(errors, []);
  }
  assert.deepEqual(wrong, []);
});

test("the page in an iframe without an origin, asked by messages", async () => {
  // The page of the portal's own, and the saved page from another origin; its policy is the one that it carries.
  const page = await chromium.context.newPage();
  const pages = await serve({ folders: { gouji: packed }, policy: null });
  const around = await serve({
    routes: { "/": `${HTML}<iframe id="gouji" sandbox="allow-scripts allow-downloads" src="${pages.url}/gouji/gouji.html"></iframe>` },
    policy: `default-src 'none'; frame-src ${pages.url}`,
  });
  try {
    await page.addInitScript(() => {
      if (window.parent !== window) return;
      window.heard = new Map();
      window.waiting = new Map();
      addEventListener("message", ({ source, data }) => {
        if (source !== document.getElementById("gouji").contentWindow || data.gouji !== 1) return;
        const key = data.type === "ready" ? "ready" : data.id;
        heard.set(key, data);
        if (waiting.has(key)) waiting.get(key)(data);
      });
      window.answer = (key) => heard.get(key) || new Promise((done) => waiting.set(key, done));
    });
    await page.goto(`${around.url}/`);
    const wrong = [];
    for (const [lang, each] of ASKED) {
      for (const [number, round] of each.entries()) {
        await page.setInputFiles("#files", round);
        const given = await page.evaluate(async ([language, prefix]) => {
          await answer("ready");
          const given = [];
          for (const file of document.getElementById("files").files) {
            const id = `${prefix}-${given.length}`;
            const message = { gouji: 1, type: "check", id, source: { bytes: await file.arrayBuffer(), name: file.name }, options: { lang: language } };
            document.getElementById("gouji").contentWindow.postMessage(message, "*");
            const { type, outcome, message: refusal } = await answer(id);
            given.push(type === "outcome" ? JSON.stringify(outcome) : refusal);
          }
          return given;
        }, [lang, `${lang}-${number}`]);
        hold(wrong, lang, round, given, expected(lang, round).each);
      }
    }
    assert.deepEqual(wrong, []);
  } finally {
    await page.close();
    await around.close();
    await pages.close();
  }
});
