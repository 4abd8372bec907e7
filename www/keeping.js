// Saved records that come back: with their report, before it, or alone.

import { restore } from "./handback.js";

/**
 * @param {{ session: import("./session.js").Session, ctx: () => object, state: ReturnType<typeof import("./lines.js").lines>,
 *   submit: (groups: object[][]) => Promise<object | null>, blank: (edition: string) => Promise<void>, isShown: () => boolean,
 *   show: () => Promise<void>, settle: (type: object | null) => Promise<void> }} given `isShown`: a result stands on the page; `settle` checks once
 *   more what a record has changed
 */
export function keeping({ session, ctx, state, submit, blank, isShown, show, settle }) {
  /** Records whose report is still to come. */
  let waiting = [];

  /** Takes up the records that wait for these reports; returns how to say what came of it. */
  async function remember() {
    const records = waiting;
    waiting = [];
    if (!records.length) return () => "";
    const restored = restore(session, records, ctx());
    await settle(restored.chosen);
    return restored.say;
  }

  /** Records that were opened or dropped, with documents or without. */
  async function take(records, others) {
    waiting = waiting.concat(records);
    if (others.length) return submit(others.map((source) => [source]));
    if (isShown()) {
      const told = await remember();
      await show();
      return state.leave(told());
    }
    state.busy("");
    const { w } = ctx();
    const [{ reports, later, name, saved, changes, exceptions }] = records;
    if (later) {
      waiting = [];
      return state.say(w.record.later(name));
    }
    // A form that was filled in on the page has no other document than its record.
    if (reports.length === 1 && reports[0].kind === "values") return blank(reports[0].edition);
    const titles = reports.map((report) => report.title || w.ident.no_title).join(w.list);
    return state.say(w.record.alone(name, titles, new Date(saved), changes.reduce((sum, step) => sum + step.cells.length, 0), exceptions.length), true);
  }

  return {
    remember,
    take,
    forget() {
      waiting = [];
    },
    waits: () => waiting.length > 0,
  };
}
