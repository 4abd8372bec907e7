// The paste box: what is in it is never lost, and never becomes markup.

/** More text than this makes the box itself slow; it then shows the beginning and holds the rest. */
const SHOWN = 50000;

const NAMED = { nbsp: " ", lt: "<", gt: ">", amp: "&", quot: '"' };
const BLOCK = /^\/?(p|div|tr|li|h[1-6]|table|br|section|article|ul|ol)$/;

const unescaped = (text) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(nbsp|lt|gt|amp|quot));/gi, (all, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()];
    const point = decimal ? Number(decimal) : parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });

/** A report has some thousands of tags; beyond these the box shows no more words. */
const TAGS = 500000;

/**
 * The words of pasted HTML, at most `most` characters of them: for the box alone, and only where the clipboard had no plain text beside it.
 * Nothing of the markup is ever built, and each character is looked at a fixed number of times.
 */
export function plainWords(html, most) {
  const words = [];
  let at = 0;
  let length = 0;
  for (let tags = 0; at < html.length && length <= most && tags < TAGS; tags += 1) {
    const open = html.indexOf("<", at);
    const piece = html.slice(at, Math.min(open < 0 ? html.length : open, at + most - length + 1));
    words.push(piece);
    length += piece.length;
    if (open < 0) break;
    let close = html.indexOf(">", open);
    if (html.startsWith("<!--", open)) close = html.indexOf("-->", open) + 2;
    if (close <= open) break;
    const tag = html.slice(open + 1, Math.min(close, open + 12)).split(/[\s/>]/, 2).join("/").replace(/^([^/]+)\/.*$/, "$1").toLowerCase();
    if (BLOCK.test(tag) && length) words.push("\n");
    if (tag === "td" || tag === "th") words.push("\t");
    at = close + 1;
    if (/^(script|style|title|head)$/.test(tag)) {
      const end = html.indexOf(`</${tag}`, at);
      if (end < 0) break;
      at = end;
    }
  }
  return unescaped(words.join("")).split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
}

/**
 * @param {{ byId: (id: string) => HTMLElement, w: object }} ctx
 * @param {{ onEdit: () => void }} acts
 */
export function pasteBox({ byId, w }, acts) {
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
      const text = content.text || plainWords(content.html, SHOWN);
      const cut = text.length > SHOWN;
      clip = { html: content.html, text: content.text, files: [], cut };
      area.value = cut ? text.slice(0, SHOWN) : text;
      if (cut) held.textContent = w.trouble.held(content.text ? content.text.length : 0);
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
