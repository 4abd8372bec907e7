// Markup that is hidden, or that nobody closed: what is read of it is what Chromium shows of it. The cases are those of the reader's own test.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { browser } from "./harness.mjs";

const file = new URL("../cases/markup.txt", import.meta.url);
const cases = readFileSync(file, "utf8").split("\n\n").filter((each) => each.startsWith("< ")).map((each) => {
  const [source, ...blocks] = each.trimEnd().split("\n");
  return { source: source.slice(2), blocks };
});

/** What a case says is shown, without white space: paragraphs as they are, and of each cell its row and the text in it. */
function expected(blocks) {
  const cells = [];
  let text = "";
  for (const block of blocks) {
    if (block.startsWith("¶")) {
      text += block.slice(1);
      continue;
    }
    for (const [, row, column, down = 1, across = 1, words] of block.matchAll(/(\d+),(\d+)(?:\+(\d+)×(\d+))?=(\S*)/g)) {
      cells.push([Number(row), Number(column), Number(down), Number(across), words.replace(/⏎/g, "")]);
      text += words.replace(/⏎/g, "");
    }
  }
  return { text: text.replace(/\s/g, ""), cells };
}

test("what is read of markup is what is shown of it", async () => {
  const { context, close } = await browser();
  try {
    const page = await context.newPage();
    const shown = await page.evaluate((sources) => sources.map((source) => {
      document.open();
      document.write(`<!doctype html><style>svg, select { display: none } p { margin: 0 } td { width: 20px; height: 20px; padding: 0 } table { border-spacing: 0 }</style><body>${source}`);
      document.close();
      // Drawings and choices are no text of a report. Where a cell is drawn says which rows and columns it takes up: each is 20 pixels wide and high.
      const table = [...document.querySelectorAll("table")].find((each) => each.getBoundingClientRect().height > 0);
      const box = table && table.getBoundingClientRect();
      const cells = [...(table ? table.querySelectorAll("td") : [])].filter((cell) => cell.getBoundingClientRect().height > 0).map((cell) => {
        const own = cell.getBoundingClientRect();
        const at = [own.top - box.top, own.left - box.left, own.height, own.width].map((length) => Math.round(length / 20));
        return [...at, cell.innerText.replace(/\s/g, "")];
      });
      return { text: document.body.innerText.replace(/\s/g, ""), cells };
    }), cases.map((each) => each.source));
    const wrong = cases.flatMap(({ source, blocks }, at) => {
      const [ours, theirs] = [JSON.stringify(expected(blocks)), JSON.stringify(shown[at])];
      return ours === theirs ? [] : [`${source}\n  read:  ${ours}\n  shown: ${theirs}`];
    });
    assert.ok(cases.length > 40);
    assert.deepEqual(wrong, []);
  } finally {
    await close();
  }
});
