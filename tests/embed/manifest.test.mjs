// The custom-elements manifest says what the element has: every attribute, method, property, event, part and custom property, and none besides.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";

import Ajv from "ajv";

import { browser, lastYear, wrong } from "../browser/harness.mjs";
import { packed, serve } from "./parts.mjs";

const manifest = JSON.parse(readFileSync(path.join(packed, "custom-elements.json"), "utf8"));
const [element] = manifest.modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();

/** What the element's class has for itself and for the browser. */
const INNER = ["answer", "point", "end", "giveWay", "root", "tell"];
const CALLBACKS = /Callback$/;

let chromium;
let server;
before(async () => {
  chromium = await browser();
  server = await serve({
    routes: { "/": '<!doctype html><html lang="zh"><title>portal</title><script type="module" src="/portal.js"></script>', "/portal.js": 'import { GoujiChecker } from "/gouji/element.js"; window.GoujiChecker = GoujiChecker;' },
    folders: { gouji: packed },
  });
});
after(async () => {
  await chromium.close();
  await server.close();
});

test("the manifest has the form of its schema", () => {
  const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("custom-elements-manifest/schema.json"), "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  validate(manifest);
  assert.deepEqual(validate.errors, null);
});

test("the manifest has what the element has", async () => {
  const page = await chromium.context.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => window.GoujiChecker);
  const real = await page.evaluate(async ([html, before]) => {
    const { GoujiChecker } = window;
    const own = (object, no) => Object.getOwnPropertyNames(object).filter((name) => no.indexOf(name) < 0);
    const members = own(GoujiChecker.prototype, ["constructor"]);
    const fixed = own(GoujiChecker, ["length", "name", "prototype", "observedAttributes", "formAssociated"]);
    const attributes = new Set(GoujiChecker.observedAttributes);
    for (const method of ["getAttribute", "hasAttribute", "removeAttribute"]) {
      GoujiChecker.prototype[method] = function (name) {
        attributes.add(name);
        return HTMLElement.prototype[method].call(this, name);
      };
    }
    const form = document.body.appendChild(document.createElement("form"));
    const checker = document.createElement("gouji-checker");
    checker.setAttribute("hint", "");
    form.appendChild(checker);
    // What is asked of it, it looks up.
    void checker.name;
    const root = checker.shadowRoot;
    const parts = new Set();
    const look = () => root.querySelectorAll("[part]").forEach((node) => node.getAttribute("part").split(" ").forEach((part) => parts.add(part)));
    look();
    const transfer = new DataTransfer();
    transfer.setData("text/html", before);
    root.getElementById("last-box").dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true, composed: true }));
    while (root.getElementById("last-drop").hidden) await new Promise((done) => setTimeout(done, 20));
    await checker.check({ html, name: "report" });
    look();
    const css = Array.from(root.adoptedStyleSheets).flatMap((sheet) => Array.from(sheet.cssRules)).map((rule) => rule.cssText).join("\n");
    const found = (pattern) => Array.from(css.matchAll(pattern), (match) => match[1]);
    found(/:host\((?::not\()?\[([a-z-]+)/g).forEach((name) => attributes.add(name));
    return { members, fixed, attributes: [...attributes], parts: [...parts], properties: [...new Set(found(/(--gouji-[a-z0-9-]+)/g))] };
  }, [wrong, lastYear]);
  await page.close();
  const events = Array.from(readFileSync(path.join(packed, "element.js"), "utf8").matchAll(/\.tell\("([a-z-]+)"/g), (match) => match[1]);

  const members = element.members.filter((member) => !member.static);
  assert.deepEqual(names(members), real.members.filter((name) => !CALLBACKS.test(name) && !INNER.includes(name)).sort());
  assert.deepEqual(names(element.members.filter((member) => member.static)), real.fixed.sort());
  // The browser itself looks at `disabled`; `tabindex` is of every element.
  assert.deepEqual(names(element.attributes), real.attributes.concat("disabled").filter((name) => name !== "tabindex").sort());
  assert.deepEqual(names(element.events), [...new Set(events)].sort());
  assert.deepEqual(names(element.cssProperties), real.properties.sort());
  assert.deepEqual(names(element.cssParts), real.parts.sort());
});

test("the types of the element have the members of the manifest", () => {
  const types = readFileSync(path.join(packed, "element.d.ts"), "utf8");
  const body = types.slice(types.indexOf("export class GoujiChecker"), types.indexOf("declare global"));
  const declared = Array.from(body.matchAll(/^ {2}(?:static )?(?:readonly )?(\w+)[(:?]/gm), (match) => match[1]);
  assert.deepEqual(declared.sort(), names(element.members).concat("formAssociated", "observedAttributes").sort());
  const told = Array.from(types.matchAll(/^ {2}"(gouji-[a-z-]+)": CustomEvent/gm), (match) => match[1]);
  assert.deepEqual(told.sort(), names(element.events));
});
