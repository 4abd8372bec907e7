// Start of the page: ties the paste box, files and buttons to the checker, and the outcome to the view.

import * as core from "./core.js";
import { pasteBox } from "./box.js";
import { byId, goTo, painted, put } from "./dom.js";
import example from "./example.html";
import { lastYear } from "./last-year.js";
import { adoptedId } from "./repairs.js";
import { Refused, best, candidates, fromFiles, fromTransfer } from "./intake.js";
import { resultView } from "./result.js";
import { ruleList } from "./rules-view.js";
import { EMPTY, FAULT, FAULT_FILE } from "./words.js";

const TITLE = document.title;
/** What stands on the page: the sources that were checked, so that another authority type checks them again, and their outcome. */
let current = null;
/** Only the newest check may show its outcome. */
let run = 0;
/** The type that was chosen by hand, and for which authority; a corrected report of the same one keeps it. */
let chosen = null;

const box = pasteBox({ onEdit: () => say("") });
const last = lastYear({ onChange: () => current && !byId("result").hidden && again() });

function say(problem) {
  const node = byId("problem");
  node.hidden = !problem;
  node.textContent = problem;
}

const busy = (words) => {
  byId("busy").textContent = words;
};

function showStart() {
  last.goHome();
  byId("result").hidden = true;
  byId("start").hidden = false;
  document.title = TITLE;
  box.focus();
}

function refuse(error) {
  busy("");
  showStart();
  if (error instanceof Refused) say(error.message);
  else say(FAULT);
}

async function show(shown, focus) {
  const { outcome } = current;
  current.shown = shown;
  const report = outcome.reports[shown];
  const nodes = await resultView(outcome, shown, current.adopted.filter((entry) => entry.report === shown), {
    onAdopt: (repair) => adopt(repair),
    onUndo: (index) => undo(index),
    onAuthority: (authority) => {
      chosen = { name: report.authority, type: authority };
      again();
    },
    lastYear: last.node,
    onAnother: () => {
      box.clear();
      say("");
      showStart();
      scrollTo(0, 0);
    },
    onPrint: () => print(),
    onChoose: (index) => show(index, false),
  });
  put(byId("report"), nodes);
  byId("start").hidden = true;
  byId("result").hidden = false;
  document.title = `${report.title || "年度报告"} 自查`;
  const verdict = byId("verdict");
  byId("status").textContent = focus ? "" : `${byId("verdict-words").textContent}。${verdict.querySelector(".say").textContent}`;
  if (!focus) return;
  scrollTo(0, 0);
  verdict.focus({ preventScroll: true });
}

const failed = (source, code, message) => ({ reports: [], failures: [{ source, code, message }] });

/** What was changed by a click, as the checker takes it: for each report of a group its figures by id. */
function changesOf(adopted, first, count) {
  if (!adopted.some((entry) => entry.report >= first && entry.report < first + count)) return null;
  const changes = Array.from({ length: count }, () => ({}));
  for (const entry of adopted) {
    const own = changes[entry.report - first];
    if (own) for (const change of entry.changes) own[change.cell] = change.to;
  }
  return changes;
}

/** Checks groups of sources: within a group the best reading counts, and the groups' reports stand side by side. */
async function check(groups, given, adopted = [], sizes = []) {
  const previous = last.source();
  const options = previous ? Object.assign({ previous }, given) : given;
  const outcomes = [];
  const sources = [];
  let first = 0;
  for (let i = 0; i < groups.length; i += 1) {
    const tries = groups[i];
    const changes = changesOf(adopted, first, sizes[i] || 0);
    first += sizes[i] || 0;
    const [{ name, refused, code }] = tries;
    if (groups.length > 1) {
      busy(`正在核对第 ${i + 1} 份，共 ${groups.length} 份：${name}`);
      await painted();
    }
    try {
      const winner = refused ? { source: tries[0], outcome: failed(name, code, refused) } : await best(tries, (source) => core.check(source, changes ? Object.assign({ changes }, options) : options));
      outcomes.push(winner.outcome);
      sources.push([winner.source]);
    } catch (error) {
      // A fault of ours costs the one file that it happened on.
      if (groups.length === 1 || !(error instanceof core.Fault)) throw error;
      outcomes.push(failed(name, "UNREADABLE", FAULT_FILE));
      sources.push([{ name, refused: FAULT_FILE, code: "UNREADABLE" }]);
    }
  }
  const outcome = Object.assign({}, outcomes.find((one) => one.tool), {
    reports: outcomes.reduce((all, one) => all.concat(one.reports), []),
    failures: outcomes.reduce((all, one) => all.concat(one.failures), []),
  });
  return { groups: sources, sizes: outcomes.map((one) => one.reports.length), adopted, outcome };
}

/** One file needs no name before its sentence. */
const sentence = (failure, at, all) => (all.length > 1 && failure.source ? `${failure.source}：${failure.message}` : failure.message);

async function submit(groups) {
  const mine = (run += 1);
  say("");
  busy("正在核对…");
  try {
    await painted();
    let result = await check(groups);
    const [report] = result.outcome.reports;
    if (chosen && report && report.authority === chosen.name) result = await check(result.groups, { authority: chosen.type });
    if (mine !== run) return;
    busy("");
    if (!result.outcome.reports.length) throw new Refused(result.outcome.failures.map(sentence).join(" ") || EMPTY);
    current = result;
    await show(0, true);
  } catch (error) {
    if (mine === run) refuse(error);
  }
}

