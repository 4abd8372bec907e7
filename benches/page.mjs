// Times the saved page in Chromium by its own marks: how long until it can check, from a large paste to the verdict, from a key to the verdict
// that has settled, and every task that holds the page up for more than 50 ms. Each figure is the median and the worst of the runs; the limits
// stand beside them, and nothing fails. Other work on the machine lengthens all of them, so its load is printed too. `cargo pack` before:
//
//     node benches/page.mjs [RUNS]
//
// `GOUJI_PAGE` names another saved page, `GOUJI_CHROMIUM` another browser.

import os from "node:os";
import { browser, saved, wrong } from "../tests/browser/harness.mjs";

const RUNS = Math.max(Number(process.argv[2]) || 15, 1);

/**
 * The report as Word puts it on the clipboard, so many bytes of it: every few characters in a span of their own, every cell with its borders
 * written out, and before it the definitions of styles and lists, which Word copies whole. The fifth part is as long as the size asks for.
 */
function asWord(html, bytes) {
  const span = "lang=ZH-CN style='font-size:10.5pt;font-family:宋体;mso-ascii-font-family:Calibri;mso-hansi-font-family:Calibri;mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt'";
  const pieces = (text) => (text.trim() ? text.replace(/[^&;]{1,6}(?![^&]*;)|[^]+/g, (piece) => `<span ${span}>${piece}</span>`) : text);
  const cell = "style='border:solid windowtext 1.0pt;border-left:none;mso-border-left-alt:solid windowtext .5pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt;height:22.7pt'";
  const dressed = (part) => part
    .replace(/>([^<]+)</g, (all, text) => `>${pieces(text)}<`)
    .replace(/<td/g, `<td valign=top ${cell}`)
    .replace(/<p>/g, "<p class=MsoNormal style='margin-top:6.0pt;text-indent:21.0pt;mso-char-indent-count:2.0;line-height:150%;mso-pagination:none'>");
  const styles = Array.from({ length: 300 }, (_, number) =>
    `@list l${number}:level1\n\t{mso-level-number-format:chinese-counting;\n\tmso-level-text:"（%1）";\n\tmso-level-tab-stop:none;\n\ttext-indent:-21.0pt;\n\tfont-family:"Times New Roman";}\n`);
  const topics = ["会议纪要", "财政预算", "环境保护", "公共卫生", "安全生产", "食品药品", "社会救助", "教育招生", "乡村振兴", "保障性住房", "国有土地", "行政许可"];
  const lines = [];
  const at = html.indexOf("六、");
  const start = html.lastIndexOf("<", at);
  const head = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"><style>${styles.join("")}</style></head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->${dressed(html.slice(0, start))}`;
  const tail = `${dressed(html.slice(start))}<!--EndFragment--></body></html>`;
  for (let length = Buffer.byteLength(head + tail); length < bytes; length += Buffer.byteLength(lines[lines.length - 1])) {
    lines.push(dressed(`<p>${lines.length + 1}.${topics[lines.length % topics.length]}栏目的信息由专人每${(lines.length % 9) + 2}日核对一次，发现错漏当日更正，更正前后的内容一并留存备查。</p>`));
  }
  return head + lines.join("") + tail;
}

/** Runs in every page first: keeps the long tasks, and when a key was pressed. */
function watch() {
  window.bench = { tasks: [], key: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.bench.tasks.push([entry.startTime, entry.duration]))).observe({ type: "longtask", buffered: true });
  addEventListener("keydown", (event) => {
    window.bench.key = event.timeStamp;
  }, true);
  /** The page's mark of a verdict that stands, the first after a time; 0 where there is none yet. */
  window.bench.settled = (from) => performance.getEntriesByName("gouji-settled").map((mark) => mark.startTime).filter((time) => time > from)[0] || 0;
}

/** Longest of the tasks that began from one time on, 0 where none was long. */
const longest = (tasks, from) => tasks.reduce((most, [start, duration]) => (start + duration > from ? Math.max(most, duration) : most), 0);

/** When the verdict stood that comes after a time. */
async function settled(page, from) {
  await page.waitForFunction((from) => window.bench.settled(from) > 0, from, { polling: 50 });
  return page.evaluate((from) => window.bench.settled(from), from);
}

