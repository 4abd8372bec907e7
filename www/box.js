// The paste box: what is in it is never lost, and never becomes markup.

import { byId } from "./dom.js";
import { HELD } from "./words.js";

/** More text than this makes the box itself slow; it then shows the beginning and holds the rest. */
const SHOWN = 200000;

/** More markup than this is not worth parsing for the words shown in the box. */
const PARSED = 2000000;

/** The words of pasted HTML without building any of it; only used where the clipboard had no plain text beside it. */
export function plainWords(html) {
  const parsed = new DOMParser().parseFromString(html.slice(0, PARSED), "text/html");
  for (const node of Array.from(parsed.querySelectorAll("script, style, title"))) node.remove();
  return (parsed.body ? parsed.body.textContent : "").replace(/[ \t\u00a0]*\n[ \t\n\u00a0]*/g, "\n").trim();
}

/** @param {{ onEdit: () => void }} acts */
export function pasteBox(acts) {
  const area = byId("box");
  const held = byId("held");
  let clip = null;
  const dress = () => {
    const filled = area.value.length > 0;
    byId("hint").hidden = filled;
    byId("go").hidden = !filled;
    byId("wipe").hidden = !filled;
    byId("open").classList.toggle("primary", !filled);
    byId("paste").classList.toggle("filled", filled);
    held.hidden = !(clip && clip.cut);
    area.readOnly = Boolean(clip && clip.cut);
  };
  area.addEventListener("input", () => {
    clip = null;
    dress();
    acts.onEdit();
  });
  return {
    area,
    /** What to check: the clipboard as it came, while the box still shows just that; else what was typed. */
    content: () => clip || { html: "", text: area.value, files: [] },
    /** Whether a new paste replaces the content: nothing there, all selected, or only an earlier paste. */
    replaceable: () => !area.value || Boolean(clip) || (area.selectionStart === 0 && area.selectionEnd === area.value.length),
    hold(content) {
      const text = content.text || plainWords(content.html);
      const cut = text.length > SHOWN || (!content.text && content.html.length > PARSED);
      clip = { html: content.html, text: content.text, files: [], cut };
      area.value = cut ? text.slice(0, SHOWN) : text;
      if (cut) held.textContent = HELD(Math.max(text.length, content.text ? 0 : content.html.length));
      dress();
    },
    clear() {
      clip = null;
      area.value = "";
      dress();
    },
    focus: () => area.focus({ preventScroll: true }),
  };
}
