// The main path through the page, written once for every browser: steps that each begin with the page freshly opened from disk.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { lastYear, right, saved, wrong } from "../browser/harness.mjs";

const here = import.meta.dirname;
const file = (name) => ({ name, bytes: readFileSync(path.join(here, "../cases/files", name)).toString("base64") });

/** Opens a page of the checker and waits until it can check. */
async function ready(tab, url = saved) {
  await tab.open(url);
  await tab.until("the page to be ready", () => document.documentElement.hasAttribute("data-ready"));
}

/** Copies a document as a person would: shown by the browser, all of it selected, Ctrl+C. */
async function copy(tab, folder, html) {
  const at = path.join(folder, "copied.html");
  writeFileSync(at, `<!doctype html><meta charset="utf-8">${html}`);
  await tab.open(pathToFileURL(at).href);
  await tab.press("Control", "a");
  await tab.press("Control", "c");
}

/** A paste event, as the browser sends it to the element that has the focus, with these flavours on the clipboard. */
function pasteEvent(tab, flavours) {
  return tab.run((deep, flavours) => {
    // Chromium's constructor takes the clipboard over; Firefox's makes an empty one, which can be filled.
    const event = new ClipboardEvent("paste", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true, composed: true });
    for (const kind of Object.keys(flavours)) event.clipboardData.setData(kind, flavours[kind]);
    deep.active().dispatchEvent(event);
  }, flavours);
}

/** Drops a file onto an element. */
function drop(tab, selector, dropped) {
  return tab.run((deep, { selector, dropped }) => {
    const text = atob(dropped.bytes);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], dropped.name));
    for (const kind of ["dragenter", "dragover", "drop"]) deep(selector).dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
  }, { selector, dropped });
}

/** The words of an element, a line for each piece of text that stands by itself. */
function wordsOf(tab, selector) {
  return tab.run((deep, selector) => {
    const lines = [];
    const texts = document.createTreeWalker(deep(selector), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data.trim()) lines.push(texts.currentNode.data.replace(/\s+/g, " ").trim());
    return `${lines.join("\n")}\n`;
  }, selector);
}

/** Without the day on which the test runs. */
function undated(text) {
  const now = new Date();
  return text.replace(new RegExp(`${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`, "g"), "（今天）");
}

/** Everything that a result says: the verdict, each finding, and each cell that has more to it than its figure. */
function shown(tab) {
  return tab.run((deep) => {
    const words = (node) => {
      if (!node) return "";
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const parts = [];
      while (texts.nextNode()) parts.push(texts.currentNode.data.replace(/\s+/g, " ").trim());
      return parts.filter(Boolean).join(" ");
    };
    const lines = [`title: ${words(deep("#report h1"))}`, `verdict: ${words(deep("#verdict-words"))}`];
    for (const part of Array.from(deep("#verdict").querySelectorAll(".say, dl > div"))) lines.push(`verdict: ${words(part)}`);
    for (const finding of deep.all("#list article")) {
      lines.push("", `${finding.id} ${finding.dataset.severity || ""}`.trim());
      for (const part of Array.from(finding.children)) if (words(part)) lines.push(`  ${words(part)}`);
    }
    lines.push("");
    for (const cell of deep.all("#tables [id^=c-]")) {
      const said = words(cell);
      if (!/^-?[\d.]*$/.test(said)) lines.push(`${cell.id}: ${said}`);
    }
    return `${lines.join("\n")}\n`;
  });
}

const CELL = (field) => `[id="c-${field}"]`;

const focused = (tab) => tab.run((deep) => deep.active().id);

const verdictOf = (tab) => tab.until("a verdict", (deep) => deep.seen("#verdict-words") && deep.words("#verdict-words"));

/** Waits for a verdict that reads otherwise than the one before. */
const nextVerdict = (tab, before) =>
  tab.until(`another verdict than “${before}”`, (deep, before) => deep.seen("#verdict-words") && deep.words("#verdict-words") !== before && deep.words("#verdict-words"), before);

/** What the page says of a browser that cannot run it, once it says so; the sentence waits a moment, so that it never flashes in one that can. */
export async function told(tab) {
  await tab.open(saved);
  await tab.until("the sentence to be seen", (deep) => deep.seen("#need"));
  return tab.run((deep) => ({
    // What is seen of it: the same element says another thing in a snapshot.
    need: deep("#need").innerText.replace(/\s+/g, " ").trim(),
    noscript: deep.seen(".noscript") ? deep.words(".noscript") : null,
    start: deep.seen("#start"),
    ready: document.documentElement.hasAttribute("data-ready"),
  }));
}

