// What a click on the ways out does: copies, files, the slip, and findings marked as verified; a fault of ours is said and costs nothing.

import { findingId } from "./cells.js";
import { recognise } from "./exceptions.js";
import { handBack } from "./handback.js";
import { slipOf } from "./slip.js";
import { slipView } from "./slip-view.js";

/**
 * @param {{ session: import("./session.js").Session, core: object, host: HTMLElement, byId: (id: string) => HTMLElement, ctx: () => object,
 *   data: () => Promise<object>, show: () => Promise<void>, said: () => string, tell: (words: string) => void, leave: (words: string) => void }} given
 *   `data` is what the view shows, `show` shows it anew, `said` is the verdict in words, `tell` reads a line out, `leave` leaves it on the page too
 */
export function handActs({ session, core, host, byId, ctx, data, show, said, tell, leave }) {
  /** What stands on the slip now. */
  async function slip() {
    const shown = await data();
    const marks = ctx().mark(shown.report);
    recognise(marks, shown.report, shown.exceptions);
    return slipOf(shown, marks, ctx().w, new Date());
  }

  const back = handBack({ session, core, ctx, say: leave, slip });

  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof core.Cancelled) return;
      console.error(error);
      leave(ctx().w.save.fault);
    }
  }

  const onSave = (kind) => attempt(() => back.onSave(kind));
  const paper = slipView(host, { byId, slip, w: () => ctx().w, say: leave, onSave });

  /** Shows what became of a finding, and goes where it is now. */
  async function moved(words, id) {
    await show();
    tell(`${words}${said()}`);
    const node = byId(id);
    if (node) node.focus({ preventScroll: false });
  }

  return {
    paper,
    acts: {
      onCopy: () => attempt(back.onCopy),
      onCopySoon: back.onCopySoon,
      onSave,
      onSlip: (print) => attempt(() => paper.open(print, print ? "print-slip" : "save")),
      onVerify(item, reason) {
        back.verify(item, reason);
        return moved(ctx().w.verified.done(item.number), "verified");
      },
      onWithdraw(item) {
        back.withdraw(item.verified);
        return moved(ctx().w.verified.undone(item.number), findingId(item.number));
      },
    },
  };
}