/** The longest of the long tasks since a time, once the page is at rest again. */
async function longestSince(page, from) {
  await page.waitForTimeout(300);
  return longest(await page.evaluate(() => window.bench.tasks.splice(0)), from);
}

/** What is typed into a cell, a figure of which each key is one more change. */
const KEYS = ["1", "2", "Backspace", "3"];

/** Times each key that is typed into a cell. */
async function keysIn(page, times, tasks) {
  await page.waitForTimeout(500);
  await page.evaluate((cell) => app().getElementById(cell).focus(), "c-requests.granted.natural_person");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  const first = await page.evaluate(() => performance.now());
  for (const key of KEYS) {
    await page.keyboard.press(key);
    const pressed = await page.evaluate(() => window.bench.key);
    times.values.push((await settled(page, pressed)) - pressed);
  }
  tasks.values.push(await longestSince(page, first));
}

const columns = {
  shown: { name: "first view shown, from navigation", values: [] },
  ready: { name: "ready to check, from navigation", limit: 150, values: [] },
  startTask: { name: "longest task of the start", limit: 50, values: [] },
  paste: { name: "2 MB out of Word, from paste to verdict", limit: 150, values: [] },
  pasteTask: { name: "longest task of that paste", limit: 50, values: [] },
  longKey: { name: "from a key in a cell of it to the verdict", limit: 16, values: [] },
  longKeyTask: { name: "longest task of those keys", limit: 50, values: [] },
  key: { name: "the same in a town's report", limit: 16, values: [] },
  keyTask: { name: "longest task of those keys", limit: 50, values: [] },
};

const word = asWord(wrong, 2e6);
const chromium = await browser({ init: watch });
try {
  for (let run = 0; run < RUNS; run += 1) {
    // A tab of its own each time, so that nothing that was compiled is still there.
    const page = await chromium.context.newPage();
    await page.goto(saved);
    await page.waitForSelector("html[data-ready]");
    await page.waitForTimeout(300);
    const start = await page.evaluate(() => ({
      marks: Object.fromEntries(performance.getEntriesByType("mark").map((mark) => [mark.name, mark.startTime])),
      tasks: window.bench.tasks.splice(0),
    }));
    columns.shown.values.push(start.marks["gouji-shown"]);
    columns.ready.values.push(start.marks["gouji-ready"]);
    columns.startTask.values.push(longest(start.tasks, 0));

    await page.evaluate((html) => {
      window.bench.clipboard = new DataTransfer();
      window.bench.clipboard.setData("text/html", html);
      window.bench.clipboard.setData("text/plain", html.slice(html.indexOf("<body")).replace(/<[^>]*>/g, ""));
    }, word);
    await page.waitForTimeout(200);
    const began = await page.evaluate(() => {
      const clipboardData = window.bench.clipboard;
      const began = performance.now();
      app().querySelector("#box").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
      return began;
    });
    columns.paste.values.push((await settled(page, began)) - began);
    columns.pasteTask.values.push(await longestSince(page, began));

    await keysIn(page, columns.longKey, columns.longKeyTask);

    // The same report as a town's is, without the long part.
    await page.goto(saved);
    await page.waitForSelector("html[data-ready]");
    const again = await page.evaluate((html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      app().querySelector("#box").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
      return performance.now();
    }, wrong);
    await settled(page, again);
    await keysIn(page, columns.key, columns.keyTask);
    await page.close();
  }
} finally {
  await chromium.close();
}

const milliseconds = (value) => value.toFixed(value < 10 ? 1 : 0);
const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
console.log(`${saved}\n${RUNS} runs on ${os.cpus().length} processors, load ${os.loadavg()[0].toFixed(1)}; ${(Buffer.byteLength(word) / 1e6).toFixed(1)} MB of HTML pasted; in milliseconds\n`);
console.log(`${"".padEnd(42)}${"median".padStart(8)}${"worst".padStart(8)}${"limit".padStart(8)}`);
for (const { name, limit, values } of Object.values(columns)) {
  console.log(`${name.padEnd(42)}${milliseconds(median(values)).padStart(8)}${milliseconds(Math.max(...values)).padStart(8)}${String(limit || "").padStart(8)}`);
}
