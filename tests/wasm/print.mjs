// Prints one outcome a line for each file of a folder, in the order of the names: node print.mjs FOLDER-OF-THE-MODULE FOLDER LANGUAGE

import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [built, folder, lang] = process.argv.slice(2);
const gouji = await import(pathToFileURL(resolve(built, "gouji.js")));
await gouji.default({ module_or_path: readFileSync(join(built, "gouji_bg.wasm")) });

for (const name of readdirSync(folder).sort()) {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  process.stdout.write(`${JSON.stringify(gouji.check({ bytes, name }, { lang }))}\n`);
}
