// An element of a form that is disabled, by itself or with the fieldset around it: what stands in it can be read and looked through, and not changed.

/** Keys that move and copy; on a list of choices they choose. */
const MOVES = /^(Tab|Escape|Home|End|Page(Up|Down)|Arrow.*)$/;
const COPIES = /^[ac]$/i;

/** What leads about in the result, and what takes it away as it is. */
const READS = "a, summary, [role=tab], .seg button, .why, #report .link, #copy-tables, #save, #save-menu .item, #print-slip, #slip button";

function keyChanges({ key, ctrlKey, metaKey }, target) {
  if (MOVES.test(key)) return target.tagName === "SELECT" && key !== "Tab";
  if ((ctrlKey || metaKey) && COPIES.test(key)) return false;
  // On a button they are a click, which is looked at as one.
  return !(/^(Enter| )$/.test(key) && target.closest("button, summary, a"));
}

/** Whether what happens would change something. */
function changes(event) {
  const [target] = event.composedPath();
  if (event.type === "keydown") return keyChanges(event, target);
  if (event.type === "click") return !target.closest(READS);
  // A list of choices opens at the first press.
  if (event.type === "mousedown") return target.tagName === "SELECT";
  return true;
}

const EVENTS = ["click", "dblclick", "mousedown", "keydown", "beforeinput", "paste", "dragover", "drop"];

/**
 * Listens on the root, before anything in it does; the element itself is told of no click while it is disabled.
 * @param {ShadowRoot} root
 * @param {() => boolean} isDisabled
 */
export function guard(root, isDisabled) {
  const hold = (event) => {
    if (!isDisabled() || !changes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const name of EVENTS) root.addEventListener(name, hold, true);
}
