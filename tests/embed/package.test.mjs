// The npm package, packed and installed: it gives what the command line gives, unbundled, in Vite, in webpack and in Node.js, without configuration.

import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { browser } from "../browser/harness.mjs";
import { POLICY, caseFile, command, root, serve } from "./parts.mjs";
import { project, tool } from "./project.mjs";

/** Reports with errors and without, and files that give none, of several kinds. */
const FILES = ["zone-2021.docx", "shown.html", "zone-2021.pdf", "locked.docx", "tricky.xls"].map((name) => caseFile(`files/${name}`));

/** A program for a browser, which asks in every way that the package has. */
const PROGRAM = (from, of) => `
import init, { check, checkFiles } from "${from}";
import { GoujiChecker } from "${of}";

const bytesOf = async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });

window.answers = async (options) => {
  const [input, checker] = [document.querySelector("input"), document.querySelector("gouji-checker")];
  await init();
  const one = check(await bytesOf(input.files[0]), options);
  const told = [];
  const all = await checkFiles(input.files, options, (done, of) => told.push(done + "/" + of));
  await checker.check(await bytesOf(input.files[0]));
  return { one: JSON.stringify(one), all: JSON.stringify(all), told, shown: JSON.stringify(checker.outcome), is: checker instanceof GoujiChecker };
};
window.ready = true;
`;

