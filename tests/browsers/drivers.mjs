// One small way to drive five browsers: a tab of each, behind the same few functions.
//
// Chromium 78, 83 and 88 speak the protocol of their time, which puppeteer-core 5.5 was written for. Firefox is driven over WebDriver BiDi by
// a puppeteer of today, which needs no driver program beside the browser. Debian's Chromium is driven by playwright-core, as in the other
// tests of the page.

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { oldChromium } from "./old.mjs";

const require = createRequire(import.meta.url);
const requireOfPage = createRequire(new URL("../../www/package.json", import.meta.url));

/** How long something on the page may take before the test gives up. A slow machine is no failure. */
const PATIENCE = 20000;
const VIEW = { width: 1366, height: 768 };
const QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Old Chromium does not know this source of the policy and says so; it goes by `'unsafe-eval'` beside it. */
const KNOWN = /contains an invalid source: ''wasm-unsafe-eval''\. It will be ignored\.$/;

/**
 * Runs in the page: the first element for a selector, in the document or in the open shadow root of the checker. `deep.root()` is the one of the
 * two that holds the app, `deep.all` gives every match in it, and `deep.active()` the element that has the focus.
 */
function deep(selector) {
  return document.querySelector(selector) || deep.root().querySelector(selector);
}

function helpers() {
  deep.root = () => {
    const element = document.querySelector("gouji-checker");
    return (element && element.shadowRoot) || document;
  };
  deep.all = (selector) => Array.from(deep.root().querySelectorAll(selector));
  deep.active = () => deep.root().activeElement || document.activeElement;
  /** The words of an element as a reader has them, with single spaces. */
  deep.words = (node) => ((typeof node === "string" ? deep(node) : node) || { textContent: "" }).textContent.replace(/\s+/g, " ").trim();
  deep.seen = (selector) => {
    const node = deep(selector);
    return Boolean(node && node.getClientRects().length && getComputedStyle(node).visibility === "visible");
  };
}

const inPage = (work, gift) => `(() => { ${deep}; (${helpers})(); return (${work})(deep, ${JSON.stringify(gift === undefined ? null : gift)}); })()`;

/** A tab. `page` is the client's own; what is used of it has the same name in all three. */
export class Tab {
  constructor(page, version, shut) {
    this.page = page;
    this.keys = page.keyboard;
    this.version = version;
    this.shut = shut;
    /** What the page's scripts threw or wrote down as an error. */
    this.errors = [];
    page.on("pageerror", (error) => this.errors.push(String(error.message || error)));
    page.on("console", (message) => message.type() === "error" && !KNOWN.test(message.text()) && this.errors.push(message.text()));
  }

  /** Goes to a page and waits until it is loaded. */
  async open(url) {
    await this.page.goto(url);
  }

  /**
   * Runs a function in the page and gives back what it returns, as JSON has it. The function stands by itself and is given `deep` and the gift.
   * @param {(deep: Function, gift: any) => any} work
   */
  run(work, gift) {
    return this.page.evaluate(inPage(work, gift));
  }

  /** Waits until a function in the page gives something true, and gives it back; `what` says what was waited for. */
  async until(what, work, gift) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const value = await this.run(work, gift);
      if (value) return value;
      if (Date.now() > end) throw new Error(`waited ${PATIENCE / 1000} s in vain for: ${what}`);
      await sleep(15);
    }
  }

  /** Presses keys that are held together: `press("Control", "v")`. */
  async press(...keys) {
    const held = keys.slice(0, -1);
    for (const key of held) await this.keys.down(key);
    await this.keys.press(keys[keys.length - 1]);
    for (const key of held.reverse()) await this.keys.up(key);
  }

  /** Types text, key by key. */
  async type(text) {
    for (const letter of text) await this.keys.press(letter);
  }

  /** Clicks with the mouse into the middle of an element, once it can be seen. What lies over it would take the click, and that is said. */
  async click(selector) {
    await this.until(`${selector} to be seen`, (deep, selector) => deep.seen(selector), selector);
    const place = await this.run((deep, selector) => {
      const node = deep(selector);
      node.scrollIntoView({ block: "center" });
      const box = node.getClientRects()[0];
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const hit = deep.root().elementFromPoint(x, y);
      return { x, y, hit: Boolean(hit) && (node.contains(hit) || hit.contains(node)), over: hit && hit.outerHTML.slice(0, 120) };
    }, selector);
    if (!place.hit) throw new Error(`a click on ${selector} would go to ${place.over}`);
    await this.page.mouse.click(place.x, place.y);
  }

  /** Ends the browser. */
  close() {
    return this.shut();
  }
}

/**
 * How a browser is started.
 * @typedef {object} Options
 * @property {boolean} [scripts] false to have it with scripts switched off
 * @property {() => void} [init] runs in every page before its own scripts
 */

/** @param {Options} options */
async function playwright({ scripts = true, init }) {
  const { chromium } = requireOfPage("playwright-core");
  const profile = mkdtempSync(path.join(tmpdir(), "gouji-browsers-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.GOUJI_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    viewport: VIEW,
    javaScriptEnabled: scripts,
    args: QUIET,
  });
  if (init) await context.addInitScript(init);
  const page = context.pages()[0] || (await context.newPage());
  return new Tab(page, context.browser().version(), async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  });
}

async function puppeteer(client, options, init) {
  const browser = await require(client).launch(Object.assign({ headless: true, defaultViewport: VIEW }, options));
  const page = (await browser.pages())[0] || (await browser.newPage());
  if (init) await page.evaluateOnNewDocument(init);
  return new Tab(page, await browser.version(), () => browser.close());
}

/** In processes of its own, as people have it; in a single one, which its package asks for, one start in a dozen shows no tab. */
const old = (version) => async ({ scripts = true, init }) => {
  const tab = await puppeteer("puppeteer-core", { executablePath: oldChromium(version), args: QUIET }, init);
  if (!scripts) await tab.page.setJavaScriptEnabled(false);
  return tab;
};

/** @param {Options} options */
const firefox = ({ scripts = true, init }) =>
  puppeteer("puppeteer-bidi", {
    browser: "firefox",
    executablePath: process.env.GOUJI_FIREFOX || "/usr/bin/firefox-esr",
    // Its protocol has no word for switching scripts off.
    extraPrefsFirefox: { "javascript.enabled": scripts },
  }, init);

/**
 * The browsers of the test: the name, what the browser has to say of its own version, and how it is started.
 * @type {{ name: string, version: RegExp, start: (options: Options) => Promise<Tab> }[]}
 */
export const BROWSERS = [
  { name: "Chromium 78", version: /^HeadlessChrome\/78\./, start: old(78) },
  { name: "Chromium 83", version: /^HeadlessChrome\/83\./, start: old(83) },
  { name: "Chromium 88", version: /^HeadlessChrome\/88\./, start: old(88) },
  { name: "Chromium of today", version: /^\d{3}\./, start: playwright },
  { name: "Firefox ESR", version: /^firefox\/\d+\./, start: firefox },
];
