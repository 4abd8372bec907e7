// What the tests of the framed page share: a page of another origin around the saved page, and the messages between the two.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { saved } from "../browser/harness.mjs";

/** The sandbox that `docs/embedding.md` gives the frame. */
export const SANDBOX = "allow-scripts allow-downloads";

/** A server of its own origin that has the saved page, and an empty page under every other path. What is asked of it is in `asked`. */
export async function server(host = "127.0.0.1") {
  const file = readFileSync(fileURLToPath(saved));
  const asked = [];
  const http = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(request.url.startsWith("/gouji.html") ? file : "<!doctype html><title>portal</title><input id=\"field\">");
  });
  await new Promise((done) => http.listen(0, host, done));
  return { origin: `http://${host}:${http.address().port}`, asked, close: () => new Promise((done) => http.close(done)) };
}

/**
 * A portal's page with the saved page in a frame. `told()` gives the messages that have come since it was last called, `say` sends one, and `answer`
 * sends one and waits for what comes back to its id. `log` has every message, as the browser delivered it, with its origin.
 * @param {import("playwright-core").BrowserContext} context
 * @param {{ portal: string, page: string, sandbox?: string | null, init?: string }} given the address of the portal's page, and of the page in the
 *   frame; `init` runs in both before their own scripts
 */
export async function framed(context, { portal, page: address, sandbox = SANDBOX, init }) {
  const page = await context.newPage();
  if (init) await page.addInitScript(init);
  page.setDefaultTimeout(10000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(portal);
  await page.evaluate(([src, sandbox]) => {
    window.log = [];
    addEventListener("message", ({ data, origin, source }) => window.log.push({ data, origin, ofFrame: source === window.frame.contentWindow }));
    window.frame = document.createElement("iframe");
    if (sandbox !== null) window.frame.setAttribute("sandbox", sandbox);
    window.frame.width = "1200";
    window.frame.height = "900";
    window.frame.src = src;
    document.body.appendChild(window.frame);
    window.say = (message) => window.frame.contentWindow.postMessage(message, "*");
    window.from = 0;
  }, [address, sandbox]);
  const inner = await (await page.$("iframe")).contentFrame();
  await page.waitForFunction(() => window.log.length > 0);
  const told = () => page.evaluate(() => window.log.slice(window.from, (window.from = window.log.length)).map(({ data }) => data));
  const say = (message) => page.evaluate((sent) => window.say(sent), message);
  return {
    page,
    inner,
    errors,
    line: () => inner.textContent("#framed"),
    told,
    say,
    log: () => page.evaluate(() => window.log),
    /** Waits until there is a message for which a function of the portal's page gives true, among those that `told` has not given yet. */
    heard: (test, gift) => page.waitForFunction(([test, gift]) => window.log.slice(window.from).map(({ data }) => data).find((data) => new Function(`return (${test})`)()(data, gift)), [String(test), gift]).then((handle) => handle.jsonValue()),
    async answer(message) {
      const before = await page.evaluate(() => window.log.length);
      await say(message);
      const handle = await page.waitForFunction(([from, id]) => window.log.slice(from).map(({ data }) => data).find((data) => data.id === id), [before, message.id]);
      return handle.jsonValue();
    },
    close: () => page.close(),
  };
}

/** The kinds of messages, in order, with the ids that they are about. */
export const kinds = (messages) => messages.map(({ type, id, reason }) => [type, id === undefined ? "-" : String(id), reason].filter((part) => part !== undefined).join(" "));
