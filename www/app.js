// The checker in its place: ties the paste box, files, cells and buttons to the checker, and the outcome to the view.

import { arrivals, targetOf } from "./arrivals.js";
import { desk } from "./core.js";
import { pasteBox } from "./box.js";
import { empty, goTo, painted, put } from "./dom.js";
import example from "./example.html";
import { fileFrom } from "./given.js";
import { isFramed } from "./frame.js";
import { handActs } from "./hand.js";
import { changesOfFile, sorted } from "./handback.js";
import { firstSteps } from "./hint.js";
import { Refused, candidates, fromFiles } from "./intake.js";
import { keeping } from "./keeping.js";
import { lastYear } from "./last-year.js";
import { lines } from "./lines.js";
import { markUp } from "./marks.js";
import { placeOf } from "./place.js";
import { adoptedId } from "./repairs.js";
import { layoutOf, resultView } from "./result.js";
import { Session } from "./session.js";
import { shell } from "./shell.js";
import { startView } from "./start.js";
import { totalsOf } from "./totals.js";
import en from "./words/en.js";
import zh from "./words/zh.js";

export const WORDS = { zh, en };

const PRINTING = ["beforeprint", "afterprint"];

/**
 * Puts the checker into a shadow root, or any root.
 * @param {HTMLElement} host the element that events are told from
 * @param {ShadowRoot} root
 * @param {{ lang: "zh" | "en", whole: boolean, onOutcome: (outcome: import("./types").Outcome | null) => void, onVerify: () => void,
 *   onHintSeen: () => void }} given `whole`: the page is nothing but the checker, which then takes pastes and drops anywhere and names the window
 */
