// What the tests of the package share: where it was built, the command line to hold it against, and a server with a portal's policy.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the npm package. */
export const packed = process.env.GOUJI_PACKAGE || path.join(root, "dist/npm");

const binary = process.env.GOUJI_BIN || path.join(root, "target/debug/gouji");

/** A file of the cases, by its path there. */
export const caseFile = (name) => path.join(root, "tests/cases", name);

/** What the command line prints on standard output. */
export const command = (...words) => spawnSync(binary, words, { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;

/** The policy of a strict portal. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const KINDS = { ".js": "text/javascript", ".mjs": "text/javascript", ".html": "text/html", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

/**
 * Serves what `routes` gives for a path: a text, or a path on disk as `{ file }`; and a folder's files under `/PREFIX/`. Every answer has the policy.
 * @param {{ routes?: Record<string, string | { file: string }>, folders?: Record<string, string>, policy?: string | null }} given
 * @returns {Promise<{ url: string, asked: string[], close(): Promise<void> }>} `asked`: the paths that were asked for, in order
 */
export async function serve({ routes = {}, folders = {}, policy = POLICY }) {
  const asked = [];
  const find = (name) => {
    if (routes[name] !== undefined) return typeof routes[name] === "string" ? routes[name] : readFileSync(routes[name].file);
    const prefix = Object.keys(folders).find((folder) => name.startsWith(`/${folder}/`));
    return prefix === undefined || name.includes("..") ? null : readFileSync(path.join(folders[prefix], name.slice(prefix.length + 2)));
  };
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url.split(/[?#]/, 1)[0]);
    asked.push(name);
    let body = null;
    try {
      body = find(name);
    } catch (error) {
      // Answered below.
    }
    if (body === null) {
      response.writeHead(404).end();
      return;
    }
    const kind = KINDS[path.extname(name)] || (name.endsWith("/") ? "text/html" : "application/octet-stream");
    const headers = { "Content-Type": kind.startsWith("text") ? `${kind}; charset=utf-8` : kind, "X-Content-Type-Options": "nosniff" };
    if (policy) headers["Content-Security-Policy"] = policy;
    response.writeHead(200, headers).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
