// Times the module on corrupted figures: node time.mjs CASES BASES... prints the milliseconds of each case, then those of a report without a fault.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const built = process.env.GOUJI_PKG || fileURLToPath(new URL("../../pkg/", import.meta.url));
const gouji = await import(pathToFileURL(join(built, "gouji.js")));
await gouji.default({ module_or_path: readFileSync(join(built, "gouji_bg.wasm")) });

const [cases, ...files] = process.argv.slice(2);
const bases = new Map();
for (const file of files) {
  for (const base of [JSON.parse(readFileSync(file, "utf8"))].flat()) bases.set(base.id, base);
}

/** The quickest of several runs: everything else on the machine only makes it slower. */
function quickest(values, edition) {
  let best = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    gouji.recheck(values, { edition });
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const clean = [...bases.values()][0];
for (let run = 0; run < 200; run += 1) gouji.recheck(clean.values, { edition: clean.edition });
const times = readFileSync(cases, "utf8").trim().split("\n").map((line) => {
  const { of, set } = JSON.parse(line);
  const { values, edition } = bases.get(of);
  return quickest({ ...values, ...set }, edition);
});
console.log(JSON.stringify({ times, clean: quickest(clean.values, clean.edition) }));
