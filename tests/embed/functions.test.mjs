// The functions of the package in Node.js, beside the command line: many files, what becomes of wrong use, and the slim module.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { caseFile, command, packed } from "./parts.mjs";

const load = (name) => import(pathToFileURL(path.join(packed, name)));
const gouji = await load("index.js");
const slim = await load("slim.js");

const line = (outcome) => `${JSON.stringify(outcome)}\n`;
const cli = (lang, ...files) => command("check", "--format", "json", "--lang", lang, ...files);
const fileOf = (file) => new File([readFileSync(file)], path.basename(file));
const refused = (work, message) => assert.rejects(work, (error) => error instanceof TypeError && error.message === message);

test("before the module is started, every function says so", async () => {
  for (const functions of [gouji, slim]) {
    for (const [name, work] of Object.entries(functions)) {
      if (name === "default") continue;
      const said = { name: "Error", message: `gouji: ${name}() was called before init() was done` };
      if (name === "checkFiles") await assert.rejects(() => work([]), said);
      else assert.throws(() => work(), said);
    }
  }
});

test("a module that does not start can be tried again, and one that has started stays", async () => {
  await assert.rejects(() => gouji.default({ module_or_path: new Uint8Array(8) }), WebAssembly.CompileError);
  assert.throws(() => gouji.version(), /before init/);
  await gouji.default({ module_or_path: readFileSync(path.join(packed, "gouji_bg.wasm")) });
  const version = gouji.version();
  await Promise.all([gouji.default(), gouji.default({ module_or_path: new Uint8Array(8) }), slim.default()]);
  assert.deepEqual([gouji.version(), slim.version()], [version, version]);
});

test("many files give one outcome, byte for byte that of the command line", async () => {
  const files = readdirSync(caseFile("files")).sort().map((name) => caseFile(`files/${name}`));
  for (const lang of ["zh", "en"]) {
    const told = [];
    const outcome = await gouji.checkFiles(files.map(fileOf), { lang }, (done, all) => told.push([done, all]));
    assert.equal(line(outcome), cli(lang, ...files));
    assert.deepEqual(told, files.map((_, at) => [at + 1, files.length]));
  }
});

test("beside last year's report too", async () => {
  const input = (name) => caseFile(`cli/inputs/${name}`);
  const previous = { bytes: new Uint8Array(readFileSync(input("previous.txt"))), name: "previous.txt" };
  const outcome = await gouji.checkFiles([fileOf(input("clean.txt")), fileOf(input("wrong.txt"))], { previous });
  assert.equal(line(outcome), command("check", "--format", "json", "--previous", input("previous.txt"), input("clean.txt"), input("wrong.txt")));
});

test("files of one name go by as much of their path as tells them apart; too large ones are not read, and others go on", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gouji-files-"));
  const given = ["p/a/x.txt", "q/a/x.txt", "p/a/y.txt", "x.txt", "p/./b/y.txt", "large.txt"];
  const clean = readFileSync(caseFile("cli/inputs/clean.txt"));
  const large = 5 * 2 ** 30;
  const files = given.map((name) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, clean);
    const whole = { name: path.basename(name), size: clean.length, webkitRelativePath: file, arrayBuffer: async () => new Uint8Array(clean).buffer };
    if (name !== "large.txt") return whole;
    truncateSync(file, large);
    return { ...whole, size: large, arrayBuffer: () => assert.fail("a file over the limit was read") };
  });
  // What cannot be read: nobody's memory can be read from its start.
  const closed = { name: "mem", size: 0, webkitRelativePath: "/proc/self/mem", arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) };
  const paths = given.map((name) => `${folder}/${name}`);
  for (const lang of ["zh", "en"]) {
    const outcome = await gouji.checkFiles(new Set([...files, closed]), { lang });
    assert.equal(line(outcome), cli(lang, ...paths, "/proc/self/mem"));
    assert.deepEqual(outcome.failures.map(({ source, code }) => [source, code]), [["large.txt", "TOO-LARGE"], ["mem", "UNREADABLE"]]);
  }
  rmSync(folder, { recursive: true });
});

test("no files give an outcome with nothing in it", async () => {
  assert.deepEqual(await gouji.checkFiles([]), { tool: gouji.version(), reports: [], failures: [] });
});

test("between two files the program around gets its turn", async () => {
  const bytes = new Uint8Array(readFileSync(caseFile("cli/inputs/clean.txt")));
  const file = { name: "clean.txt", size: bytes.length, arrayBuffer: async () => bytes.buffer };
  const turns = [];
  let turn = 0;
  await gouji.checkFiles([file, file, file, file], {}, () => {
    turns.push(turn);
    setImmediate(() => (turn += 1));
  });
  assert.deepEqual(turns, [0, 1, 2, 3]);
});

test("wrong use names the argument before anything is read", async () => {
  const file = { name: "x.txt", size: 1, arrayBuffer: () => assert.fail("the file was read") };
  await refused(() => gouji.checkFiles(), "files must be an iterable of File objects");
  await refused(() => gouji.checkFiles("x.txt"), "files must be an iterable of File objects");
  await refused(() => gouji.checkFiles(file), "files must be an iterable of File objects");
  await refused(() => gouji.checkFiles([file, "x.txt"]), "files[1] must be a File");
  await refused(() => gouji.checkFiles([{ text: "" }]), "files[0] must be a File");
  await refused(() => gouji.checkFiles([file], { lang: "fr" }), 'options.lang must be "zh" or "en"');
  await refused(() => gouji.checkFiles([file], "zh"), "options must be an object");
  await refused(() => gouji.checkFiles([file], {}, 5), "onProgress must be a function");
});

test("the slim module gives the same for text and HTML, and of all else names the kind that it does not read", async () => {
  const KINDS = {
    docx: "Word 文档，.docx", doc: "Word 97–2003 文档，.doc、.wps", odt: "OpenDocument 文档，.odt", xlsx: "Excel 工作簿，.xlsx", xls: "Excel 97–2003 工作簿，.xls、.et",
    ods: "OpenDocument 电子表格，.ods", pdf: "PDF", rtf: "RTF 文档，.rtf", mht: "单个文件网页，.mht",
  };
  KINDS.xml = KINDS.xlsx;
  for (const name of readdirSync(caseFile("files"))) {
    const file = caseFile(`files/${name}`);
    const full = JSON.parse(cli("zh", file));
    const kind = KINDS[path.extname(name).slice(1)];
    const refused = { tool: full.tool, reports: [], failures: [{ source: name, code: "UNREADABLE", message: `这里没有装入 ${kind} 文件的读取程序。请全选、复制后粘贴。` }] };
    // What is inside a package with a password cannot be told by either.
    assert.deepEqual(await slim.checkFiles([fileOf(file)]), kind && name !== "locked.docx" ? refused : full, name);
  }
  for (const kind of Object.keys(KINDS)) assert.ok(readdirSync(caseFile("files")).some((name) => name.endsWith(`.${kind}`)), kind);
});
