// The page around the checker: its name, languages and colours, what it remembers, how to verify and keep it, the rules, and the version.

import * as core from "./core.js";
import { WORDS } from "./app.js";
import { goTo, h, put, svg } from "./dom.js";
import { GoujiChecker } from "./element.js";
import { frameDoor, isFramed } from "./frame.js";
import { isServed, offlinePart } from "./offline.js";
import { memory } from "./memory.js";
import { ruleList } from "./rules-view.js";
import { lockIcon } from "./start.js";

const byId = (id) => document.getElementById(id);
const checker = byId("checker");
const root = document.documentElement;
const kept = memory(window);
/** A sheet of the running page alone: a copy or a snapshot of it, in which nothing may run, shows the notice of what is needed. */
const running = core.supported() ? new CSSStyleSheet() : null;
const system = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : { matches: false };
let lang = "zh";
/** Where the page stands in somebody else's. */
const door = isFramed() ? frameDoor({ checker, words: () => WORDS[lang], lang: () => lang, speak: (next) => speak(next) }) : null;

// A page on disk can load no script, so its worker is started from the text of its own.
core.workIn({ script: document.currentScript.textContent });

const mark = () => svg("svg", { width: 26, height: 26, viewBox: "0 0 28 28", fill: "none", stroke: "currentColor", "aria-hidden": "true" },
  svg("path", { d: "M6 10.5l6 6L23 3.5", "stroke-width": "3.4" }), svg("path", { d: "M3 21.5h22M3 26h22", "stroke-width": "2" }));

/** A link that downloads leads a frame away from the page instead, where its sandbox gives it no origin. */
const hasCopy = isServed() && !door;

/** Opens one of the parts at the foot and goes there. */
function openPart(id) {
  const part = byId(id);
  part.open = true;
  goTo(part.querySelector("summary"), "start");
}

const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

/** @param {"dark" | "light" | undefined} theme undefined: as the system has it */
function dress(theme) {
  for (const node of [root, checker]) {
    if (theme) node.dataset.theme = theme;
    else delete node.dataset.theme;
  }
}

function nameTheme() {
  byId("theme").textContent = dark() ? WORDS[lang].page.light : WORDS[lang].page.dark;
}

/** The other colours; those of the system are followed again as soon as they are the chosen ones. */
function turn() {
  const wanted = dark() ? "light" : "dark";
  dress((wanted === "dark") === system.matches ? undefined : wanted);
  kept.keep({ theme: root.dataset.theme });
  nameTheme();
  tellKept();
}

function top(w) {
  const words = w.page;
  const part = (id, name) => h("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    openPart(id);
  } }, name);
  const tongue = (key, name) => h("button", { type: "button", class: "plain", id: `speak-${key}`, lang: WORDS[key].tag, "aria-pressed": String(key === lang), onclick: () => choose(key) }, name);
  return h("div", { class: "wrap" },
    h("p", { class: "brand" }, mark(), h("b", null, words.brand), h("span", null, words.what)),
    h("p", { class: "lock" }, lockIcon(), door ? w.frame.local : words.local),
    h("nav", { "aria-label": words.nav }, part("rules", words.rules), part("verify", words.verify), hasCopy ? part("offline", words.offline) : null,
      h("button", { type: "button", class: "plain", id: "theme", title: words.theme, onclick: turn }),
      h("span", { class: "tongues", role: "group", "aria-label": words.language }, tongue("zh", "中文"), " / ", tongue("en", "English"))));
}

/** What is remembered, in words, beside the box that switches it. */
function tellKept() {
  const words = WORDS[lang].page;
  const values = kept.read();
  byId("remember").checked = Boolean(values);
  byId("hint-again").hidden = checker.hasAttribute("hint");
  const names = values ? [values.lang && words.remember_lang, values.theme && words.remember_theme[values.theme], values.hint && words.remember_hint].filter(Boolean) : [];
  byId("remembered").textContent = kept.available ? (values ? words.remember_on(names) : words.remember_off) : words.remember_none;
}

function remembering(words) {
  const box = h("input", { type: "checkbox", id: "remember", "aria-describedby": "remembered", autocomplete: "off", disabled: !kept.available });
  box.addEventListener("change", () => {
    if (!box.checked) kept.turnOff();
    else kept.available = kept.turnOn({ lang, theme: root.dataset.theme, hint: checker.hasAttribute("hint") ? undefined : "seen" });
    box.disabled = !kept.available;
    tellKept();
  });
  const again = h("button", { type: "button", class: "link", id: "hint-again", onclick: () => {
    box.focus({ preventScroll: true });
    checker.setAttribute("hint", "");
    kept.keep({ hint: undefined });
    tellKept();
  } }, words.hint_again);
  return h("div", { class: "keep" }, h("p", null, box, h("label", { for: "remember" }, words.remember), again), h("p", { class: "note", id: "remembered" }));
}

