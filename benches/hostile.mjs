// Takes the time and the memory of every file that was made to do harm, each in a process of its own, and the time as a module in Node.js;
// prints the worst. The time is that of the processor, which other work on the machine does not lengthen. The limits are 2 s and 256 MB. The command line, the module (`cargo build --release`, `cargo pack`) and GNU time have
// to be there:
//
//     node benches/hostile.mjs

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.join(import.meta.dirname, "..");
const command = path.join(root, "target", "release", "gouji");
const glue = pathToFileURL(path.join(root, "pkg", "gouji.js")).href;

if (process.argv[2] === "--module") {
  // One file in one instance: what a page does when it is opened.
  const gouji = await import(glue);
  await gouji.default({ module_or_path: readFileSync(path.join(root, "pkg", "gouji_bg.wasm")) });
  const bytes = readFileSync(process.argv[3]);
  const start = process.cpuUsage();
  let ending = "trap";
  try {
    const outcome = gouji.check({ bytes });
    ending = outcome.failures.length > 0 ? outcome.failures[0].code : "report";
  } catch (error) {
    ending = String(error);
  }
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ taken: (user + system) / 1e6, ending }));
  process.exit(0);
}

const folder = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "gouji-hostile-"));
if (!process.argv[2]) execFileSync("cargo", ["test", "--quiet", "--test", "hostile_files"], { cwd: root, env: { ...process.env, GOUJI_HOSTILE: folder }, stdio: "inherit" });

const rows = readdirSync(folder).map((name) => {
  const file = path.join(folder, name);
  const native = spawnSync("/usr/bin/time", ["-f", "%U %S %M", command, "check", "--format", "json", file], { encoding: "utf8", maxBuffer: 1 << 28 });
  const [user, system, kilobytes] = native.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  const module = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--module", file], { encoding: "utf8" });
  const { taken, ending } = module.stdout ? JSON.parse(module.stdout) : { taken: NaN, ending: module.stderr.slice(0, 200) };
  return { name, seconds: user + system, megabytes: kilobytes / 1000, taken, ending, status: native.status };
});
const worst = (key, count) => rows.toSorted((a, b) => b[key] - a[key]).slice(0, count);
const print = (what, list) => {
  console.log(`\n${what}`);
  for (const { name, seconds, megabytes, taken, ending } of list) {
    console.log(`  ${name.padEnd(52)} ${seconds.toFixed(2)} s  ${megabytes.toFixed(0).padStart(4)} MB  module ${taken.toFixed(2)} s  ${ending}`);
  }
};
console.log(`${rows.length} files`);
print("slowest on this machine", worst("seconds", 8));
print("most memory", worst("megabytes", 8));
print("slowest as a module", worst("taken", 8));
const bad = rows.filter(({ seconds, megabytes, taken, status }) => !(seconds <= 2 && megabytes <= 256 && taken <= 2) || status === null || status > 2);
print("over the limits", bad);
if (process.argv[2] === undefined) rmSync(folder, { recursive: true });
