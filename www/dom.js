// Nodes are made here and nowhere else: text only ever enters the page as a text node, so nothing pasted can become markup.

import { partsOf } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * h("td", { class: "n", onclick: f }, "12", child): an element with attributes, listeners and children.
 * Attributes that are null, undefined or false are left out; true gives an empty attribute.
 */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Adds to the parts that a page around may style. */
function addParts(node, words) {
  if (words) node.setAttribute("part", node.hasAttribute("part") ? `${node.getAttribute("part")} ${words}` : words);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "part") addParts(node, value);
    else node.setAttribute(name, value === true ? "" : String(value));
    if (name === "class") addParts(node, partsOf(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(node, child);
    else node.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
}

export function empty(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

/** Replaces all children of a node. */
export function put(node, ...children) {
  add(empty(node), children);
  return node;
}

/** Makes these the children of a node. Those that are its children already stay where they are, and so does what they hold: focus, place, layout. */
export function arrange(node, children) {
  const wanted = new Set(children);
  // What goes, goes first, so that nothing that stays has to make way for it.
  for (const old of Array.from(node.childNodes)) if (!wanted.has(old)) node.removeChild(old);
  let at = node.firstChild;
  for (const child of children) {
    if (child === at) at = at.nextSibling;
    else node.insertBefore(child, at);
  }
  return node;
}

const shownKeys = new WeakMap();

/** Refills a node where what it shows has changed, and leaves open what was open in it. */
export function renew(node, key, make) {
  if (shownKeys.get(node) === key) return node;
  shownKeys.set(node, key);
  const open = new Set(Array.from(node.querySelectorAll("details[open][data-key]")).map((one) => one.dataset.key));
  put(node, make());
  if (open.size) for (const one of Array.from(node.querySelectorAll("details[data-key]"))) if (open.has(one.dataset.key)) one.open = true;
  return node;
}

/** Scrolls first and focuses second: the browser's own scrolling on focus stops at the edge, where sticky heads cover the target. */
export function goTo(node, block = "center") {
  if (!node) return;
  node.scrollIntoView({ block, inline: "nearest", behavior: "auto" });
  node.focus({ preventScroll: true });
}

/** Lets the browser paint what was just put on the page before long work starts. */
export const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