function foot(w) {
  const words = w.page;
  const list = h("div", { class: "prose", id: "rule-list" }, h("p", null, words.rules_wait));
  const rules = h("details", { id: "rules", class: "about" }, h("summary", null, words.rules), list);
  rules.addEventListener("toggle", () => {
    if (rules.open) ruleList({ w, rules: () => core.rules(w.lang) }).then((nodes) => put(list, nodes), () => {});
  });
  return h("div", { class: "wrap" },
    hasCopy ? offlinePart(words) : null,
    h("details", { id: "verify", class: "about" }, h("summary", null, words.verify_title), h("div", { class: "prose" },
      h("p", null, words.verify_first[0], h("code", null, "default-src 'none'"), words.verify_first[1]),
      hasCopy ? h("p", null, words.verify_served) : null,
      door ? h("p", null, w.frame.verify) : null,
      h("p", null, words.verify_you),
      h("ul", null, words.verify_steps.map((step) => h("li", null, step))),
      h("p", null, words.verify_limits))),
    rules,
    remembering(words),
    h("p", { class: "facts" }, h("span", { id: "version" }, "gouji"), h("span", null, words.editions), h("span", { class: "r" }, words.disclaimer)));
}

async function version(w) {
  const built = typeof GOUJI_BUILD === "undefined" ? null : GOUJI_BUILD;
  const { name, version: number, rules } = await core.version();
  const commit = built && built.commit !== "unknown" ? w.page.build(built.commit, built.date) : built && built.date;
  byId("version").textContent = [`${name} ${number}`, commit, w.page.rule_version(rules)].filter(Boolean).join(" · ");
}

/** Head and foot in the present language. What stood open at the foot stands open again. */
function draw() {
  const w = WORDS[lang];
  const open = Array.from(document.querySelectorAll(".foot details[open]")).map((part) => part.id);
  const [x, y] = [scrollX, scrollY];
  root.lang = w.tag;
  document.title = w.page.title;
  if (door) door.say();
  put(byId("top"), door ? door.line : null, top(w));
  put(byId("foot"), foot(w));
  nameTheme();
  tellKept();
  for (const id of open) if (byId(id)) byId(id).open = true;
  if (x || y) scrollTo(x, y);
}

/** The page in another language: a document that was checked is checked again in it, and the reader stays where they are. */
function speak(next) {
  lang = next;
  const w = WORDS[lang];
  draw();
  if (checker.app) checker.app.speak(lang, w.page.title);
  version(w).catch(() => {});
}

function choose(next) {
  if (next === lang) return;
  speak(next);
  kept.keep({ lang });
  tellKept();
  byId(`speak-${lang}`).focus({ preventScroll: true });
}

const asked = () => (/[?&#]lang=(zh|en)\b/.exec(location.href) || [])[1];

function start() {
  running.replaceSync(".need,.noscript{display:none}");
  document.adoptedStyleSheets = [running];
  // A copy that was saved after use carries the language and colours of that moment, and nothing else.
  root.removeAttribute("data-ready");
  checker.hidden = false;
  const values = kept.read();
  lang = asked() || (values && values.lang) || (root.lang === "en" ? "en" : "zh");
  dress(values ? values.theme : root.dataset.theme);
  if (values && values.hint) checker.removeAttribute("hint");
  else checker.setAttribute("hint", "");
  draw();
  checker.addEventListener("gouji-verify", () => openPart("verify"));
  checker.addEventListener("gouji-hint-seen", () => {
    kept.keep({ hint: "seen" });
    tellKept();
  });
  if (system.addEventListener) system.addEventListener("change", nameTheme);
  addEventListener("hashchange", () => asked() && asked() !== lang && speak(asked()));
  kept.onElsewhere(tellKept);
  GoujiChecker.define();
  if (door) door.start();
  // Who writes in the page around it must not lose the caret.
  else checker.app.focus();
  performance.mark("gouji-shown");
  core.start().then(() => {
    root.setAttribute("data-ready", "");
    if (door) core.version().then(door.ready, () => {});
    return version(WORDS[lang]);
  }).catch((error) => {
    // The browser has WebAssembly and refuses the module: too old, or switched off by a policy.
    console.error(error);
    checker.hidden = true;
    document.adoptedStyleSheets = [];
    if (door) door.unable();
  });
}

if (running) start();
else if (door) door.unable();
