// Chromium as offices still have it: unpacked out of its npm package, once, into the folder of the project's tools.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** Beside the other tools, so that a second clone finds them: the folder that `GOUJI_BROWSERS` names, or the cache. */
const folder =
  process.env.GOUJI_BROWSERS ||
  path.join(process.env.GOUJI_TOOLS || path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "gouji-tools"), "browsers");

/**
 * The program of one old Chromium.
 * @param {78 | 83 | 88} version the number in the name of its package in `package.json`
 */
export function oldChromium(version) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`Chromium ${version} is there for Linux on x86-64 alone, and this is ${process.platform} on ${process.arch}`);
  }
  const packed = path.dirname(require.resolve(`chromium-${version}/package.json`));
  const release = JSON.parse(readFileSync(path.join(packed, "package.json"), "utf8")).version;
  const program = path.join(folder, `chromium-${version}-${release}`, "chromium");
  if (existsSync(program)) return program;
  // Unpacked under another name first: a run that is broken off leaves no half of a program behind.
  const half = `${program}.${process.pid}`;
  mkdirSync(path.dirname(program), { recursive: true });
  try {
    writeFileSync(half, brotliDecompressSync(readFileSync(path.join(packed, "bin/chromium.br"))), { mode: 0o755 });
    renameSync(half, program);
  } finally {
    rmSync(half, { force: true });
  }
  return program;
}