const PAGE = (script) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>portal</title></head>
<body><form><input type="file" multiple><gouji-checker></gouji-checker></form>${script}</body></html>`;

let place;
let chromium;
before(async () => {
  [place, chromium] = await Promise.all([project(), browser()]);
});
after(async () => {
  await chromium.close();
  place.remove();
});

/** A server that ends with the test. */
async function served(t, given) {
  const server = await serve(given);
  t.after(() => server.close());
  return server;
}

const cli = (lang, ...files) => command("check", "--format", "json", "--lang", lang, ...files).trimEnd();

/** Opens a page with the program above in it and holds what it answers against the command line. Gives what was refused or went wrong there. */
async function holds(url) {
  const page = await chromium.context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => message.type() === "error" && trouble.push(`${message.text()} ${message.location().url}`));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(url);
  await page.waitForFunction(() => window.ready);
  await page.setInputFiles("input", FILES);
  const answers = await page.evaluate(() => window.answers({ lang: "en" }));
  trouble.push(...await page.evaluate(() => window.violations));
  await page.close();
  assert.deepEqual(answers, { one: cli("en", FILES[0]), all: cli("en", ...FILES), told: FILES.map((_, at) => `${at + 1}/${FILES.length}`), shown: cli("en", FILES[0]), is: true });
  return trouble;
}

test("publint and Are the types wrong? have nothing to say", async () => {
  const lint = await place.run(tool("publint"), "run", place.tarball, "--strict");
  assert.match(lint.stdout, /All good!/);
  // What is no module has no types: the worker's script, and files of other kinds.
  const others = ["worker.js", "gouji_bg.wasm", "gouji_slim_bg.wasm", "gouji.html", "SHA256SUMS", "outcome.schema.json", "custom-elements.json"];
  await place.run(tool("attw"), place.tarball, "--profile", "esm-only", "--no-definitely-typed", "--exclude-entrypoints", ...others);
});

test("unbundled, under a portal's strict policy", async (t) => {
  const server = await served(t, {
    routes: { "/": PAGE('<script type="module" src="/portal.js"></script>'), "/portal.js": PROGRAM("/gouji/index.js", "/gouji/element.js") },
    folders: { gouji: path.join(place.folder, "node_modules/gouji") },
  });
  assert.deepEqual(await holds(server.url), []);
  const once = server.asked.filter((name) => name === "/gouji/module.js");
  assert.deepEqual([once.length, server.asked.filter((name) => !name.endsWith(".js"))], [1, ["/"]]);
});

test("the module that a portal serves as a file is fetched, and the one in the package is not", async (t) => {
  const program = `import init, { check } from "/gouji/index.js";
    await init({ module_or_path: "/gouji/gouji_bg.wasm" });
    window.outcome = JSON.stringify(check({ text: "" }));`;
  const server = await served(t, {
    routes: { "/": PAGE('<script type="module" src="/portal.js"></script>'), "/portal.js": program },
    folders: { gouji: path.join(place.folder, "node_modules/gouji") },
    policy: `${POLICY}; connect-src 'self'`,
  });
  const page = await chromium.context.newPage();
  await page.goto(server.url);
  const outcome = JSON.parse(await page.waitForFunction(() => window.outcome).then((held) => held.jsonValue()));
  assert.deepEqual(outcome.failures.map(({ code }) => code), ["EMPTY"]);
  assert.deepEqual(server.asked.filter((name) => /wasm|module/.test(name)), ["/gouji/gouji_bg.wasm"]);
  await page.close();
});

test("in Vite, built and in its server for development", async (t) => {
  const { build, createServer } = await import("vite");
  place.put("index.html", PAGE('<script type="module" src="/src/index.js"></script>'));
  place.put("src/index.js", PROGRAM("gouji", "gouji/element"));
  // A browser asks every server for it.
  place.put("public/favicon.ico", "");

  await build({ root: place.folder, logLevel: "error" });
  const built = path.join(place.folder, "with-vite");
  renameSync(path.join(place.folder, "dist"), built);
  const server = await served(t, { routes: { "/": { file: path.join(built, "index.html") } }, folders: { assets: path.join(built, "assets") } });
  assert.deepEqual(await holds(server.url), []);

  const development = await createServer({ root: place.folder, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  t.after(() => development.close());
  await development.listen();
  assert.deepEqual(await holds(development.resolvedUrls.local[0]), []);
});

test("in webpack", async (t) => {
  const { default: webpack } = await import("webpack");
  place.put("src/index.js", PROGRAM("gouji", "gouji/element"));
  const stats = await new Promise((done, fail) => {
    // Without a word about it, webpack would write to where this test was started.
    webpack({ context: place.folder, mode: "production", output: { path: path.join(place.folder, "dist") } }, (error, result) => (error ? fail(error) : done(result)));
  });
  assert.deepEqual(stats.toJson({ all: false, errors: true }).errors, []);
  const server = await served(t, { routes: { "/": PAGE('<script src="/dist/main.js"></script>') }, folders: { dist: path.join(place.folder, "dist") } });
  assert.deepEqual(await holds(server.url), []);
});

test("in Node.js, the functions and the slim ones", async () => {
  const program = place.put("node.js", `
    import { readFileSync } from "node:fs";
    import { basename } from "node:path";
    import init, { check, checkFiles, form, rules, version } from "gouji";
    import slim, * as less from "gouji/slim";

    const files = process.argv.slice(2).map((file) => new File([readFileSync(file)], basename(file)));
    const source = async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    await Promise.all([init(), init(), slim()]);
    const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
    console.log(JSON.stringify({
      one: check(await source(files[0])),
      all: await checkFiles(files),
      slim: await less.checkFiles(files),
      same: [same(less.rules("en"), rules("en")), same(less.form("2019"), form("2019")), same(less.version(), version())],
    }));`);
  const files = [caseFile("cli/inputs/wrong.txt"), caseFile("files/zone-2021.html"), caseFile("files/zone-2021.docx")];
  const answers = JSON.parse((await place.run(process.execPath, program, ...files)).stdout);
  const [one, all, text] = [cli("zh", files[0]), cli("zh", ...files), cli("zh", ...files.slice(0, 2))].map((json) => JSON.parse(json));
  const failures = [{ source: "zone-2021.docx", code: "UNREADABLE", message: "这里没有装入 Word 文档，.docx 文件的读取程序。请全选、复制后粘贴。" }];
  assert.deepEqual(answers, { one, all, slim: { ...text, failures }, same: [true, true, true] });
});

test("the types compile under strict, in a bundler and in Node.js, and name exactly what is there", async () => {
  const uses = readFileSync(path.join(root, "tests/embed/uses.ts"), "utf8");
  const real = await place.run(process.execPath, "--input-type=module", "-e", `
    const names = async (name) => Object.keys(await import(name)).sort();
    console.log(JSON.stringify([await names("gouji"), await names("gouji/slim")]));`);
  const [full, slim] = JSON.parse(real.stdout).map((names) => names.map((name) => JSON.stringify(name)).join(" | "));
  place.put("with-element.ts", uses);
  place.put("functions.ts", `
    import * as gouji from "gouji";
    import * as slim from "gouji/slim";
    type Same<A, B> = [A, B] extends [B, A] ? true : false;
    export const full: Same<keyof typeof gouji, ${full}> = true;
    export const less: Same<keyof typeof slim, ${slim}> = true;
    export const errors = gouji.check({ text: "" }).reports.reduce((sum, report) => sum + report.summary.errors, 0);`);
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--types", "", "--noUncheckedIndexedAccess"];
  const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
  const node = ["--module", "node16", "--moduleResolution", "node16"];
  for (const way of [bundler, node]) {
    await place.run(tool("tsc"), ...strict, ...way, "--lib", "es2022,dom,dom.iterable", "with-element.ts", "functions.ts");
    // A program for a server knows no types of a browser.
    await place.run(tool("tsc"), ...strict, ...way, "--lib", "es2022", "functions.ts");
  }
});
