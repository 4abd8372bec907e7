// The npm package: it gives what the command line gives, wherever it is put.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { caseFile, command, packed } from "./parts.mjs";

const line = (outcome) => `${JSON.stringify(outcome)}\n`;

test("in Node.js, many files give one outcome, byte for byte that of the command line", async () => {
  const gouji = await import(pathToFileURL(path.join(packed, "index.js")));
  await gouji.default();
  const names = readdirSync(caseFile("files")).sort();
  const files = names.map((name) => new File([readFileSync(caseFile(`files/${name}`))], name));
  const told = [];
  for (const lang of ["zh", "en"]) {
    const outcome = await gouji.checkFiles(files, { lang }, (done, all) => told.push([done, all]));
    assert.equal(line(outcome), command("check", "--format", "json", "--lang", lang, ...names.map((name) => caseFile(`files/${name}`))));
    assert.deepEqual(told.splice(0), names.map((_, index) => [index + 1, names.length]));
  }
});
