// What stands on the page, apart from its nodes: the documents that were checked, the figures changed since, and the outcome of both.

import { best } from "./intake.js";

const failed = (source, code, message) => ({ reports: [], failures: [{ source, code, message }] });

const isSource = (source) => source.bytes !== undefined || source.html !== undefined || source.text !== undefined;

/** What a figure held before any change: the number, the words where there was none, or null. */
export function heldIn(report, field) {
  const value = report.values[field];
  if (value !== null && value !== undefined) return value;
  const state = report.states[field];
  return state && state.raw && state.raw.trim() ? state.raw.trim() : null;
}

/** Which sums fail in a report, by code and cells. */
const failing = (report) => new Set(report.findings.filter((finding) => finding.kind === "unequal" && finding.cells.length > 1).map((finding) => `${finding.code} ${finding.cells.join(" ")}`));

/**
 * @typedef {{ report: number, kind: "edit"|"paste"|"totals"|"repair", changes: { cell: string, to: import("./types").Figure }[], settled?: number }} Entry
 */

/**
 * One set of documents and what was done to their figures. It changes nothing on the page; `check` gives back the outcome.
 */
export class Session {
  /**
   * @param {{ check: Function, recheck: Function, isFault: (error: Error) => boolean, w: () => object }} core
   */
  constructor(core) {
    this.core = core;
    /** The sources by group; within a group the best reading counts. */
    this.groups = [];
    /** How many reports each group holds. */
    this.sizes = [];
    /** What was read, before any change. @type {import("./types").Report[]} */
    this.read = [];
    /** @type {import("./types").Outcome} */
    this.outcome = null;
    this.shown = 0;
    /** @type {Entry[]} */
    this.done = [];
    /** @type {Entry[]} */
    this.undone = [];
    /** A figure that is being typed: it counts, and is not yet a step that can be undone. @type {Entry | null} */
    this.draft = null;
    /** The findings that were marked as verified. @type {import("./exceptions.js").Exception[]} */
    this.exceptions = [];
    /** Whether a saved record went into what stands here. */
    this.restored = false;
  }

  get report() {
    return this.outcome.reports[this.shown];
  }

  /** The entries of the report that is shown. */
  get entries() {
    return this.done.filter((entry) => entry.report === this.shown);
  }

  /** The figures of a report that differ from what was read, by id. */
  changesOf(index) {
    const read = this.read[index];
    const changes = {};
    for (const entry of this.draft ? this.done.concat(this.draft) : this.done) {
      if (entry.report !== index) continue;
      for (const { cell, to } of entry.changes) {
        if (read && heldIn(read, cell) === to && !(read.states[cell] && read.states[cell].raw && to !== null)) delete changes[cell];
        else changes[cell] = to;
      }
    }
    return changes;
  }

  /** What stood in each changed figure at first, of the report that is shown. */
  changed() {
    const read = this.read[this.shown];
    const held = {};
    for (const cell of Object.keys(this.changesOf(this.shown))) held[cell] = read ? heldIn(read, cell) : null;
    return held;
  }

  /** How many sums that failed in what was read now hold. */
  settled() {
    const read = this.read[this.shown];
    if (!read) return 0;
    const now = failing(this.report);
    let count = 0;
    for (const sum of failing(read)) if (!now.has(sum)) count += 1;
    return count;
  }

  push(entry) {
    this.draft = null;
    this.done.push(Object.assign({ report: this.shown }, entry));
    this.undone = [];
  }

  /** Takes back the last step on the report that is shown; returns it, or null where there is none. */
  undo() {
    const last = this.entries[this.entries.length - 1];
    if (!last) return null;
    this.done.splice(this.done.lastIndexOf(last), 1);
    this.undone.push(last);
    return last;
  }

  redo() {
    for (let i = this.undone.length - 1; i >= 0; i -= 1) {
      const entry = this.undone[i];
      if (entry.report !== this.shown) continue;
      this.undone.splice(i, 1);
      this.done.push(entry);
      return entry;
    }
    return null;
  }

  /** Takes one step back out of the middle. */
  remove(entry) {
    this.done = this.done.filter((one) => one !== entry);
    this.undone = [];
  }

  canRedo() {
    return this.undone.some((entry) => entry.report === this.shown);
  }

  async one(tries, options, changes) {
    const { core } = this;
    const [{ name, refused, code, values, edition, year }] = tries;
    if (values) {
      const figures = Object.assign({}, values, changes && changes[0]);
      return { source: tries[0], outcome: await core.recheck(figures, Object.assign({ edition, year }, options)) };
    }
    if (refused || !isSource(tries[0])) return { source: tries[0], outcome: failed(name, code, refused) };
    return best(tries, (source) => core.check(source, changes ? Object.assign({ changes }, options) : options));
  }

  /**
   * Checks groups of sources and gives back what would stand on the page; nothing is kept yet.
   * @param {(index: number, count: number, name: string) => Promise<void>} progress is called before each of several
   */
  async run(groups, options, progress, changing) {
    const outcomes = [];
    const sources = [];
    let first = 0;
    for (let i = 0; i < groups.length; i += 1) {
      const size = (changing && this.sizes[i]) || 0;
      const changes = Array.from({ length: size }, (_, report) => this.changesOf(first + report));
      first += size;
      if (groups.length > 1 && progress) await progress(i + 1, groups.length, groups[i][0].name);
      try {
        const winner = await this.one(groups[i], options, changes.some((own) => Object.keys(own).length) ? changes : null);
        outcomes.push(winner.outcome);
        sources.push([winner.source]);
      } catch (error) {
        // A fault of ours costs the one file that it happened on.
        if (groups.length === 1 || !this.core.isFault(error)) throw error;
        const { name } = groups[i][0];
        const words = this.core.w().trouble.fault_file;
        outcomes.push(failed(name, "UNREADABLE", words));
        sources.push([{ name, refused: words, code: "UNREADABLE" }]);
      }
    }
    const outcome = Object.assign({}, outcomes.find((one) => one.tool), {
      reports: outcomes.reduce((all, one) => all.concat(one.reports), []),
      failures: outcomes.reduce((all, one) => all.concat(one.failures), []),
    });
    return { groups: sources, sizes: outcomes.map((one) => one.reports.length), outcome };
  }

  /** Puts other documents in place of those that stand on the page. */
  take({ groups, sizes, outcome }) {
    Object.assign(this, { groups, sizes, outcome, read: outcome.reports, shown: 0, done: [], undone: [], draft: null, exceptions: [], restored: false });
  }

  /** Puts the outcome of the same documents in place, after a change. */
  keep({ groups, sizes, outcome }, unchanged) {
    Object.assign(this, { groups, sizes, outcome, shown: Math.min(this.shown, outcome.reports.length - 1) });
    if (unchanged) this.read = unchanged;
  }

  /** Whether any figure of any report differs from what was read. */
  isChanged() {
    return this.read.some((report, index) => Object.keys(this.changesOf(index)).length > 0);
  }

  hasChanges() {
    return this.done.length > 0 || Boolean(this.draft);
  }
}