/** Checks what stands on the page once more: with another kind of authority, or beside another report of last year. */
async function again(adopted = current.adopted) {
  const focused = document.activeElement && document.activeElement.id;
  const mine = (run += 1);
  const { shown } = current;
  const { authority } = current.outcome.reports[shown];
  try {
    const result = await check(current.groups, chosen && chosen.name === authority ? { authority: chosen.type } : {}, adopted, current.sizes);
    if (mine !== run) return;
    current = result;
    await show(Math.min(shown, current.outcome.reports.length - 1), false);
    if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
  } catch (error) {
    refuse(error);
  }
}

/** Puts a repair in place and checks again; the focus stays with it, on the way back. */
async function adopt(repair) {
  const { shown, adopted } = current;
  await again(adopted.concat({ report: shown, changes: repair.changes, settled: repair.settles.length }));
  const entries = current.adopted.filter((entry) => entry.report === shown);
  focusOn(byId(adoptedId(entries.length - 1)));
}

/** Takes a change back. */
async function undo(index) {
  const { shown, adopted } = current;
  const entry = adopted.filter((one) => one.report === shown)[index];
  await again(adopted.filter((one) => one !== entry));
  focusOn(byId("list"));
}

function focusOn(node) {
  if (node) node.focus({ preventScroll: false });
}

/** A paste or drop: kept in the box first, then checked. */
async function take(content) {
  try {
    if (content.files.length) {
      const sources = await fromFiles(content.files, (i, n, name) => busy(`正在读取第 ${i} 份，共 ${n} 份：${name}`));
      await submit(sources.map((source) => [source]));
      return;
    }
    if (content.text || content.html) box.hold(content);
    await submit([candidates(content)]);
  } catch (error) {
    refuse(error);
  }
}

function onPaste(event) {
  const target = event.target;
  if (last.owns(target)) {
    event.preventDefault();
    last.take(fromTransfer(event.clipboardData));
    return;
  }
  if (target === box.area && !box.replaceable()) {
    // An addition to what was typed: the browser puts it where the caret is, and the whole is checked.
    setTimeout(() => take({ html: "", text: box.area.value, files: [] }), 0);
    return;
  }
  event.preventDefault();
  take(fromTransfer(event.clipboardData));
}

/** Shows where a file that is dragged over the page would go: to this year's report, to last year's, or nowhere. */
function aim(at) {
  document.body.classList.toggle("dropping", at === "here");
  last.node.classList.toggle("aimed", at === "last");
}

function onDrop(event) {
  event.preventDefault();
  aim("");
  const { files } = event.dataTransfer;
  if (last.owns(event.target)) {
    last.take(files && files.length ? { files: Array.from(files) } : fromTransfer(event.dataTransfer));
    return;
  }
  take(files && files.length ? { html: "", text: "", files: Array.from(files) } : fromTransfer(event.dataTransfer));
}

function listen() {
  document.addEventListener("paste", onPaste);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    aim(last.owns(event.target) ? "last" : "here");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || aim(""));
  document.addEventListener("drop", onDrop);
  byId("go").addEventListener("click", () => {
    const content = box.content();
    if (content.text.trim() || content.html.trim()) submitContent(content);
    else refuse(new Refused(EMPTY));
  });
  byId("wipe").addEventListener("click", () => {
    box.clear();
    say("");
    box.focus();
  });
  byId("example").addEventListener("click", () => submit([[{ html: example, name: "例子" }]]));
  byId("open").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", (event) => {
    const files = Array.from(event.target.files);
    // The same file may be chosen again after it was corrected.
    event.target.value = "";
    if (files.length) take({ html: "", text: "", files });
  });
  for (const link of Array.from(document.querySelectorAll("[data-open]"))) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const about = byId(link.dataset.open);
      about.open = true;
      goTo(about.querySelector("summary"), "start");
    });
  }
  byId("rules").addEventListener("toggle", () => {
    if (byId("rules").open) ruleList().then((nodes) => put(byId("rule-list"), nodes), () => {});
  });
}

function submitContent(content) {
  try {
    return submit([candidates(content)]);
  } catch (error) {
    return refuse(error);
  }
}

async function footer() {
  const built = typeof GOUJI_BUILD === "undefined" ? null : GOUJI_BUILD;
  const { name, version, rules } = await core.version();
  const parts = [`${name} ${version}`, built && built.commit !== "unknown" ? `${built.commit}（${built.date}）` : built && built.date, `规则 ${rules}`];
  byId("version").textContent = parts.filter(Boolean).join(" · ");
}

if (core.supported()) {
  byId("need").hidden = true;
  listen();
  showStart();
  performance.mark("gouji-shown");
  core.start().then(() => {
    performance.mark("gouji-ready");
    document.documentElement.setAttribute("data-ready", "");
    return footer();
  }).catch((error) => {
    // The browser has WebAssembly and refuses the module: too old, or switched off by a policy.
    console.error(error);
    byId("start").hidden = true;
    byId("need").hidden = false;
  });
}
