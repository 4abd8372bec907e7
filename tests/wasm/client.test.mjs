// The asking side of the checker against another side that is played here: what is sent, when, and what becomes of a question.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Cancelled, Fault, client } from "../../www/client.js";

/** The other sides that were opened, each with what was posted to it; replies are given by the test. */
let opened;
let checker;
/** What the next start comes to. */
let refusal;

const said = console.error;
beforeEach(() => {
  console.error = () => {};
  opened = [];
  refusal = null;
  checker = client(async () => {
    if (refusal) throw refusal;
    const peer = { posted: [], stopped: false, post: (question) => peer.posted.push(question), stop: () => (peer.stopped = true) };
    opened.push(peer);
    return peer;
  });
  return () => (console.error = said);
});

const settled = () => new Promise((done) => setImmediate(done));
const refused = (call, kind) => assert.rejects(call, (error) => error instanceof kind);

test("a document goes over once, and by its number from then on", async () => {
  await checker.start();
  const [peer] = opened;
  const [source, last] = [{ text: "this year's" }, { html: "last year's" }];
  const values = { values: {}, edition: "2021" };
  const calls = [
    checker.ask("check", { document: source, options: { lang: "zh" } }),
    checker.ask("check", { document: source, options: { lang: "zh", previous: last } }),
    checker.ask("check", { document: source, options: { previous: values } }),
    checker.ask("recheck", { options: { previous: last }, args: [{}] }),
    checker.ask("check", { document: { text: "this year's" } }),
  ];
  assert.deepEqual(peer.posted, [
    { id: 1, ask: "check", document: { key: 1, source }, previous: null, options: { lang: "zh" }, args: [] },
    { id: 2, ask: "check", document: { key: 1 }, previous: { key: 2, source: last }, options: { lang: "zh" }, args: [] },
    { id: 3, ask: "check", document: { key: 1 }, previous: null, options: { previous: values }, args: [] },
    { id: 4, ask: "recheck", document: null, previous: { key: 2 }, options: {}, args: [{}] },
    { id: 5, ask: "check", document: { key: 3, source: { text: "this year's" } }, previous: null, options: {}, args: [] },
  ]);
  for (const { id } of peer.posted) peer.onreply({ id, json: `{"id":${id}}` });
  assert.deepEqual(await Promise.all(calls), [1, 2, 3, 4, 5].map((id) => ({ id })));
  const value = checker.ask("call", { args: ["version", []] });
  peer.onreply({ id: 6, value: { name: "gouji" } });
  assert.deepEqual(await value, { name: "gouji" });
});

test("questions before the start wait for it, in their order", async () => {
  const calls = [checker.ask("call", { args: ["a"] }), checker.ask("call", { args: ["b"] })];
  await checker.start();
  assert.equal(opened.length, 1);
  assert.deepEqual(opened[0].posted.map(({ args }) => args[0]), ["a", "b"]);
  opened[0].onreply({ id: 2, value: "second" });
  opened[0].onreply({ id: 1, value: "first" });
  assert.deepEqual(await Promise.all(calls), ["first", "second"]);
});

test("a document that the other side let go of is sent again", async () => {
  await checker.start();
  const [peer] = opened;
  const [source, last] = [{ text: "this year's" }, { text: "last year's" }];
  const first = checker.ask("check", { document: source, options: { previous: last } });
  peer.onreply({ id: 1, json: "1" });
  const second = checker.ask("check", { document: source, options: { previous: last } });
  peer.onreply({ id: 2, gone: true });
  assert.deepEqual(peer.posted.map(({ document, previous }) => [document, previous]), [
    [{ key: 1, source }, { key: 2, source: last }],
    [{ key: 1 }, { key: 2 }],
    [{ key: 1, source }, { key: 2, source: last }],
  ]);
  peer.onreply({ id: 2, json: "2" });
  assert.deepEqual(await Promise.all([first, second]), [1, 2]);
});

