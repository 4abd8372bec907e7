// Times gouji's whole check against what other libraries need only to get at the text of the cells, on the same files in one run, and prints
// the ratios. Node.js, npm, Python 3 with pip, and the built module (`cargo pack`) have to be there:
//
//     node benches/peers/run.mjs
//
// The peers are installed into benches/peers/node_modules and benches/peers/python, and nothing else uses them.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const here = import.meta.dirname;
const root = path.join(here, "..", "..");
const files = path.join(root, "tests", "cases", "files");
const python = path.join(here, "python");
const run = (command, args, options = {}) => execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], ...options });

if (!existsSync(path.join(here, "node_modules"))) run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here });
if (!existsSync(python)) run("python3", ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", python, "python-docx==1.2.0"]);

const { default: mammoth } = await import("mammoth");
const { default: XLSX } = await import("xlsx");
const cheerio = await import("cheerio");
const gouji = await import(pathToFileURL(path.join(root, "pkg", "gouji.js")));
await gouji.default({ module_or_path: readFileSync(path.join(root, "pkg", "gouji_bg.wasm")) });

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
/** The median of many runs in microseconds, after some that warm up. */
async function time(work, runs = 101) {
  const times = [];
  for (let i = 0; i < runs + 20; i += 1) {
    const start = performance.now();
    await work();
    if (i >= 20) times.push((performance.now() - start) * 1000);
  }
  return median(times);
}

const lines = (text) => Object.fromEntries(text.trim().split("\n").map((line) => JSON.parse(line)).map(({ file, microseconds }) => [file, microseconds]));
const docx = ["zone-2021.docx", "python-zone-2019.docx"].map((name) => path.join(files, name));
const xlsx = ["zone-2021.xlsx", "openpyxl-zone-2019.xlsx"].map((name) => path.join(files, name));
const native = lines(run("cargo", ["bench", "--quiet", "--bench", "files", "--", ...docx, ...xlsx], { cwd: root }));
const pythonDocx = lines(run("python3", [path.join(here, "python_docx.py"), ...docx], { env: { ...process.env, PYTHONPATH: python } }));

const rows = [];
const row = (what, own, peer, name, limit) => rows.push([what, own.toFixed(0), name, peer.toFixed(0), (peer / own).toFixed(1), `${limit}`]);
for (const file of docx) {
  row(`${path.basename(file)}, native`, native[file], pythonDocx[file], "python-docx", 20);
  row(`${path.basename(file)}, native`, native[file], await time(() => mammoth.convertToHtml({ path: file })), "mammoth", 20);
}
for (const file of xlsx) {
  const bytes = readFileSync(file);
  const sheets = () => {
    const book = XLSX.read(bytes);
    return book.SheetNames.map((name) => XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1 }));
  };
  const peer = await time(sheets);
  row(`${path.basename(file)}, native`, native[file], peer, "SheetJS", 3);
  row(`${path.basename(file)}, module in Node.js`, await time(() => gouji.check({ bytes })), peer, "SheetJS", 3);
}
const html = readFileSync(path.join(files, "zone-2021.html"), "utf8");
const cells = () => {
  const $ = cheerio.load(html);
  return $("td, th").map((_, cell) => $(cell).text()).get();
};
row("zone-2021.html, module in Node.js", await time(() => gouji.check({ html })), await time(cells), "cheerio", 5);

const head = ["file", "gouji µs", "peer", "peer µs", "ratio", "wanted"];
const widths = head.map((title, at) => Math.max(title.length, ...rows.map((cells) => cells[at].length)));
const print = (cells) => console.log(cells.map((cell, at) => (at === 0 || at === 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "));
print(head);
rows.forEach(print);
const missed = rows.filter((cells) => Number(cells[4]) < Number(cells[5]));
if (missed.length) console.log(`${missed.length} of ${rows.length} ratios are below what is wanted`);
