// Findings that were verified: marked with a reason, told apart, kept in the saved record and known again, and never past a change of figures.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, right, wrong } from "./harness.mjs";
import { accessible, choose, expected, onPage, openFiles, outcome, record, report, saved, told, type, verify } from "./handed.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());
const opened = onPage(() => chromium);

const REASON = "复议机关按撤回口径统计，已核对";
const words = (page) => page.evaluate(() => [app().getElementById("verdict-words").textContent, Array.from(app().querySelectorAll(".tally dd"), (node) => node.textContent).join(" ")]);
const verifiedTitles = (page) => page.$$eval("article.verified h3", (nodes) => nodes.map((node) => node.textContent));
const saveRecord = async (page) => (await saved(page, () => choose(page, "save-record"))).bytes.toString("utf8");

test("a reason is asked for, the finding moves to its own group and no longer counts, and all of it can be withdrawn", () =>
  opened(async (page) => {
    await openFiles(page, report());
    // The four numbers count checks, and stay what they are.
    const [before, four] = await words(page);
    assert.equal(before, "3 处要改正，3 处要核实");
    await page.click("#f-3 .verify");
    assert.equal(await page.evaluate(() => focused().id), "f-3-reason");
    await page.keyboard.press("Enter");
    assert.equal(await page.textContent("#f-3-reason-wrong"), "请写一句理由。");
    assert.ok(await page.isVisible("#f-3-reason-wrong"));
    await accessible(page);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => focused().textContent), "标为已核实");
    await page.keyboard.press("Enter");
    await page.keyboard.type(REASON);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#verified");
    assert.deepEqual(await words(page), ["2 处要改正，3 处要核实", four]);
    assert.equal(await page.evaluate(() => focused().id), "verified");
    assert.match(await page.textContent("#status"), /^第3条已标为已核实。2 处要改正，3 处要核实。/);
    assert.deepEqual(await page.$$eval(".seg button", (nodes) => nodes.map((node) => node.textContent)), ["全部 6", "错误 2", "警告 3", "提示 1"]);
    assert.deepEqual(await verifiedTitles(page), ["表四“行政复议”各项之和为 2，总计填 1"]);
    assert.ok(await page.isHidden("#f-3"));
    // The marks in the text follow, as those in the tables do.
    const seen = () => page.$$eval("#text a.mk.seen", (nodes) => nodes.map((node) => [node.textContent, node.getAttribute("aria-label")]));
    assert.deepEqual(await seen(), [["3", "第3条，已核实"]]);
    await accessible(page);
    // The mark in the table opens the folded group.
    await page.click("#tab-disputes");
    await page.click('[id="c-disputes.review.total"] a.mk');
    assert.equal(await page.evaluate(() => focused().id), "f-3");
    assert.ok(await page.isVisible("#f-3"));
    await accessible(page);
    await page.getByRole("button", { name: "撤销核实" }).click();
    await page.waitForFunction(() => !app().getElementById("verified"));
    assert.deepEqual(await words(page), [before, four]);
    assert.deepEqual(await seen(), []);
    assert.equal(await page.evaluate(() => focused().id), "f-3");
  }));

test("a report whose findings are all verified is not called free of disagreement", () =>
  opened(async (page) => {
    await openFiles(page, report(right.replace("<td>1</td><td>0</td><td>0</td><td>1</td><td>2</td>", "<td>1</td><td>0</td><td>0</td><td>1</td><td>1</td>")));
    const [before, four] = await words(page);
    assert.deepEqual([before, four.split(" ").slice(2)], ["1 处要改正", ["1", "0"]]);
    await verify(page, "T4-SUM", REASON);
    assert.deepEqual(await words(page), ["没有尚未处理的问题", four]);
    assert.equal(await page.textContent("#verdict .say"), "已核实 1 条。这不等于报告没有错误：有几件事只能由人把关。");
    await choose(page, "slip-look");
    await page.waitForSelector("#slip-title");
    assert.deepEqual(await page.$$eval(".a4 > p:not(.end)", (nodes) => nodes.map((node) => node.textContent)), ["没有尚未处理的问题，已核实的例外列在下面。", "这不等于报告没有错误：有几件事只能由人把关。"]);
    assert.equal(await page.$eval(".headless tbody", (node) => node.textContent), `1表四表四“行政复议”各项之和为 2，总计填 1。理由：${REASON}。相差 1。维持1＋纠正0＋其他0＋尚未审结1＝2，请核对这五格。可改（3 种改法，请对照台账选一种）：总计 1 → 2（总计没有随各项改动）；结果维持 1 → 0；尚未审结 1 → 0。依据：总计的含义：维持、纠正、其他结果与尚未审结之和（T4-SUM）已核实`);
  }));

