// The page's main path in the browsers that people have: Chromium of 2019 and 2020, of today, and Firefox ESR.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drivers.mjs";
import { STEPS, told } from "./path.mjs";

const NEED =
  "请用 Chrome、Edge 或 360 极速模式打开本页。 本页要用到浏览器的脚本（JavaScript）和 WebAssembly，当前的浏览器没有，或者没有开启。360、QQ、搜狗等浏览器，请点地址栏右侧的图标，换成“极速模式”；不要用 IE 或“兼容模式”。 Please open this page in Chrome, Edge, Firefox or 360’s fast mode, with scripts (JavaScript) and WebAssembly allowed.";
const NOSCRIPT = "当前浏览器关闭了脚本，本页无法核对。请允许脚本后重新打开。Scripts are switched off in this browser, so nothing can be checked. Please allow them and open the page again.";

for (const { name, version, start } of BROWSERS) {
  describe(name, () => {
    let tab;
    let folder;
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "gouji-browsers-"));
      tab = await start({});
    });
    after(async () => {
      if (tab) await tab.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test("it is the browser that it should be", () => assert.match(tab.version, version));

    for (const [title, step] of STEPS) {
      test(title, async () => {
        tab.errors.length = 0;
        await step(tab, folder);
        assert.deepEqual(tab.errors, []);
      });
    }

    /** What the page says in a browser that cannot run it; of its own kind, because the tab above can. */
    const bare = async (options) => {
      const other = await start(options);
      try {
        return await told(other);
      } finally {
        await other.close();
      }
    };

    test("with scripts switched off, the page says what it needs", async () => assert.deepEqual(await bare({ scripts: false }), { need: NEED, noscript: NOSCRIPT, start: false, ready: false }));

    test("without WebAssembly, the page says what it needs", async () =>
      assert.deepEqual(await bare({ init: () => delete window.WebAssembly }), { need: NEED, noscript: null, start: false, ready: false }));

    test("where WebAssembly is refused, the page says what it needs", async () => {
      const init = () => {
        WebAssembly.compile = WebAssembly.compileStreaming = WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError("refused"));
      };
      assert.deepEqual(await bare({ init }), { need: NEED, noscript: null, start: false, ready: false });
    });
  });
}
