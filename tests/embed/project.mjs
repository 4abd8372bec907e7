// Somebody's project in a temporary folder, with the packed package installed as npm installs it.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { packed, root } from "./parts.mjs";

const run = promisify(execFile);

/** A program out of the npm packages that the tests are run with. */
export const tool = (name) => {
  const file = path.join(root, "tests/embed/node_modules/.bin", name);
  if (!existsSync(file)) throw new Error(`${name} is missing: npm ci in tests/embed installs it`);
  return file;
};

/**
 * @returns {Promise<{ folder: string, tarball: string, put(name: string, text: string): string, run(program: string, ...words: string[]):
 *   Promise<{ stdout: string, stderr: string }>, remove(): void }>} `run` gives a program's words and status as an error where it fails
 */
export async function project() {
  const folder = mkdtempSync(path.join(tmpdir(), "gouji-project-"));
  const started = async (program, ...words) => {
    try {
      return await run(program, words, { cwd: folder, maxBuffer: 1 << 28 });
    } catch (error) {
      throw new Error(`${path.basename(program)} ${words.join(" ")}: ${error.message}\n${error.stdout}\n${error.stderr}`);
    }
  };
  const put = (name, text) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  put("package.json", JSON.stringify({ name: "portal", private: true, type: "module" }));
  await started("npm", "pack", packed, "--pack-destination", folder, "--loglevel=error");
  const tarball = path.join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")));
  await started("npm", "install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", tarball);
  return { folder, tarball, put, run: started, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
