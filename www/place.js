// Where the reader is on the page: kept while it is drawn anew in another language.

const PANES = ["list", "tables", "text"];

const find = (root, selector) => Array.from(root.querySelectorAll(selector));

/**
 * Notes what a new drawing would lose: how far window and panes are scrolled, the open table, the filter, what was opened, and the focus.
 * @param {ShadowRoot} root
 * @returns {() => void} puts all of it back
 */
export function placeOf(root) {
  const [x, y] = [scrollX, scrollY];
  const tops = PANES.map((id) => root.getElementById(id)).map((pane) => (pane ? pane.scrollTop : 0));
  const tab = find(root, '[role="tab"][aria-selected="true"]').map((node) => node.id)[0];
  const filter = find(root, ".seg button").findIndex((node) => node.getAttribute("aria-pressed") === "true");
  const open = find(root, "details[open][data-key]").map((node) => node.dataset.key);
  const rules = find(root, '.why[aria-expanded="true"]').map((node) => node.getAttribute("aria-controls"));
  const focused = root.activeElement && root.activeElement.id;
  return () => {
    if (tab && root.getElementById(tab)) root.getElementById(tab).click();
    const button = find(root, ".seg button")[filter];
    if (button) button.click();
    for (const node of find(root, "details[data-key]")) if (open.indexOf(node.dataset.key) >= 0) node.open = true;
    for (const node of find(root, '.why[aria-expanded="false"]')) if (rules.indexOf(node.getAttribute("aria-controls")) >= 0) node.click();
    PANES.forEach((id, index) => {
      const pane = root.getElementById(id);
      if (pane) pane.scrollTop = tops[index];
    });
    scrollTo(x, y);
    const node = focused && root.getElementById(focused);
    if (node) node.focus({ preventScroll: true });
  };
}
