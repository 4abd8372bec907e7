// What JavaScript may hand over, and what becomes of wrong use: a TypeError that names the argument, never a trap.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const built = process.env.GOUJI_PKG || fileURLToPath(new URL("../../pkg/", import.meta.url));
const gouji = await import(pathToFileURL(join(built, "gouji.js")));
const { memory } = await gouji.default({ module_or_path: readFileSync(join(built, "gouji_bg.wasm")) });

const clean = readFileSync(new URL("../cases/cli/inputs/clean.txt", import.meta.url), "utf8");

const refused = (work, message) => assert.throws(work, (error) => error instanceof TypeError && error.message.startsWith(message));

test("wrong use names the argument", () => {
  refused(() => gouji.check(), "source ");
  refused(() => gouji.check(null), "source ");
  refused(() => gouji.check("text"), "source ");
  refused(() => gouji.check({}), "source ");
  refused(() => gouji.check({ text: "", html: "" }), "source ");
  refused(() => gouji.check({ text: 5 }), "source.text ");
  refused(() => gouji.check({ text: Symbol("text") }), "source.text ");
  refused(() => gouji.check({ html: new String("") }), "source.html ");
  refused(() => gouji.check({ bytes: [1, 2] }), "source.bytes ");
  refused(() => gouji.check({ text: "", name: 1 }), "source.name ");
  refused(() => gouji.check({ text: "" }, "zh"), "options ");
  refused(() => gouji.check({ text: "" }, { lang: "fr" }), "options.lang ");
  refused(() => gouji.check({ text: "" }, { authority: "mayor" }), "options.authority ");
  refused(() => gouji.check({ text: "" }, { previous: "text" }), "options.previous ");
  refused(() => gouji.check({ text: "" }, { previous: {} }), "options.previous ");
  refused(() => gouji.check({ text: "" }, { previous: { text: 1 } }), "options.previous.text ");
  refused(() => gouji.check({ text: "" }, { previous: { values: {} } }), "options.previous.edition ");
  refused(() => gouji.check({ text: "" }, { previous: { values: 1, edition: "2021" } }), "options.previous.values ");
  refused(() => gouji.check({ text: "" }, { previous: { values: { "no.such": 1 }, edition: "2021" } }), 'options.previous.values["no.such"] ');
  refused(() => gouji.check({ text: "" }, { changes: { "requests.received.total": 1 } }), "options.changes ");
  refused(() => gouji.check({ text: "" }, { changes: [1] }), "options.changes ");
  refused(() => gouji.check({ text: "" }, { changes: [{ "requests.received.total": "one" }] }), 'options.changes["requests.received.total"] ');
  refused(() => gouji.recheck({}, {}), "options.edition ");
  refused(() => gouji.recheck({}, { edition: 2021 }), "options.edition ");
  refused(() => gouji.recheck({}, { edition: "2021", year: "next" }), "options.year ");
  refused(() => gouji.recheck(null, { edition: "2021" }), "values ");
  refused(() => gouji.recheck({ "requests.no.such": 1 }, { edition: "2021" }), 'values["requests.no.such"] ');
  for (const figure of [NaN, Infinity, 1e30, "twelve", true, {}, "1234567890123456789"]) {
    refused(() => gouji.recheck({ "requests.received.total": figure }, { edition: "2021" }), 'values["requests.received.total"] ');
  }
  const docx = { bytes: new Uint8Array(4) };
  refused(() => gouji.patch(), "source ");
  refused(() => gouji.patch({ bytes: "PK" }, []), "source.bytes ");
  refused(() => gouji.patch(docx), "changes ");
  refused(() => gouji.patch(docx, { a: 1 }), "changes ");
  refused(() => gouji.patch(docx, [{ "requests.received.total": "one" }]), 'changes["requests.received.total"] ');
  refused(() => gouji.patch(docx, [], "tracked"), "options ");
  refused(() => gouji.patch(docx, [], { tracked: "yes" }), "options.tracked ");
  refused(() => gouji.patch(docx, [], { author: 1 }), "options.author ");
  refused(() => gouji.patch(docx, [], { date: "20 January" }), "options.date ");
  refused(() => gouji.patch(docx, [], { date: 20260120 }), "options.date ");
  refused(() => gouji.patch(docx, [], { lang: "fr" }), "options.lang ");
  refused(() => gouji.write("docx"), "tables ");
  refused(() => gouji.write("docx", { edition: "2020", cells: {} }), "tables.edition ");
  refused(() => gouji.write("docx", { edition: "2021" }), "tables.cells ");
  refused(() => gouji.write("docx", { edition: "2021", title: 1, cells: {} }), "tables.title ");
  refused(() => gouji.write("docx", { edition: "2021", cells: { "no.such": 1 } }), 'tables.cells["no.such"] ');
  refused(() => gouji.write("docx", { edition: "2021", cells: { "requests.received.total": {} } }), 'tables.cells["requests.received.total"] ');
  refused(() => gouji.write("doc", { edition: "2021", cells: {} }), "kind ");
  refused(() => gouji.write(undefined, { edition: "2021", cells: {} }), "kind ");
  refused(() => gouji.rules("fr"), "lang ");
  refused(() => gouji.form("2020"), "edition ");
  refused(() => gouji.form(), "edition ");
});