test("after a change of figures an exception lapses and says so, and with the figures it comes back", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await verify(page, "T4-SUM", REASON);
    await type(page, "disputes.review.other", "3");
    assert.deepEqual(await verifiedTitles(page), []);
    const [lapsed] = await page.$$eval(".lapsed", (nodes) => nodes.map((node) => node.textContent));
    assert.equal(lapsed, `曾标为已核实（${REASON}），之后数字或文字有变，请重新核实。`);
    assert.equal((await words(page))[0], "3 处要改正，3 处要核实");
    assert.deepEqual(JSON.parse(await saveRecord(page)).exceptions, []);
    await page.click("#undo");
    await page.waitForSelector("#verified");
    assert.deepEqual(await verifiedTitles(page), ["表四“行政复议”各项之和为 2，总计填 1"]);
    // Verified anew after a change, it stands for the new figures.
    await type(page, "disputes.review.other", "3");
    await page.click("article:has(.lapsed) .verify");
    assert.equal(await page.evaluate(() => focused().value), REASON);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#verified");
    assert.deepEqual(await verifiedTitles(page), ["表四“行政复议”各项之和为 5，总计填 1"]);
  }));

/** A record with a repair, a figure typed, and two verified findings. */
const made = (page) => (async () => {
  await openFiles(page, report());
  await verify(page, "T4-SUM", REASON);
  await verify(page, "CELL-PLACEHOLDER", "没有规章制定权");
  await page.click("#f-1 .btn.primary");
  await page.waitForSelector("#done-0");
  await type(page, "disclosure.compulsion.decisions", "0");
  return saveRecord(page);
})();

test("the record is the outcome and beside it changes, exceptions and the date", () =>
  opened(async (page) => {
    const text = await made(page);
    const whole = JSON.stringify(await outcome(page));
    assert.equal(text.slice(0, whole.length - 1), whole.slice(0, -1));
    const { gouji, changes, exceptions, saved: date, tool, reports, failures, ...rest } = JSON.parse(text);
    assert.deepEqual(rest, {});
    expected("record.json", `${JSON.stringify({ gouji, changes, exceptions, saved: date }, null, 2)}\n`);
  }));

test("dropped with the report, after it or before it, a record restores figures as steps and verified findings", () =>
  opened(async (page) => {
    const text = await made(page);
    const values = (await outcome(page)).reports[0].values;
    const sentence = "按自查记录“某镇2026（自查记录）.json”恢复 2 格改动、恢复 2 条已核实。";
    const ways = {
      with: () => openFiles(page, [report(), record(text)]),
      after: async () => {
        await openFiles(page, report());
        await page.setInputFiles("#file", record(text));
      },
      before: async () => {
        await page.setInputFiles("#file", record(text));
        await page.waitForSelector("#problem.news");
        assert.equal(await page.textContent("#problem"), "“某镇2026（自查记录）.json”是本页存下的自查记录（某镇人民政府2026年政府信息公开工作年度报告，2027年1月12日存），有 2 处改动、2 条已核实。请再放入报告本身，这些会自动用上。");
        await accessible(page);
        await openFiles(page, report());
      },
    };
    for (const [name, way] of Object.entries(ways)) {
      await page.click("text=换一份");
      await way();
      assert.equal(await told(page), sentence, name);
      assert.deepEqual((await outcome(page)).reports[0].values, values, name);
      assert.deepEqual(await verifiedTitles(page), ["表四“行政复议”各项之和为 2，总计填 1", "表二 3 格填“/”，不是数字：“规章”行各格"], name);
      assert.equal(await page.locator(".done").count(), 1, name);
      await page.click("#undo");
      await page.waitForFunction(() => !app().getElementById("c-disclosure.compulsion.decisions").classList.contains("chg"));
      await page.click("#undo");
      await page.waitForFunction(() => !app().querySelector(".done"));
      assert.equal((await outcome(page)).reports[0].values["requests.granted.natural_person"], 21, name);
    }
  }));

