// The page's words: every entry in both languages, of the same kind, and none left behind in the modules.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import en from "../../www/words/en.js";
import zh from "../../www/words/zh.js";

/** The entries by path, each with what kind it is; a function with how many arguments it takes. */
function shape(words, path = []) {
  return Object.entries(words).flatMap(([key, value]) => {
    const at = path.concat(key);
    if (typeof value === "function") return [[at.join("."), `function of ${value.length}`]];
    if (typeof value === "object") return shape(value, at);
    return [[at.join("."), typeof value]];
  });
}

test("both languages have the same entries", () => {
  assert.deepEqual(shape(en), shape(zh));
});

test("English has no Chinese sign, and no entry is empty", () => {
  const texts = (words) => Object.values(words).flatMap((value) => (typeof value === "object" ? texts(value) : typeof value === "string" ? [value] : []));
  assert.deepEqual(texts(en).filter((text) => /[\u3000-\u9fff\uff00-\uffef]/.test(text)), []);
  for (const words of [zh, en]) assert.equal(texts(words).filter((text) => !text).length, 1, "only the note of the group of other checks is empty");
});

test("no module of the page has words of its own", () => {
  const www = new URL("../../www/", import.meta.url);
  const found = readdirSync(www).filter((name) => name.endsWith(".js")).flatMap((name) => {
    const code = readFileSync(new URL(name, www), "utf8").replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    return (code.match(/"[^"\n]*[\u4e00-\u9fff][^"\n]*"|`[^`\n]*[\u4e00-\u9fff][^`\n]*`/g) || []).map((text) => `${name}: ${text}`);
  });
  // The names of the two languages are the same in both.
  assert.deepEqual(found, ['page.js: "中文"']);
});