test("a fault costs the one question that it happened on; the others go to a fresh side with their documents", async () => {
  await checker.start();
  const source = { text: "report" };
  const bad = checker.ask("check", { document: source });
  const good = checker.ask("check", { document: source });
  opened[0].onreply({ id: 1, fault: "unreachable" });
  await refused(bad, Fault);
  await settled();
  assert.ok(opened[0].stopped);
  assert.deepEqual(opened[1].posted, [{ id: 2, ask: "check", document: { key: 1, source }, previous: null, options: {}, args: [] }]);
  // A late word from the side that was stopped is not heard.
  opened[0].onreply({ id: 2, json: '"late"' });
  opened[0].onfault("late");
  opened[1].onreply({ id: 2, json: '"fresh"' });
  assert.equal(await good, "fresh");
});

test("when the other side itself dies, the question at work is the one that failed", async () => {
  await checker.start();
  const calls = [checker.ask("call", { args: ["a"] }), checker.ask("call", { args: ["b"] })];
  opened[0].onfault("out of memory");
  await refused(calls[0], Fault);
  await settled();
  assert.deepEqual(opened[1].posted.map(({ id }) => id), [2]);
  opened[1].onreply({ id: 2, value: "b" });
  assert.equal(await calls[1], "b");
  // Dying with nothing to do costs nothing.
  opened[1].onfault("out of memory");
  await settled();
  assert.equal(opened.length, 3);
  const later = checker.ask("call", { args: ["c"] });
  opened[2].onreply({ id: 3, value: "c" });
  assert.equal(await later, "c");
});

test("cancelling ends every question and starts another side, to which documents are sent anew", async () => {
  await checker.start();
  const source = { text: "report" };
  const calls = [checker.ask("check", { document: source }), checker.ask("call", { args: ["a"] })];
  checker.cancel();
  assert.ok(opened[0].stopped);
  for (const call of calls) await refused(call, Cancelled);
  await settled();
  assert.deepEqual(opened.map(({ posted }) => posted.length), [2, 0]);
  const again = checker.ask("check", { document: source });
  assert.deepEqual(opened[1].posted[0].document, { key: 1, source });
  opened[1].onreply({ id: 3, json: "3" });
  assert.equal(await again, 3);
  // With nothing at work there is nothing to end.
  checker.cancel();
  assert.ok(!opened[1].stopped);
});

test("cancelling while the other side starts ends the questions and lets it start", async () => {
  const call = checker.ask("call", { args: ["a"] });
  checker.cancel();
  await refused(call, Cancelled);
  const next = checker.ask("call", { args: ["b"] });
  await checker.start();
  assert.equal(opened.length, 1);
  assert.deepEqual(opened[0].posted.map(({ args }) => args[0]), ["b"]);
  opened[0].onreply({ id: 2, value: "b" });
  assert.equal(await next, "b");
});

test("where no side can be started every question fails, and the next one tries again", async () => {
  refusal = new Error("no WebAssembly here");
  await assert.rejects(checker.start(), refusal);
  await refused(checker.ask("call", { args: ["a"] }), Fault);
  refusal = null;
  const next = checker.ask("call", { args: ["b"] });
  await checker.start();
  opened[0].onreply({ id: 2, value: "b" });
  assert.equal(await next, "b");
});

test("what cannot be sent fails by itself", async () => {
  await checker.start();
  opened[0].post = () => {
    throw new Error("DataCloneError");
  };
  await refused(checker.ask("call", { args: [() => {}] }), Fault);
});