const written = new Set();

/** Holds what the page says against the file of that name; with `GOUJI_REFRESH=1` the first browser writes it and the others are held to it. */
function expect(name, text) {
  const at = path.join(here, "expected", `${name}.txt`);
  if (process.env.GOUJI_REFRESH === "1" && !written.has(name)) {
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
    written.add(name);
  }
  assert.equal(text, readFileSync(at, "utf8"));
}

/**
 * The steps, in the order of a visit. Each is given a tab and a folder for files of its own.
 * @type {[string, (tab: import("./drivers.mjs").Tab, folder: string) => Promise<void>][]}
 */
export const STEPS = [
  ["the page opens from disk, and the caret stands in the box", async (tab) => {
    await ready(tab);
    assert.deepEqual(
      await tab.run((deep) => ({ need: deep.seen("#need"), start: deep.seen("#start"), box: deep.active().id, problem: deep.seen("#problem") })),
      { need: false, start: true, box: "box", problem: false },
    );
  }],

  ["a wrong report, copied with Ctrl+C and pasted with Ctrl+V, gets its verdict, its marks and the words of its cells", async (tab, folder) => {
    await copy(tab, folder, wrong);
    await ready(tab);
    await tab.press("Control", "v");
    await verdictOf(tab);
    expect("wrong", await shown(tab));
  }],

  ["the HTML of a right report out of a paste event gets no error", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": right, "text/plain": "某镇" });
    await verdictOf(tab);
    expect("right", await shown(tab));
  }],

  ["a Word file is dropped onto the page", async (tab) => {
    await ready(tab);
    await drop(tab, "#paste", file("zone-2021.docx"));
    await verdictOf(tab);
    expect("word", await shown(tab));
  }],

  ["a repair is put in with a click, and taken back", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    const before = await verdictOf(tab);
    const first = await shown(tab);
    await tab.click("#list .repair .btn.primary");
    const after = await nextVerdict(tab, before);
    expect("repaired", await shown(tab));
    await tab.click("#list .done .btn");
    await nextVerdict(tab, after);
    assert.equal(await shown(tab), first);
  }],

  ["a figure is changed with the keyboard: the verdict follows while it is typed, and Ctrl+Z and Ctrl+Y go back and forth", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    const before = await verdictOf(tab);
    const first = await shown(tab);
    await tab.click(CELL("requests.granted.enterprise"));
    await tab.press("ArrowLeft");
    assert.equal(await focused(tab), "c-requests.granted.natural_person");
    await tab.press("Enter");
    await tab.press("Control", "a");
    await tab.type("12");
    const after = await nextVerdict(tab, before);
    await tab.press("Enter");
    await tab.until("the cell to be left", (deep) => !deep("#tables input"));
    expect("edited", await shown(tab));
    const edited = await shown(tab);
    await tab.press("Control", "z");
    await nextVerdict(tab, after);
    assert.equal(await shown(tab), first);
    await tab.press("Control", "y");
    await nextVerdict(tab, before);
    assert.equal(await shown(tab), edited);
  }],

  ["a block out of a spreadsheet is pasted from a cell on", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    const before = await verdictOf(tab);
    await tab.click(CELL("requests.granted.natural_person"));
    await pasteEvent(tab, { "text/plain": "12\t1\t0\t0\t1\t0\t14\r\n3\t0\t0\t0\t0\t0\t3\r\n", "text/html": "<table><tr><td>9</td></tr></table>" });
    await nextVerdict(tab, before);
    expect("block", await shown(tab));
  }],

  ["a blank form is filled in with the keyboard, and its totals are worked out", async (tab) => {
    await ready(tab);
    await tab.click("#blank-2021");
    await verdictOf(tab);
    await tab.until("a figure to have the focus", (deep) => /^c-disclosure\./.test(deep.active().id));
    await tab.click("#tab-disputes");
    await tab.click(CELL("disputes.review.upheld"));
    for (const figure of ["2", "0", "1", "0"]) {
      await tab.type(figure);
      await tab.press("Tab");
    }
    assert.equal(await focused(tab), "c-disputes.review.total");
    await tab.until("the figures to be checked", (deep) => deep.words('[id="c-disputes.review.pending"] .v') === "0");
    await tab.click("#totals");
    await tab.until("the total", (deep) => deep.words('[id="c-disputes.review.total"] .v') === "3");
    expect("filled", await shown(tab));
  }],

  ["last year's report is pasted into its own place, and this year's is compared with it", async (tab) => {
    await ready(tab);
    await tab.run((deep) => deep("#last-box").focus());
    await pasteEvent(tab, { "text/html": lastYear });
    await tab.until("last year's report to be held", (deep) => deep("#last").classList.contains("filled"));
    await tab.run((deep) => deep("#box").focus());
    await pasteEvent(tab, { "text/html": right });
    await verdictOf(tab);
    expect("years", await shown(tab));
  }],

  ["a finding is marked as verified, and the slip has it apart; Esc leads back", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    const before = await verdictOf(tab);
    await tab.click("#f-3 .verify");
    await tab.until("the field for the reason", (deep) => deep.active().id === "f-3-reason");
    await tab.type("ok");
    await tab.press("Enter");
    await nextVerdict(tab, before);
    await tab.run(() => {
      window.print = () => {
        window.printed = (window.printed || 0) + 1;
      };
    });
    await tab.click("#print-slip");
    await tab.until("the slip to be printed", (deep) => window.printed === 1 && deep.seen("#slip-title"));
    const slip = await tab.run((deep) => Array.from(deep(".a4").children, (part) =>
      (part.rows ? Array.from(part.rows, (row) => Array.from(row.cells, (cell) => cell.textContent).join(" | ")).join("\n") : part.textContent)).join("\n"));
    expect("verified", `${slip.replace(/(自查日期 \| )\d{4}年\d{1,2}月\d{1,2}日/, "$1（今天）")}\n`);
    await tab.press("Escape");
    assert.deepEqual(await tab.run((deep) => [deep.seen("#slip"), deep.seen("#verdict"), deep.active().id]), [false, true, "print-slip"]);
  }],

  ["the tables, copied with a click, come back by Ctrl+V with every figure", async (tab) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    await verdictOf(tab);
    const figures = () => tab.run((deep) => document.querySelector("gouji-checker").outcome.reports[0].values);
    const before = await figures();
    await tab.click("#copy-tables");
    assert.equal(await tab.until("the word of the copy", (deep) => deep.words("#told")), "三张表已复制，可以粘贴到 Word、WPS 或 Excel 里。");
    await ready(tab);
    await tab.press("Control", "v");
    await verdictOf(tab);
    assert.deepEqual(await figures(), before);
  }],

  ["the slip of a report is shown, copied as text with a click, and pasted elsewhere with Ctrl+V", async (tab, folder) => {
    await ready(tab);
    await pasteEvent(tab, { "text/html": wrong });
    await verdictOf(tab);
    await tab.click("#save");
    await tab.click("#slip-look");
    await tab.until("the slip to have the focus", (deep) => deep.active().id === "slip-title");
    assert.equal(await tab.run((deep) => deep.seen("#report")), false);
    expect("slip", undated(await wordsOf(tab, "#slip-sheet")));
    await tab.click("#slip-copy");
    const at = path.join(folder, "elsewhere.html");
    writeFileSync(at, `<!doctype html><meta charset="utf-8"><textarea autofocus></textarea>`);
    await tab.open(pathToFileURL(at).href);
    await tab.run(() => document.querySelector("textarea").focus());
    await tab.press("Control", "v");
    const text = await tab.until("the text to arrive", () => document.querySelector("textarea").value);
    expect("slip-text", undated(text));
  }],

  ["the page saved by the browser after a check holds nothing of the report, opens again and works", async (tab, folder) => {
    await ready(tab);
    const told = { name: "某某港镇人民政府", text: "主动公开信息41739条", figure: "71393" };
    await pasteEvent(tab, {
      "text/html": wrong.replace(/某镇人民政府/g, told.name).replace("主动公开信息214条", told.text).replace("<td>1</td>", `<td>${told.figure}</td>`),
    });
    await verdictOf(tab);
    for (const words of Object.values(told)) assert.ok(await tab.run((deep, words) => deep.words("#result").indexOf(words) >= 0, words), words);
    // What a browser writes for “the whole page”: the document as it stands, not as it was loaded.
    const copied = `<!DOCTYPE html>\n${await tab.run(() => document.documentElement.outerHTML)}`;
    for (const words of Object.values(told)) assert.equal(copied.indexOf(words), -1, `the saved page holds ${words}`);
    const at = path.join(folder, "saved.html");
    writeFileSync(at, copied);
    await ready(tab, pathToFileURL(at).href);
    assert.deepEqual(
      await tab.run((deep) => ({ start: deep.seen("#start"), result: deep.seen("#result"), need: deep.seen("#need"), box: deep("#box").value, starts: deep.all("#start").length })),
      { start: true, result: false, need: false, box: "", starts: 1 },
    );
    await pasteEvent(tab, { "text/html": wrong });
    await verdictOf(tab);
    expect("wrong", await shown(tab));
  }],
];