test("members that are undefined or null count as not given", () => {
  const expected = JSON.stringify(gouji.check({ text: clean }));
  for (const options of [undefined, null, {}, { lang: undefined, authority: null }]) {
    assert.equal(JSON.stringify(gouji.check({ text: clean, html: undefined, bytes: null, name: undefined }, options)), expected);
  }
});

const previous = readFileSync(new URL("../cases/cli/inputs/previous-copied.txt", import.meta.url), "utf8");

test("last year's report is a document or figures, and both find the same in the tables", () => {
  const codes = (outcome) => outcome.reports[0].findings.map((finding) => finding.code).filter((code) => code.startsWith("XY-"));
  const { values, edition } = gouji.check({ text: previous }).reports[0];
  assert.deepEqual(codes(gouji.check({ text: clean })), []);
  assert.deepEqual(codes(gouji.check({ text: clean }, { previous: { text: previous } })), ["XY-CARRY"]);
  assert.deepEqual(codes(gouji.check({ text: clean }, { previous: { values, edition } })), ["XY-CARRY"]);
  const edited = gouji.check({ text: clean }).reports[0];
  assert.deepEqual(codes(gouji.recheck(edited.values, { edition, previous: { values, edition } })), ["XY-CARRY"]);
  assert.deepEqual(codes(gouji.recheck(edited.values, { edition, year: 2023, previous: { text: previous } })), ["XY-CARRY"]);
});

test("last year's report that cannot stand beside this one says why", () => {
  const why = (source) => gouji.check({ text: clean }, { previous: source }).reports[0].previous.hindrance;
  assert.equal(gouji.check({ text: clean }).reports[0].previous, null);
  assert.equal(why({ text: previous }), null);
  assert.equal(why({ text: clean }), "year");
  assert.equal(why({ text: previous.replaceAll("某镇人民政府", "某县某局") }), "authority");
  assert.equal(why({ text: previous + clean }), "several");
  assert.equal(why({ text: "会议通知" }), "unread");
  assert.equal(why({ text: "0".repeat(40 * 1024 * 1024) }), "unread");
});

test("a bad document is a failure and throws nothing", () => {
  const code = (source) => gouji.check(source).failures.map((failure) => failure.code).join();
  assert.equal(code({ text: "" }), "EMPTY");
  assert.equal(code({ html: "<p>&nbsp;" }), "EMPTY");
  assert.equal(code({ bytes: new Uint8Array(0) }), "EMPTY");
  assert.equal(code({ bytes: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d]) }), "UNREADABLE");
  assert.equal(code({ text: "会议通知" }), "NO-REPORT");
});

test("what is too large is refused before it is copied", () => {
  const text = "0".repeat(100 * 1024 * 1024);
  assert.equal(gouji.check({ text }).failures[0].code, "TOO-LARGE");
  assert.equal(gouji.check({ html: text }).failures[0].code, "TOO-LARGE");
  assert.ok(memory.buffer.byteLength < 16 * 1024 * 1024);
});

