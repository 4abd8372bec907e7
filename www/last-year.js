// Last year's report: a quiet place to paste, open or drop it. It stands under the paste box, and under the title of a result.

import { put } from "./dom.js";
import { Refused, best, candidates, fromFiles } from "./intake.js";

/**
 * @param {{ byId: (id: string) => HTMLElement, w: object, tell: (words: string) => void, check: (source: object) => Promise<import("./types").Outcome> }} ctx
 * @param {{ onChange: () => void }} acts `onChange` is called when another report, or none, is to be compared with
 * @param {{ source: object, title: string } | null} kept what an earlier place held
 */
export function lastYear({ byId, w, check, tell }, acts, kept) {
  const node = byId("last");
  const home = node.parentNode;
  const next = node.nextElementSibling;
  const area = byId("last-box");
  /** The source that is compared with, as it was read best; null where there is none. */
  let source = kept ? kept.source : null;
  let title = kept ? kept.title : "";
  /** Only the newest try may show what came of it. */
  let run = 0;
  /** The try that is under way. */
  let trying = 0;

  function dress(words, problem) {
    put(byId("last-say"), words);
    tell(words);
    node.classList.toggle("filled", Boolean(source));
    node.classList.toggle("bad", Boolean(problem));
    area.hidden = Boolean(source);
    byId("last-drop").hidden = !source;
  }

  async function hold(find) {
    const mine = (trying = run += 1);
    const held = source;
    source = null;
    dress(w.last.reading);
    try {
      const winner = await best(await find(), (one) => {
        if (one.refused) throw new Refused(one.refused);
        return check(one);
      });
      if (mine !== run) return;
      const { reports, failures } = winner.outcome;
      if (!reports.length) throw new Refused(failures[0].message);
      if (reports.length > 1) throw new Refused(w.last.several(reports.length));
      source = winner.source;
      area.value = "";
      title = reports[0].title;
      dress(w.last.held(title, reports[0].source));
    } catch (error) {
      if (mine !== run) return;
      dress(error instanceof Refused ? error.message : w.last.fault, true);
    } finally {
      if (trying === mine) trying = 0;
    }
    if (source || held) acts.onChange();
  }

  const files = (list) => hold(async () => {
    if (list.length > 1) throw new Refused(w.last.several(list.length));
    return fromFiles(list, w);
  });

  byId("last-open").addEventListener("click", () => byId("last-file").click());
  byId("last-file").addEventListener("change", (event) => {
    const list = Array.from(event.target.files);
    event.target.value = "";
    if (list.length) files(list);
  });
  function clear() {
    run += 1;
    source = null;
    area.value = "";
    dress(w.last.empty);
  }
  byId("last-drop").addEventListener("click", () => {
    clear();
    area.focus();
    acts.onChange();
  });
  // Text that came in without a paste, as from an input method or a menu of the system.
  area.addEventListener("change", () => area.value.trim() && hold(async () => candidates({ html: "", text: area.value }, w)));

  if (source) dress(w.last.held(title, source.name), false);
  return {
    node,
    source: () => source,
    clear,
    /** What is still being read goes nowhere any more. */
    end() {
      run += 1;
    },
    /** Whether nothing is held, typed or being read. */
    isEmpty: () => !source && !area.value && !trying,
    /** What a later place goes on with. */
    kept: () => source && { source, title },
    /** Whether what was dropped or pasted at a place of the page belongs here. */
    owns: (target) => node.contains(target),
    /** Takes a paste or a drop. */
    take: (content) => (content.files.length ? files(content.files) : hold(async () => candidates(content, w))),
    /** Back to its place under the paste box. */
    goHome: () => home.insertBefore(node, next),
  };
}