export function app(host, root, given) {
  const scope = given.whole ? document : host;
  const byId = (id) => root.getElementById(id);
  const core = desk();
  const session = new Session({ check: core.check, recheck: core.recheck, isFault: (error) => error instanceof core.Fault, w: () => ctx.w });
  /** The present language's words, and what hangs on them. */
  let ctx = null;
  let box = null;
  let last = null;
  /** @type {ReturnType<typeof resultView> | null} */
  let view = null;
  /** @type {ReturnType<typeof firstSteps> | null} */
  let steps = null;
  let drawnFor = "";
  /** The source of the page's own example, where that was asked for. */
  let sample = null;
  /** Only the newest check may show its outcome. */
  let run = 0;
  /** Taken off the page: the root may be another's by then. */
  let ended = false;
  /** The check or reading of files that is under way. */
  let working = 0;
  /** Is told of documents before they are checked. */
  let watch = () => {};
  /** The type that was chosen by hand, and for which authority; a corrected report of the same one keeps it. */
  let chosen = null;
  let baseTitle = document.title;
  const state = lines({ byId, area: () => box.area });
  const { say, tell, leave, busy } = state;

  /** The window goes by the page's own title, and never by a report's: the browser writes it into a page that is saved. */
  function nameWindow(words) {
    if (given.whole) document.title = words || baseTitle;
  }

  /** On paper, and as a PDF, a result goes by the title of its report. */
  function onPrinting(event) {
    if (byId("result").hidden) return;
    nameWindow(event.type === "beforeprint" ? ctx.w.ident.title_of(session.report.title) : ctx.w.ident.title_shown);
  }

  function showStart(focus = true) {
    paper.close(false);
    last.goHome();
    byId("result").hidden = true;
    byId("start").hidden = false;
    nameWindow("");
    if (focus) box.focus();
  }

  function refuse(error) {
    if (ended) return;
    busy("");
    if (error instanceof core.Cancelled) {
      if (byId("result").hidden) showStart();
      tell(ctx.w.busy.cancelled);
      byId("busy").textContent = ctx.w.busy.cancelled;
      return;
    }
    showStart();
    say(error instanceof Refused ? error.message : ctx.w.trouble.fault);
    if (!(error instanceof Refused)) console.error(error);
  }

  function options(authority) {
    const previous = last.source();
    const type = host.getAttribute("authority") || (chosen && chosen.name === authority ? chosen.type : undefined);
    return Object.assign({ lang: ctx.w.lang }, type ? { authority: type } : null, previous ? { previous } : null);
  }

  /** What the view shows, all together. */
  async function data() {
    const { outcome, shown, report } = session;
    const [form, rules] = await Promise.all([ctx.form(layoutOf(report)), ctx.rules()]);
    return { outcome, shown, report, form, rules, entries: session.entries, changed: session.changed(), settled: session.settled(), canRedo: session.canRedo(),
      exceptions: session.exceptions.filter((one) => one.report === session.shown), fileChanged: changesOfFile(session).some((changes) => Object.keys(changes).length) };
  }

  const hand = handActs({ session, core, host, byId, ctx: () => ctx, data, show: () => show(false, false), said: () => said(), tell, leave });
  const { paper } = hand;

  const acts = {
    onAuthority(type) {
      chosen = { name: session.report.authority, type };
      return again();
    },
    onAnother(focus) {
      // What is still being read or checked is about the report that goes.
      run += 1;
      busy("");
      box.clear();
      keeper.forget();
      say("");
      session.take({ groups: [], sizes: [], outcome: { reports: [], failures: [] } });
      given.onOutcome(null);
      showStart(focus);
      if (given.whole) scrollTo(0, 0);
    },
    ...hand.acts,
    onChoose(index) {
      session.shown = index;
      session.draft = null;
      return show(false, true);
    },
    /** Puts a repair in place; the focus stays with it, on the way back. */
    async onAdopt(repair) {
      await step({ kind: "repair", changes: repair.changes, settled: repair.settles.length });
      focusOn(byId(adoptedId(session.entries.filter((entry) => entry.kind === "repair").length - 1)));
    },
    async onRemove(entry) {
      session.remove(entry);
      await again();
      focusOn(byId("list"));
    },
    async onUndo() {
      const entry = session.undo();
      if (!entry) return;
      await again();
      tell(`${ctx.w.edit.undone}${said()}`);
      lookAt(entry);
    },
    async onRedo() {
      const entry = session.redo();
      if (!entry) return;
      await again();
      tell(`${ctx.w.edit.redone}${said()}`);
      lookAt(entry);
    },
    async onTotals() {
      // What was typed last counts too, and its check may still be under way.
      await settling;
      const form = await ctx.form(layoutOf(session.report));
      const { changes, left } = totalsOf(session.report, form);
      const words = `${ctx.w.edit.totals_done(changes.length)}${left ? ctx.w.edit.totals_left(left) : ""}`;
      if (changes.length) await step({ kind: "totals", changes });
      acts.onSay(words);
    },
    /** A figure while it is typed. */
    onDraft(cell, to) {
      session.draft = { report: session.shown, kind: "edit", changes: [{ cell, to }] };
      return again();
    },
    onChange: (kind, changes) => step({ kind, changes }),
    /** Typing was given up. */
    onLeave() {
      view.tables.say("");
      if (!session.draft) return;
      session.draft = null;
      again();
    },
    onSay(words) {
      tell(words);
      view.tables.say(words);
    },
    valueOf: (cell) => session.report.values[cell],
    get lastYear() {
      return last.node;
    },
  };

  function step(entry) {
    session.push(entry);
    return again();
  }

  function focusOn(node) {
    if (node) node.focus({ preventScroll: false });
  }

  /** After an undo the eye should be where the change was, and the focus stays on the button or cell that it is on. */
  function lookAt(entry) {
    const active = root.activeElement;
    if (view && !(active && active.id === "undo") && !(active && active.id === "redo")) view.tables.show(entry.changes.map((change) => change.cell));
  }

  const said = () => {
    const verdict = byId("verdict");
    return verdict ? `${byId("verdict-words").textContent}${ctx.w.stop}${verdict.querySelector(".say").textContent}` : "";
  };

  /** Shows what the session holds: anew for another document, in place for a change. */
  async function show(focus, anew) {
    const next = await data();
    const key = JSON.stringify([ctx.w.lang, session.shown, next.report.source, layoutOf(next.report)]);
    if (anew || !view || drawnFor !== key) {
      if (view) view.end();
      view = resultView(next, acts, ctx);
      drawnFor = key;
      put(byId("report"), view.nodes);
    } else {
      view.update(next);
      if (!root.querySelector('.ed[aria-invalid="true"]')) view.tables.say("");
    }
    byId("app").classList.toggle("filling", next.report.kind === "values");
    byId("start").hidden = true;
    byId("result").hidden = false;
    nameWindow(ctx.w.ident.title_shown);
    steps.update(view);
    given.onOutcome(session.outcome);
    performance.mark("gouji-settled");
    // An outcome of what was typed before comes too late to speak over the remark on what is typed now.
    if (!focus && root.querySelector('.ed[aria-invalid="true"]')) return;
    leave("");
    if (!focus) await paper.refresh();
    else paper.close(false);
    tell(focus ? "" : said());
    if (!focus) return;
    // The focus makes the browser lay the whole result out, which is a task of its own and not the end of the one that built it.
    await new Promise((done) => setTimeout(done, 0));
    if (given.whole) scrollTo(0, 0);
    // In a frame, the caret may be in the page around it.
    if (byId("verdict") && (document.hasFocus() || !isFramed())) byId("verdict").focus({ preventScroll: true });
  }

  const progress = async (i, n, name) => {
    busy(ctx.w.busy.checking_of(i, n, name), true);
    await painted();
  };

  const keeper = keeping({
    session, ctx: () => ctx, state, submit, blank, isShown: () => !byId("result").hidden, show: () => show(false, false),
    /** A record names the kind of authority that was chosen when it was saved. */
    async settle(type) {
      if (type) chosen = type;
      if (type || session.hasChanges()) session.keep(await session.run(session.groups, options(session.report.authority), null, true), null);
    },
  });

  const sentence = (failure, at, all) => (all.length > 1 && failure.source ? `${failure.source}${ctx.w.colon}${failure.message}` : failure.message);

  /** Checks other documents; resolves to their outcome, or to null where there is none to be shown. */
  async function submit(groups) {
    if (ended) return null;
    watch(groups);
    const mine = (working = run += 1);
    say("");
    busy(ctx.w.busy.checking, true);
    try {
      await painted();
      let result = await session.run(groups, options(null), progress, false);
      const [report] = result.outcome.reports;
      if (chosen && report && report.authority === chosen.name) result = await session.run(result.groups, options(report.authority), progress, false);
      if (mine !== run) return null;
      busy("");
      if (result.outcome.reports.length) {
        session.take(result);
        const told = await keeper.remember();
        await show(true, true);
        if (told()) leave(told());
      } else refuse(new Refused(result.outcome.failures.map(sentence).join(" ") || ctx.w.trouble.empty));
      return result.outcome;
    } catch (error) {
      if (mine === run) refuse(error);
      return null;
    } finally {
      if (working === mine) working = 0;
    }
  }

  /** Resolves when the last check that was asked for is shown. */
  let settling = Promise.resolve();

  function again() {
    settling = recheck();
    return settling;
  }

  /** Checks what stands on the page once more: after a change of a figure, with another kind of authority, or beside another report of last year. */
  async function recheck() {
    const focused = root.activeElement && root.activeElement.id;
    const mine = (run += 1);
    try {
      const result = await session.run(session.groups, options(session.report.authority), null, true);
      if (mine !== run) return;
      session.keep(result, session.hasChanges() ? null : result.outcome.reports);
      await show(false, false);
      if (focused && byId(focused) && root.activeElement !== byId(focused)) byId(focused).focus({ preventScroll: true });
    } catch (error) {
      if (mine === run) refuse(error);
    }
  }

  /** A blank form of an edition, to be filled in. */
  async function blank(edition) {
    const form = await ctx.form(edition);
    const values = {};
    for (const field of Object.keys(form.fields)) values[field] = null;
    await submit([[{ values, edition, name: "" }]]);
    const first = form.tables[0].rows.reduce((all, row) => all.concat(row), []).find((cell) => cell.field);
    if (view && first) view.tables.show([first.field]);
  }

  /** A paste or drop: kept in the box first, then checked. */
  async function take(content) {
    const mine = (working = run += 1);
    try {
      if (content.files.length) {
        const sources = await fromFiles(content.files, ctx.w, (i, n, name) => busy(ctx.w.busy.reading(i, n, name), true));
        if (mine !== run) return;
        const { records, others } = sorted(sources);
        await (records.length ? keeper.take(records, others) : submit(sources.map((source) => [source])));
        return;
      }
      if (content.text || content.html) box.hold(content);
      await submit([candidates(content, ctx.w)]);
    } catch (error) {
      if (mine === run) refuse(error);
    } finally {
      if (working === mine) working = 0;
      watch(null);
    }
  }

  function onKey(event) {
    if (paper.onKey(event)) {
      event.preventDefault();
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || byId("result").hidden) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(targetOf(event).tagName)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) acts.onUndo();
    else if (key === "y" || (key === "z" && event.shiftKey)) acts.onRedo();
    else return;
    event.preventDefault();
  }

  function submitContent(content) {
    try {
      return submit([candidates(content, ctx.w)]);
    } catch (error) {
      return refuse(error);
    }
  }

  function listen() {
    const on = (id, act) => byId(id).addEventListener("click", act);
    on("go", () => {
      const content = box.content();
      if (content.text.trim() || content.html.trim()) submitContent(content);
      else refuse(new Refused(ctx.w.trouble.empty));
    });
    on("wipe", () => {
      box.clear();
      say("");
      box.focus();
    });
    on("example", () => submit([[(sample = { html: example, name: ctx.w.start.example_name })]]));
    on("open", () => byId("file").click());
    on("cancel", () => core.cancel());
    on("cancel-again", () => core.cancel());
    byId("file").addEventListener("change", (event) => {
      const files = Array.from(event.target.files);
      // The same file may be chosen again after it was corrected.
      event.target.value = "";
      if (files.length) take({ html: "", text: "", files });
    });
  }

  /** Builds everything in a language; what was pasted, what was done and where the reader is stays. */
  function build(lang) {
    const w = WORDS[lang];
    const back = ctx && placeOf(root);
    // The example goes by another name; a source that was read once is not changed, but takes another's place.
    for (const group of session.groups) if (group[0] === sample) group[0] = sample = { html: example, name: w.start.example_name };
    const kept = { content: box && box.content(), last: last && last.kept(), result: view && !byId("result").hidden, slip: paper.isOpen() };
    paper.close(false);
    ctx = { w, byId, whole: given.whole, form: (layout) => core.form(layout, lang), rules: () => core.rules(lang), tell, check: (source) => core.check(source, { lang }), mark: (report) => markUp(report, w) };
    empty(root);
    steps = firstSteps(ctx, { wanted: () => host.hasAttribute("hint"), onSeen: given.onHintSeen });
    ctx.steps = steps.node;
    root.appendChild(shell(startView(ctx, { onVerify: given.onVerify, onBlank: blank }), ctx));
    box = pasteBox(ctx, { onEdit: () => say("") });
    byId("start").hidden = Boolean(kept.result);
    if (last) last.end();
    last = lastYear(ctx, { onChange: () => session.groups.length && !byId("result").hidden && again() }, kept.last);
    listen();
    if (kept.content && (kept.content.text || kept.content.html)) box.hold(kept.content);
    view = null;
    if (kept.result) {
      again().then(() => {
        if (kept.slip) paper.open(false, "print-slip");
        back();
      });
    } else if (back) back();
  }

  const stopArrivals = arrivals({ root, scope, whole: given.whole, place: () => ({ view, last, box }), take });
  scope.addEventListener("keydown", onKey);
  for (const name of PRINTING) addEventListener(name, onPrinting);
  build(given.lang);
  return {
    speak: (lang, title) => {
      if (title) baseTitle = title;
      build(lang);
    },
    focus: () => box.focus(),
    /** The first steps are wanted, or no longer. */
    hint() {
      if (steps.update(view) && !byId("result").hidden) goTo(byId("hint-steps").querySelector("button"));
    },
    /** Checks what stands here once more. */
    again: () => (session.groups.length ? again() : undefined),
    /** Checks a document that somebody hands over, read or as a file; `fresh`: what was chosen for another one does not count. */
    check(source, fresh) {
      if (fresh) chosen = null;
      return source instanceof Blob ? take({ html: "", text: "", files: [source] }) : submit([[source]]);
    },
    /** Back to the beginning, without last year's report and what was chosen too, and without taking the focus. */
    clear() {
      last.clear();
      chosen = null;
      acts.onAnother(false);
    },
    /** Where a form points to when it is refused; nowhere within where the page around has hidden that. */
    anchor() {
      const node = byId("result").hidden ? box.area : byId("verdict");
      return node.getClientRects().length ? node : undefined;
    },
    /** @param {(groups: object[][] | null) => void} act is told of documents before they are checked, whoever brings them, and with null when a
     *   paste or drop has been dealt with */
    watch: (act) => (watch = act),
    /** Whose work stands here: the sources of what is shown, whether anything beside them went into it, and whether nothing at all stands or waits. */
    stock() {
      const shown = !byId("result").hidden;
      return {
        sources: shown ? session.groups.map(([source]) => source) : [],
        mixed: session.restored || session.done.some((entry) => entry.kind === "paste"),
        changes: shown ? session.outcome.reports.map((report, index) => session.changesOf(index)) : [],
        empty: !shown && !(working && working === run) && !keeper.waits() && !box.area.value && last.isEmpty(),
      };
    },
    words: () => ctx.w,
    changed: () => session.isChanged(),
    /** The document with the changed figures in it, once the last change is checked. */
    file: () => settling.then(() => fileFrom(session, core, ctx.w)),
    remark: state.remark,
    end() {
      ended = true;
      state.end();
      paper.close(false);
      if (view) view.end();
      last.end();
      core.leave();
      stopArrivals();
      scope.removeEventListener("keydown", onKey);
      for (const name of PRINTING) removeEventListener(name, onPrinting);
      run += 1;
      performance.clearMarks("gouji-settled");
    },
  };
}