test("lone surrogates, NUL and odd characters come through as text", () => {
  const outcome = gouji.check({ text: `${clean}\ud800 \udc00 \u0000 \u2028 \ufeff`, name: "\udfff.txt" });
  assert.equal(outcome.reports[0].source, "\ufffd.txt");
  assert.deepEqual(JSON.parse(JSON.stringify(outcome)), outcome);
});

const report = new Uint8Array(readFileSync(new URL("../cases/files/zone-2021.docx", import.meta.url)));
const id = "requests.received.total";

test("figures go into a document, plain and as revisions, and are read from it", () => {
  const before = gouji.check({ bytes: report }).reports[0].values;
  for (const options of [undefined, null, {}, { tracked: true, author: "办公室", date: "2026-01-20T09:30:00Z" }, { tracked: true }]) {
    const { bytes, changed, left, failure } = gouji.patch({ bytes: report, name: "a.docx" }, [{ [id]: 4321 }], options);
    assert.deepEqual([changed, left, failure], [[id], [], null]);
    assert.ok(bytes instanceof Uint8Array);
    assert.deepEqual(gouji.check({ bytes }).reports[0].values, { ...before, [id]: 4321 });
  }
  const same = gouji.patch({ bytes: report }, [{ [id]: before[id], "no.such": 1 }]);
  assert.deepEqual(same, { bytes: null, changed: [], left: [], failure: null });
});

test("a document that is not changed says why, and throws nothing", () => {
  const code = (source, lang) => {
    const { bytes, changed, left, failure } = gouji.patch({ ...source, name: "a" }, [{ [id]: 1 }], { lang });
    assert.deepEqual([bytes, changed, left, failure.source], [null, [], [], "a"]);
    return [failure.code, /[\u4e00-\u9fff]/.test(failure.message)];
  };
  assert.deepEqual(code({ text: clean }), ["OTHER-KIND", true]);
  assert.deepEqual(code({ text: clean }, "en"), ["OTHER-KIND", false]);
  assert.deepEqual(code({ bytes: new Uint8Array(0) }), ["EMPTY", true]);
  assert.deepEqual(code({ bytes: new Uint8Array([0x50, 0x4b, 3, 4]) }), ["UNREADABLE", true]);
  assert.deepEqual(code({ text: "0".repeat(40 * 1024 * 1024) }), ["TOO-LARGE", true]);
});

test("fresh files hold what they were given", () => {
  const { values } = gouji.check({ bytes: report }).reports[0];
  const tables = { edition: "2021", title: "某镇2021年政府信息公开工作年度报告", cells: { ...values, [id]: "70" } };
  for (const kind of ["docx", "xlsx"]) {
    const bytes = gouji.write(kind, tables);
    assert.ok(bytes instanceof Uint8Array);
    const { kind: read, values: found } = gouji.check({ bytes }).reports[0];
    assert.deepEqual([read, found], [kind, { ...values, [id]: 70 }]);
  }
  assert.deepEqual(gouji.check({ html: gouji.write("html", tables) }).reports[0].values, { ...values, [id]: 70 });
  assert.deepEqual(gouji.check({ text: gouji.write("text", tables) }).reports[0].values, { ...values, [id]: 70 });
});

test("outcomes are plain objects", () => {
  const plain = (value) => value === null || typeof value !== "object"
    || ([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)) && Object.values(value).every(plain));
  assert.ok(plain(gouji.check({ text: clean })));
  assert.ok(plain(gouji.form("2021")));
});

test("a form has as many rows and figures as it prints", () => {
  const shape = (edition) => {
    const form = gouji.form(edition);
    return [form.tables.map((table) => table.rows.length), Object.keys(form.fields).length];
  };
  assert.deepEqual(shape("2019"), [[18, 26, 4], 198]);
  assert.deepEqual(shape("2021"), [[14, 28, 4], 200]);
  assert.deepEqual(shape("2021-2019rows"), [[14, 26, 4], 186]);
  assert.deepEqual(shape("2019-2021rows"), [[18, 28, 4], 212]);
  assert.deepEqual(gouji.version(), { name: "gouji", version: gouji.check({ text: "" }).tool.version, rules: "2026-11" });
});

