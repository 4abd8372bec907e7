// A portal's server: serves the form with the checker, and checks each report that comes in again. A browser's word is no proof: what decides is
// the outcome that is worked out here, from the very file that was submitted.

import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { answerPage } from "./answers.mjs";

// In a project of your own: import init, { check } from "gouji";
const PACKAGE = new URL("../../dist/npm/", import.meta.url);
const { default: init, check } = await import(new URL("index.js", PACKAGE));

/** The most bytes of a submission: a file of 32 MB, and the outcome that comes with it. */
const MOST = 34 * 1024 * 1024;

const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };

/** Everything that is served, by path. What is not in this list is not there, whatever an address is made to look like. */
function served() {
  const files = new Map();
  const add = (path, folder, name) => files.set(path, { type: TYPES[name.split(".").pop()], body: readFileSync(new URL(name, folder)) });
  add("/", import.meta.url, "index.html");
  for (const name of ["portal.js", "portal.css"]) add(`/${name}`, import.meta.url, name);
  // The element, its parts and its worker. They have to come from where the policy allows scripts: the portal itself.
  for (const name of readdirSync(PACKAGE)) if (name.endsWith(".js")) add(`/gouji/${name}`, PACKAGE, name);
  return files;
}

/** Why a submission is not taken, as an HTTP status and a sentence. */
class Refusal extends Error {
  constructor(status, message, findings = []) {
    super(message);
    Object.assign(this, { status, findings });
  }
}

/** The body, or a refusal as soon as it is too long. */
async function bodyOf(request) {
  const chunks = [];
  let length = Number(request.headers["content-length"]) || 0;
  if (length <= MOST) {
    length = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > MOST) break;
      chunks.push(chunk);
    }
  }
  if (length > MOST) {
    // The rest is let go by unread, so that the answer can still be heard.
    request.resume();
    throw new Refusal(413, "提交的内容太大：报告文件最大 32 MB。");
  }
  return Buffer.concat(chunks);
}

/** The fields of the form. Node.js itself takes multipart bodies apart. */
async function fieldsOf(request) {
  const type = request.headers["content-type"] || "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) throw new Refusal(415, "这里只收表单提交的报告文件。");
  const body = await bodyOf(request);
  try {
    return await new Response(body, { headers: { "Content-Type": type } }).formData();
  } catch (error) {
    throw new Refusal(400, "提交的内容不完整，读不出来。请返回重新报送。");
  }
}

/** What has to be corrected: each error, or the finding that it follows from. */
function causesIn({ findings }) {
  const causeOf = (finding) => (finding.derived_from === null ? finding : causeOf(findings[finding.derived_from]));
  return Array.from(new Set(findings.filter(({ severity }) => severity === "error").map(causeOf)));
}

/** Checks what was submitted; gives what to keep, or throws a refusal. */
async function received(request) {
  const fields = await fieldsOf(request);
  const text = (name) => (typeof fields.get(name) === "string" ? fields.get(name).trim() : "");
  const [file, title, year] = [fields.get("report"), text("title"), text("year")];
  if (!(file instanceof Blob) || !file.size) throw new Refusal(422, "没有收到报告文件。请返回选择文件。");
  if (!title || title.length > 120) throw new Refusal(422, "请填写标题，最多 120 个字。");
  if (!/^20\d\d$/.test(year)) throw new Refusal(422, "请填写四位数字的年度。");

  await init();
  const outcome = check({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }, { lang: "zh" });
  const { reports: [report], failures: [failure] } = outcome;
  if (!report) throw new Refusal(422, failure.message);
  if (outcome.reports.length > 1) throw new Refusal(422, `这份文件里有 ${outcome.reports.length} 份报告，请一份一份地报送。`);
  if (report.summary.errors) throw new Refusal(422, `服务器复核发现 ${report.summary.errors} 处错误，改正后才能报送。要改正的是：`, causesIn(report));
  if (report.year !== null && report.year !== Number(year)) throw new Refusal(422, `报告是${report.year}年的，要报送的是${year}年的报告。`);
  // What the browser says it found is only compared; null where it says nothing.
  const told = text("outcome");
  return { title, file, report, outcome, agrees: told ? told === JSON.stringify(outcome) : null };
}

/**
 * @param {{ keep?: (submission: { title: string, file: File, report: object, outcome: object, agrees: boolean | null }) => void }} [given] `keep` is
 *   given each report that is taken; a real portal stores it there, and this one does nothing
 */
export function portal({ keep = () => {} } = {}) {
  const files = served();

  async function answer(request, response) {
    const path = request.url.split("?", 1)[0];
    const file = files.get(path);
    if (path === "/reports" && request.method === "POST") {
      const submission = await received(request);
      keep(submission);
      return [200, answerPage({ taken: submission })];
    }
    if (!file) throw new Refusal(404, "这里没有这个页面。");
    if (request.method !== "GET" && request.method !== "HEAD") throw new Refusal(405, "这个地址不收提交的内容。");
    response.setHeader("Content-Type", file.type);
    return [200, file.body];
  }

  return createServer(async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.setHeader("Content-Type", TYPES.html);
    let [status, body] = [500, answerPage({ refused: new Refusal(500, "服务器出错了，报告没有收下。请稍后再试。") })];
    try {
      [status, body] = await answer(request, response);
    } catch (error) {
      if (error instanceof Refusal) [status, body] = [error.status, answerPage({ refused: error })];
      // Who broke the connection off hears no answer.
      else if (error.code !== "ECONNRESET") console.error(error);
    }
    response.writeHead(status).end(request.method === "HEAD" ? undefined : body);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = portal();
  server.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  server.listen(Number(process.env.PORT || 8080), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
  // Started by another program, it ends with that one.
  if (process.argv.includes("--until-closed")) process.stdin.resume().on("end", () => process.exit());
}
