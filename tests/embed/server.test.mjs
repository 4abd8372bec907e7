// The package where there is no document: a portal that renders its pages in Node.js imports all of it there.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { packed } from "./parts.mjs";

const script = (name) => pathToFileURL(path.join(packed, name));

test("imported in Node.js, the element defines nothing and throws nothing, and the package beside it checks", async () => {
  const element = await import(script("element.js"));
  assert.deepEqual(Object.keys(element), ["GoujiChecker"]);
  assert.equal(element.GoujiChecker.define("another-name"), undefined);
  const { default: init, check } = await import(script("index.js"));
  await init();
  assert.deepEqual(check({ text: "" }).failures.map((failure) => failure.code), ["EMPTY"]);
});
