// Nothing leaves the page: every way out that a script or an element has is tried against a listener on this machine.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { browser, open, saved, verdict } from "./harness.mjs";

let chromium;
let server;
const heard = [];
before(async () => {
  chromium = await browser();
  server = createServer((request, response) => {
    heard.push(request.url);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("heard");
  });
  server.on("upgrade", (request, socket) => {
    heard.push(request.url);
    socket.destroy();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
});
after(async () => {
  await chromium.close();
  await new Promise((done) => server.close(done));
});

test("the listener would hear a request, were one sent", async () => {
  const page = await chromium.context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/heard`);
  assert.deepEqual(heard.splice(0).filter((url) => url === "/heard"), ["/heard"]);
  await page.close();
});

test("the policy refuses every request out of the page", async () => {
  const { page } = await open(chromium.context);
  await page.click("#example");
  await verdict(page);
  heard.length = 0;
  const result = await page.evaluate(async (base) => {
    const violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
    const outcomes = {};
    const attempt = async (name, work) => {
      try {
        outcomes[name] = await work();
      } catch (error) {
        outcomes[name] = "refused";
      }
    };
    const loads = (tag, attributes) =>
      new Promise((done) => {
        const node = Object.assign(document.createElement(tag), attributes);
        node.onload = () => done("loaded");
        node.onerror = () => done("refused");
        document.body.appendChild(node);
        setTimeout(() => done("silent"), 600);
      });
    await attempt("fetch", () => fetch(`${base}/fetch`).then(() => "sent"));
    await attempt("post", () => fetch(`${base}/post`, { method: "POST", mode: "no-cors", body: "report" }).then(() => "sent"));
    await attempt("xhr", () => new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.onload = () => done("sent");
      request.onerror = fail;
      request.open("GET", `${base}/xhr`);
      request.send();
    }));
    await attempt("beacon", () => (navigator.sendBeacon(`${base}/beacon`, "report") ? "queued" : "refused"));
    await attempt("socket", () => new Promise((done, fail) => {
      const socket = new WebSocket(base.replace("http", "ws") + "/socket");
      socket.onopen = () => done("sent");
      socket.onerror = fail;
    }));
    await attempt("events", () => new Promise((done, fail) => {
      const source = new EventSource(`${base}/events`);
      source.onopen = () => done("sent");
      source.onerror = fail;
    }));
    await attempt("image", () => loads("img", { src: `${base}/image` }));
    await attempt("script", () => loads("script", { src: `${base}/script` }));
    await attempt("style", () => loads("link", { rel: "stylesheet", href: `${base}/style` }));
    await attempt("prefetch", () => loads("link", { rel: "prefetch", href: `${base}/prefetch` }));
    await attempt("frame", () => loads("iframe", { src: `${base}/frame` }));
    await attempt("media", () => loads("video", { src: `${base}/media` }));
    await attempt("object", () => loads("object", { data: `${base}/object` }));
    await attempt("worker", () => new Promise((done, fail) => {
      const worker = new Worker(`data:text/javascript,fetch("${base}/worker")`);
      worker.onerror = fail;
      setTimeout(() => done("silent"), 600);
    }));
    await attempt("form", () => new Promise((done) => {
      const form = Object.assign(document.createElement("form"), { action: `${base}/form`, method: "post", target: "_self" });
      document.body.appendChild(form);
      form.submit();
      setTimeout(() => done("silent"), 600);
    }));
    await attempt("inline style", () => {
      const node = document.createElement("p");
      node.setAttribute("style", `background:url(${base}/inline)`);
      document.body.appendChild(node);
      return getComputedStyle(node).backgroundImage === "none" ? "refused" : "applied";
    });
    await new Promise((done) => setTimeout(done, 100));
    return { violations, outcomes };
  }, `http://127.0.0.1:${server.address().port}`);
  await page.waitForTimeout(500);
  assert.deepEqual(heard, []);
  for (const name of ["fetch", "post", "xhr", "socket", "image", "script", "inline style"]) assert.equal(result.outcomes[name], "refused", name);
  for (const name of Object.keys(result.outcomes)) assert.notEqual(result.outcomes[name], "sent", name);
  for (const directive of ["connect-src", "img-src", "script-src-elem", "style-src-elem", "frame-src", "form-action", "style-src-attr"]) {
    assert.ok(result.violations.includes(directive), `${directive} in ${result.violations}`);
  }
  await page.close();
});

test("the page itself asks for nothing and stores nothing", async () => {
  const page = await chromium.context.newPage();
  const asked = [];
  // The one thing beside itself is the script of its worker, which it made.
  page.on("request", (request) => asked.push(request.url().startsWith("blob:") ? "a text of its own" : request.url()));
  await page.goto(saved);
  await page.click("#example");
  await verdict(page);
  assert.deepEqual(asked, [saved, "a text of its own"]);
  assert.deepEqual(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]), ["", 0, 0]);
  assert.deepEqual(await page.$$eval("a[href]", (links) => links.map((link) => link.getAttribute("href")).filter((href) => !href.startsWith("#"))), []);
  await page.close();
});
