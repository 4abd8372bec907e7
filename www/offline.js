// The copy to take along: the very file that was served, by a plain link to the page's own address.

import { h } from "./dom.js";

/** Whether the page came from a web address; one opened from disk is itself the copy. */
export const isServed = () => /^https?:$/.test(location.protocol);

/** The address of the page without what was added for its language. */
const own = () => location.href.split(/[?#]/, 1)[0];

/** A link that downloads is a navigation and no request of the page's, so the policy leaves it, and the file comes from the server byte for byte. */
export function offlinePart(words) {
  return h("details", { id: "offline", class: "about" }, h("summary", null, words.offline_title), h("div", { class: "prose" },
    h("p", null, words.offline_say),
    h("p", null, h("a", { class: "btn primary", id: "download", href: own(), download: "gouji.html" }, words.offline_file)),
    h("ul", null, words.offline_notes.map((note) => h("li", null, note)))));
}
