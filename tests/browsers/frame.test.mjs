// The saved page in a sandboxed frame of another origin, in the browsers that people have: no storage, no origin, and the same outcome.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { wrong } from "../browser/harness.mjs";
import { SANDBOX, kinds, server } from "../embed/around.mjs";
import { BROWSERS } from "./drivers.mjs";

let portal;
let other;
before(async () => {
  portal = await server();
  other = await server();
});
after(() => Promise.all([portal.close(), other.close()]));

/** What the first browser gave, which the others have to give. */
let expected = null;

/** The oldest and the other one; what goes on in Chromium of today is in `tests/embed`. */
const SOME = BROWSERS.filter(({ name }) => /78|Firefox/.test(name));

/** Chromium 78 knows no such flag, and lets a sandboxed frame save files without it. */
const KNOWN = /'allow-downloads' is an invalid sandbox flag/;

for (const { name, start } of SOME) {
  test(`${name}: a document goes into the frame, and its outcome comes out`, async (t) => {
    const tab = await start({});
    t.after(() => tab.close());
    await tab.open(`${portal.origin}/`);
    await tab.run((deep, { src, sandbox }) => {
      window.told = [];
      window.addEventListener("message", (event) => event.source === window.frame.contentWindow && window.told.push(event.data));
      window.frame = document.createElement("iframe");
      window.frame.setAttribute("sandbox", sandbox);
      window.frame.width = "1000";
      window.frame.height = "700";
      window.frame.src = src;
      document.body.appendChild(window.frame);
    }, { src: `${other.origin}/gouji.html`, sandbox: SANDBOX });
    const told = (count) => tab.until(`${count} messages`, (deep, count) => window.told.length >= count && window.told, count);
    assert.deepEqual(kinds(await told(1)), ["ready -"]);
    const say = (message) => tab.run((deep, message) => {
      const { file } = message;
      const source = file ? { bytes: new TextEncoder().encode(file), name: "a.html" } : message.source;
      window.frame.contentWindow.postMessage({ gouji: 1, type: message.type, id: message.id, source }, "*");
    }, message);
    await say({ type: "check", id: "a", source: { html: wrong, name: "a.html" } });
    await told(2);
    // Bytes wait for the worker, where there is one.
    await say({ type: "check", id: "b", file: wrong });
    await told(3);
    await say({ type: "clear", id: "c" });
    const all = await told(4);
    assert.deepEqual(kinds(all), ["ready -", "outcome a", "outcome b", "cleared c"]);
    const outcome = JSON.stringify(all[1].outcome);
    assert.equal(JSON.stringify(all[2].outcome), outcome);
    expected = expected || outcome;
    assert.equal(outcome, expected);
    assert.deepEqual(tab.errors.filter((error) => !KNOWN.test(error)), []);
  });
}