test("a patient question waits for the better side, which takes over with everything that waits", async () => {
  await checker.start();
  const source = { bytes: new Uint8Array(3) };
  const calls = [checker.ask("check", { document: source, patient: true }), checker.ask("call", { args: ["a"] }), checker.ask("call", { args: ["b"] })];
  assert.deepEqual(opened[0].posted.map(({ id }) => id), [2, 3]);
  opened[0].onreply({ id: 2, value: "a" });
  const better = { posted: [], post: (question) => better.posted.push(question), stop: () => {} };
  checker.move(better, async () => {
    const peer = { posted: [], post: (question) => peer.posted.push(question), stop: () => {} };
    opened.push(peer);
    return peer;
  });
  assert.ok(opened[0].stopped);
  assert.deepEqual(better.posted.map(({ id, document }) => [id, document]), [[1, { key: 1, source }], [3, null]]);
  calls.push(checker.ask("check", { document: source, patient: true }));
  assert.deepEqual(better.posted[2].document, { key: 1 });
  better.onreply({ id: 1, fault: "unreachable" });
  await refused(calls[0], Fault);
  await settled();
  assert.deepEqual(opened[1].posted.map(({ id }) => id), [3, 4]);
  opened[1].onreply({ id: 3, value: "b" });
  opened[1].onreply({ id: 4, json: "4" });
  assert.deepEqual(await Promise.all(calls.slice(1)), ["a", "b", 4]);
});

test("where no better side comes, a patient question is asked all the same, and can be cancelled before", async () => {
  await checker.start();
  const cancelled = checker.ask("check", { document: { text: "first" }, patient: true });
  checker.cancel();
  await refused(cancelled, Cancelled);
  await settled();
  const call = checker.ask("check", { document: { text: "second" }, patient: true });
  assert.deepEqual(opened[1].posted, []);
  checker.stay();
  assert.deepEqual(opened[1].posted.map(({ id }) => id), [2]);
  opened[1].onreply({ id: 2, json: "2" });
  assert.equal(await call, 2);
});

test("a desk cancels its own questions, and those of others are asked again", async () => {
  await checker.start();
  const [mine, other] = [checker.desk(), checker.desk()];
  const source = { html: "a report" };
  const [ended, kept, plain] = [mine.ask("check", { document: source }), other.ask("check", { document: source }), checker.ask("call", { args: ["version", []] })];
  mine.cancel();
  await refused(ended, Cancelled);
  await settled();
  assert.equal(opened[0].stopped, true);
  assert.deepEqual(opened[1].posted.map(({ id, ask, document }) => [id, ask, document]), [[2, "check", { key: 1, source }], [3, "call", null]]);
  opened[1].onreply({ id: 2, json: "{}" });
  opened[1].onreply({ id: 3, value: 1 });
  assert.deepEqual([await kept, await plain], [{}, 1]);
  // With nothing of its own at work it stops nobody.
  mine.cancel();
  assert.equal(opened.length, 2);
});

test("who leaves a desk has what it handed over forgotten, and stops nobody", async () => {
  await checker.start();
  const [peer] = opened;
  const [mine, other] = [checker.desk(), checker.desk()];
  const [shared, own, last] = [{ text: "shared" }, { text: "own" }, { html: "last year's" }];
  const done = [mine.ask("check", { document: shared }), other.ask("check", { document: shared })];
  for (const { id } of peer.posted.slice()) peer.onreply({ id, json: "{}" });
  await Promise.all(done);
  const ended = mine.ask("check", { document: own, options: { previous: last } });
  mine.leave();
  await refused(ended, Cancelled);
  assert.deepEqual(peer.posted[3], { id: 4, ask: "release", document: null, previous: null, options: {}, args: [[1, 2, 3]] });
  // The answers come all the same, and nobody waits for them.
  peer.onreply({ id: 3, json: "{}" });
  peer.onreply({ id: 4, value: 0 });
  assert.equal(peer.stopped, false);
  // What another shares with it is sent again when it is asked about.
  const again = other.ask("check", { document: shared });
  assert.deepEqual(peer.posted[4].document, { key: 1, source: shared });
  peer.onreply({ id: 5, json: '"again"' });
  assert.equal(await again, "again");
  // A second leave has nothing left to say.
  mine.leave();
  assert.equal(peer.posted.length, 5);
});
