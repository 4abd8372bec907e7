// What is typed and pasted into cells, and totals worked out: without a browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { blockAt, figureOf, gridOf, nextFrom } from "../../www/edit.js";
import { totalsOf } from "../../www/totals.js";

const glue = await import("../../pkg/gouji.js");
await glue.default({ module_or_path: readFileSync(new URL("../../pkg/gouji_bg.wasm", import.meta.url)) });

test("a typed figure is a number, nothing, or no number", () => {
  const cases = [
    ["12", 12], [" 12 ", 12], ["１２", 12], ["1,234", 1234], ["１，２３４", 1234], ["0", 0], ["007", 7], ["-3", -3], ["－3", -3], ["3.50", 3.5], ["３．５", 3.5],
    ["", null], ["　", null], ["123456789012345678", "123456789012345678"], ["900719925474099", 900719925474099],
    ["12件", undefined], ["/", undefined], ["O", undefined], ["1.2.3", undefined], ["1,23", undefined], ["-", undefined], ["--1", undefined], ["1e3", undefined],
    ["1234567890123456789", undefined], ["１2 3", 123],
  ];
  for (const [typed, figure] of cases) assert.deepEqual([typed, figureOf(typed)], [typed, figure]);
});

const grids = (edition) => new Map(glue.form(edition).tables.map((table) => [table.key, gridOf(table)]));
const DIRECTIONS = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

test("arrows go from figure to figure, over labels and merged cells, and stop at the edge", () => {
  const forms = grids("2021");
  const cases = [
    ["requests", "requests.received.natural_person", "right", "requests.received.enterprise"],
    ["requests", "requests.received.natural_person", "left", null],
    ["requests", "requests.received.natural_person", "up", null],
    ["requests", "requests.received.total", "right", null],
    ["requests", "requests.carried_in.total", "down", "requests.granted.total"],
    ["requests", "requests.carried_out.total", "down", null],
    ["disclosure", "disclosure.rules.issued", "down", "disclosure.normative.issued"],
    ["disclosure", "disclosure.licenses.decisions", "right", null],
    ["disputes", "disputes.review.upheld", "right", "disputes.review.corrected"],
  ];
  for (const [table, from, direction, to] of cases) {
    assert.ok(forms.get(table).start.has(from), from);
    assert.deepEqual([from, direction, nextFrom(forms.get(table), from, DIRECTIONS[direction])], [from, direction, to]);
  }
});

test("every figure of both editions can be reached with the arrows", () => {
  for (const edition of ["2019", "2021"]) {
    for (const [key, grid] of grids(edition)) {
      const seen = new Set();
      const open = [grid.start.keys().next().value];
      while (open.length) {
        const field = open.pop();
        if (!field || seen.has(field)) continue;
        seen.add(field);
        for (const step of Object.values(DIRECTIONS)) open.push(nextFrom(grid, field, step));
      }
      assert.deepEqual([edition, key, Array.from(grid.start.keys()).filter((field) => !seen.has(field))], [edition, key, []]);
    }
  }
});

test("a block fills the cells to the right and below, or nothing where it does not fit", () => {
  const grid = grids("2021").get("requests");
  const at = "requests.received.social";
  assert.deepEqual(blockAt(grid, at, "1\t2\r\n3\t４\r\n"), {
    changes: [
      { cell: "requests.received.social", to: 1 },
      { cell: "requests.received.legal_service", to: 2 },
      { cell: "requests.carried_in.social", to: 3 },
      { cell: "requests.carried_in.legal_service", to: 4 },
    ],
    wrong: null,
    over: 0,
  });
  assert.deepEqual(blockAt(grid, at, "1\t\t3"), {
    changes: [{ cell: at, to: 1 }, { cell: "requests.received.legal_service", to: null }, { cell: "requests.received.other_org", to: 3 }],
    wrong: null,
    over: 0,
  });
  assert.deepEqual(blockAt(grid, at, "1\t二\t3"), { changes: [], wrong: "二", over: 0 });
  assert.equal(blockAt(grid, at, "1\t2\t3\t4\t5\t6").over, 2);
  assert.equal(blockAt(grid, "requests.carried_out.total", "1\n2").over, 1);
});

test("totals are worked out from their addends, in order, and never from what was not read", () => {
  const form = glue.form("2021");
  const values = Object.fromEntries(Object.keys(form.fields).map((field) => [field, null]));
  const checked = (changes, missing = []) => {
    const figures = Object.assign({}, values, changes);
    for (const field of missing) delete figures[field];
    return totalsOf(glue.recheck(figures, { edition: "2021" }).reports[0], form);
  };
  assert.deepEqual(checked({}), { changes: [], left: 0 });
  assert.deepEqual(checked({ "requests.received.natural_person": 3, "requests.received.enterprise": 2 }), { changes: [{ cell: "requests.received.total", to: 5 }], left: 0 });
  // The last total of table 3 is the sum of totals that are worked out here too.
  assert.deepEqual(checked({ "requests.granted.natural_person": 3, "requests.granted.total": 9, "requests.other.fee_unpaid.enterprise": 1 }).changes, [
    { cell: "requests.granted.total", to: 3 },
    { cell: "requests.other.fee_unpaid.total", to: 1 },
    { cell: "requests.total.natural_person", to: 3 },
    { cell: "requests.total.enterprise", to: 1 },
    { cell: "requests.total.total", to: 4 },
  ]);
  assert.deepEqual(checked({ "disputes.review.upheld": 1, "disputes.review.pending": 2 }).changes, [{ cell: "disputes.review.total", to: 3 }]);
  // A cell takes 18 digits.
  const largest = "999999999999999999";
  assert.deepEqual(checked({ "requests.received.natural_person": largest, "requests.received.enterprise": 1 }), { changes: [], left: 1 });
  assert.equal(checked({ "requests.received.natural_person": 3 }, ["requests.received.enterprise"]).left, 1);
});