test("what was corrected in the report since is not changed again, and what is no longer so lapses", () =>
  opened(async (page) => {
    const text = await made(page);
    await page.click("text=换一份");
    const since = wrong.replace("<td>21</td><td>1</td><td>0</td><td>0</td><td>1</td><td>0</td><td>14</td>", "<td>12</td><td>1</td><td>0</td><td>0</td><td>1</td><td>0</td><td>14</td>")
      .replace("<td>1</td><td>0</td><td>0</td><td>1</td><td>1</td>", "<td>1</td><td>0</td><td>0</td><td>2</td><td>1</td>")
      .replace(/<td colspan="2">\/<\/td>/g, '<td colspan="2">0</td>').replace('<td colspan="6"></td>', '<td colspan="6">7</td>');
    await openFiles(page, [report(since), record(text)]);
    assert.equal(await told(page), "按自查记录“某镇2026（自查记录）.json”没有要恢复的；1 格报告里已经改好；1 格报告里的数已经不同，没有改动；1 条已核实因数字或文字有变而失效，请重新核实；1 条已核实所指的问题已经没有了。");
    assert.deepEqual(await verifiedTitles(page), []);
    assert.deepEqual(await page.$$eval(".lapsed", (nodes) => nodes.length), 1);
    assert.equal(await page.locator(".chg").count(), 0);
  }));

test("the record of another report, one of a later format and a broken one change nothing", () =>
  opened(async (page) => {
    const text = await made(page);
    await page.click("text=换一份");
    await openFiles(page, [report(wrong.replace(/2026年/g, "2024年"), "某镇2024.html"), record(text)]);
    assert.equal(await told(page), "“某镇2026（自查记录）.json”是另一份报告的自查记录（某镇人民政府2026年政府信息公开工作年度报告），没有用上。");
    await page.setInputFiles("#file", record(text.replace('"gouji":1', '"gouji":2')));
    await page.waitForFunction(() => /更新版本/.test(app().getElementById("told").textContent));
    assert.equal(await told(page), "“某镇2026（自查记录）.json”是更新版本的勾稽存下的自查记录，这一版读不了。请用新版打开。");
    assert.deepEqual(await verifiedTitles(page), []);
    assert.equal(await page.locator(".chg").count(), 0);
    // Figures that are none are not handed to the checker.
    await page.setInputFiles("#file", record(text.replace('"to":12', '"to":"<b>"')));
    await page.waitForSelector("#problem:not([hidden])");
    assert.match(await page.textContent("#problem"), /年度报告/);
  }));

test("in English the sentences of the record are whole", () =>
  opened(async (page) => {
    const text = await made(page);
    await page.click("text=Another report");
    await page.setInputFiles("#file", record(text));
    await page.waitForSelector("#problem.news");
    assert.equal(await page.textContent("#problem"), "“某镇2026（自查记录）.json” is the record of a check (某镇人民政府2026年政府信息公开工作年度报告, saved on 12 January 2027), with 2 changes and 2 verified findings. Now give the report itself, and they are taken up.");
    await openFiles(page, report());
    assert.equal(await told(page), "From the record “某镇2026（自查记录）.json”: 2 changed cells, 2 verified findings restored.");
    await accessible(page);
  }, { lang: "en" }));

test("the kind of authority that was chosen by hand is in the record too", () =>
  opened(async (page) => {
    await openFiles(page, report());
    await page.selectOption("#authority", "county_dept");
    await page.waitForFunction(() => !/按名称推测/.test(app().querySelector(".meta").textContent));
    const text = await saveRecord(page);
    await page.click("text=换一份");
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await openFiles(page, [report(), record(text)]);
    assert.equal(await page.inputValue("#authority"), "county_dept");
    assert.equal((await outcome(page)).reports[0].authority_type.guessed, false);
  }));

test("a form that was filled in on the page is opened from its record alone", () =>
  opened(async (page) => {
    await page.click("#blank-2021");
    await page.waitForSelector("#verdict");
    await type(page, "requests.received.natural_person", "5");
    const { name, bytes } = await saved(page, () => choose(page, "save-record"));
    assert.equal(name, "年度报告（自查记录）.json");
    await page.click("text=换一份");
    await openFiles(page, record(bytes.toString("utf8"), name));
    assert.equal(await told(page), "按自查记录“年度报告（自查记录）.json”恢复 1 格改动。");
    assert.equal((await outcome(page)).reports[0].values["requests.received.natural_person"], 5);
  }));
