// The module in Node.js gives the same bytes as the command line and the library on this machine, for every case.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const cases = fileURLToPath(new URL("../cases/", import.meta.url));
const built = process.env.GOUJI_PKG || fileURLToPath(new URL("../../pkg/", import.meta.url));
const command = process.env.GOUJI_BIN || fileURLToPath(new URL("../../target/debug/gouji", import.meta.url));

const gouji = await import(pathToFileURL(join(built, "gouji.js")));
await gouji.default({ module_or_path: readFileSync(join(built, "gouji_bg.wasm")) });

const files = (folder) => readdirSync(folder, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)])).sort();
const inputs = files(cases).filter((file) => [".txt", ".html", ".htm", ".md", ".tsv", ".bin"].includes(extname(file)));

const native = (...words) => spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
const line = (value) => `${JSON.stringify(value)}\n`;

/** The text of a file in UTF-8, or nothing where it is none; a mark of byte order would not survive a string. */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    return null;
  }
}

test("there are cases", () => assert.ok(inputs.length > 0));

for (const lang of ["zh", "en"]) {
  test(`every document gives the same bytes in ${lang}`, () => {
    for (const file of inputs) {
      const bytes = new Uint8Array(readFileSync(file));
      const outcome = gouji.check({ bytes, name: basename(file) }, { lang });
      assert.equal(line(outcome), native("check", "--format", "json", "--lang", lang, file), file);
    }
  });

  test(`the rules are the same in ${lang}`, () => {
    assert.equal(line(gouji.rules(lang)), native("rules", "--format", "json", "--lang", lang));
  });
}

test("a report beside last year's gives the same bytes", () => {
  const input = (name) => join(cases, "cli", "inputs", name);
  const source = (name) => ({ bytes: new Uint8Array(readFileSync(input(name))), name });
  for (const name of ["previous.txt", "previous-copied.txt", "previous-other.txt", "clean.txt"]) {
    const outcome = gouji.check(source("clean.txt"), { previous: source(name) });
    assert.equal(line(outcome), native("check", "--format", "json", "--previous", input(name), input("clean.txt")), name);
  }
});

test("text that is given as a string gives the same as its bytes", () => {
  for (const file of inputs) {
    const bytes = new Uint8Array(readFileSync(file));
    const text = textOf(bytes);
    if (text === null || text.includes("\u0000")) continue;
    const name = basename(file);
    const [fromBytes, fromText] = [gouji.check({ bytes, name }), gouji.check({ text, name })];
    if (fromBytes.failures.some((failure) => failure.code === "UNREADABLE")) continue;
    assert.equal(line(fromText), line(fromBytes), file);
    if (fromBytes.reports.some((report) => report.kind === "html")) {
      assert.equal(line(gouji.check({ html: text, name })), line(fromBytes), file);
    }
  }
});

test("figures without a document give the same bytes", () => {
  const asked = files(join(cases, "recheck")).filter((file) => extname(file) === ".json");
  assert.ok(asked.length > 0);
  for (const file of asked) {
    const { values, options } = JSON.parse(readFileSync(file, "utf8"));
    const expected = readFileSync(file.replace(/json$/, "outcome"), "utf8");
    assert.equal(line(gouji.recheck(values, options)), expected, file);
  }
});

test("figures of an outcome can be checked again as they are", () => {
  for (const file of inputs) {
    for (const report of gouji.check({ bytes: new Uint8Array(readFileSync(file)) }).reports) {
      const again = gouji.recheck(report.values, { edition: report.edition }).reports[0];
      assert.deepEqual(again.values, report.values, file);
    }
  }
});
