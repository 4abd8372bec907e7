// What is pasted and dropped: where it happened decides whether it is this year's report, last year's, or figures for cells.

import { fromTransfer } from "./intake.js";

const FIELD = /^(INPUT|TEXTAREA)$/;

/** Where an event really happened, inside a shadow root too. */
export const targetOf = (event) => (event.composedPath ? event.composedPath()[0] : event.target);

/**
 * Listens for pastes and drops until the function that it gives back is called.
 * @param {{ root: ShadowRoot, scope: Node, whole: boolean, place: () => { view: object | null, last: object, box: object },
 *   take: (content: object) => void }} given `scope` is where drops count; `whole`: nothing else on the page takes a paste; `place` is what stands there now
 */
export function arrivals({ root, scope, whole, place, take }) {
  const inside = (node) => node instanceof Node && root.contains(node);

  function onPaste(event) {
    const { view, last, box } = place();
    const target = targetOf(event);
    // Browsers tell of a paste where the last click was; a cell that was reached with the arrows has the focus.
    const active = root.activeElement;
    if (view && active && active.tagName === "TD" && view.tables.paste(active, event.clipboardData.getData("text/plain"))) {
      event.preventDefault();
      return;
    }
    if (!whole && !inside(target)) return;
    // Fields of the page around it keep their pastes.
    if (!inside(target) && FIELD.test(target.tagName)) return;
    if (last.owns(target)) {
      event.preventDefault();
      last.take(fromTransfer(event.clipboardData));
      return;
    }
    if (FIELD.test(target.tagName) && target !== box.area) return;
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
    root.getElementById("app").classList.toggle("dropping", at === "here");
    place().last.node.classList.toggle("aimed", at === "last");
  }

  function onDragOver(event) {
    event.preventDefault();
    aim(place().last.owns(targetOf(event)) ? "last" : "here");
  }

  function onDragLeave(event) {
    if (!event.relatedTarget) aim("");
  }

  function onDrop(event) {
    event.preventDefault();
    aim("");
    const { last } = place();
    const { files } = event.dataTransfer;
    const content = files && files.length ? { html: "", text: "", files: Array.from(files) } : fromTransfer(event.dataTransfer);
    if (last.owns(targetOf(event))) last.take(content);
    else take(content);
  }

  const listeners = [[document, "paste", onPaste], [scope, "dragover", onDragOver], [scope, "dragleave", onDragLeave], [scope, "drop", onDrop]];
  for (const [node, name, act] of listeners) node.addEventListener(name, act);
  return () => listeners.forEach(([node, name, act]) => node.removeEventListener(name, act));
}