test("a repair is applied by checking again with its figures, and undone by leaving them out", () => {
  const text = readFileSync(new URL("../cases/cli/inputs/wrong.txt", import.meta.url), "utf8");
  const before = gouji.check({ text });
  const sums = (outcome) => outcome.reports[0].findings.filter((finding) => finding.code.startsWith("T3-") && finding.severity === "error").length;
  const [repair] = before.reports[0].repairs;
  assert.equal(repair.certainty, "only");
  assert.equal(sums(before), repair.settles.length);
  const figures = Object.fromEntries(repair.changes.map((change) => [change.cell, change.to]));
  assert.equal(sums(gouji.check({ text }, { changes: [figures] })), 0);
  assert.equal(JSON.stringify(gouji.check({ text }, { changes: [] })), JSON.stringify(before));
});

test("a document that is held gives what it gives anew, whatever was asked of it before", () => {
  const wrong = readFileSync(new URL("../cases/cli/inputs/wrong.txt", import.meta.url), "utf8");
  const sources = [{ text: clean, name: "clean.txt" }, { text: wrong }, { bytes: new TextEncoder().encode(wrong) }, { text: "会议通知" }, { text: "" }];
  const before = gouji.hold({ text: previous });
  const held = sources.map((source) => gouji.hold(source));
  assert.equal(new Set(held.concat(before)).size, sources.length + 1);
  const asked = [undefined, {}, { lang: "en" }, { authority: "province_gov" }, { changes: [{ "requests.received.total": 7, "no.such": null }] }, { changes: [] }];
  for (let round = 0; round < 2; round += 1) {
    for (const options of asked) {
      for (let i = 0; i < sources.length; i += 1) {
        assert.equal(gouji.checkHeld(held[i], options), JSON.stringify(gouji.check(sources[i], options)));
        const beside = (last) => Object.assign({ previous: last }, options);
        assert.equal(gouji.checkHeld(held[i], beside({ held: before })), JSON.stringify(gouji.check(sources[i], beside({ text: previous }))));
        assert.equal(gouji.checkHeld(held[i], beside({ text: previous })), JSON.stringify(gouji.check(sources[i], beside({ text: previous }))));
      }
    }
  }
  assert.equal(typeof gouji.checkHeld(held[0], { previous: { held: held[0] } }), "string");
  for (const slot of held.concat(before)) gouji.release(slot);
});

test("a document that is held no longer is said to be gone", () => {
  const first = gouji.hold({ text: clean });
  const kept = gouji.hold({ text: clean });
  assert.ok(gouji.holds(first) && gouji.holds(kept));
  gouji.release(first);
  gouji.release(first);
  assert.ok(!gouji.holds(first) && gouji.holds(kept));
  refused(() => gouji.checkHeld(first), "held ");
  refused(() => gouji.checkHeld(1 << 30), "held ");
  refused(() => gouji.checkHeld(kept, { previous: { held: first } }), "options.previous.held ");
  refused(() => gouji.checkHeld(kept, { previous: { held: "1" } }), "options.previous.held ");
  refused(() => gouji.check({ text: clean }, { previous: { held: first } }), "options.previous.held ");
  refused(() => gouji.recheck({}, { edition: "2021", previous: { held: first } }), "options.previous.held ");
  refused(() => gouji.checkHeld(kept, { lang: "fr" }), "options.lang ");
  refused(() => gouji.checkHeld(kept, "zh"), "options ");
  refused(() => gouji.hold({ text: 5 }), "source.text ");
  // The one that was used longest ago makes room.
  const more = Array.from({ length: 63 }, () => gouji.hold({ text: "" }));
  assert.ok(gouji.holds(kept));
  more.push(gouji.hold({ text: "" }));
  assert.ok(!gouji.holds(more[0]) && gouji.holds(kept) && gouji.holds(more[63]));
  for (const slot of more.concat(kept)) gouji.release(slot);
});

test("texts are held up to 32 MB beside the newest", () => {
  const long = { text: `${clean}\n${"五年规划。".repeat(1024 * 1024)}` };
  const slots = Array.from({ length: 4 }, () => gouji.hold(long));
  assert.deepEqual(slots.map((slot) => gouji.holds(slot)), [false, true, true, true]);
  for (const slot of slots) gouji.release(slot);
});
