// The page around the checker: its name, languages and colours, how to verify it, the rules, and the version.

import * as core from "./core.js";
import { WORDS } from "./app.js";
import { goTo, h, put, svg } from "./dom.js";
import { GoujiChecker } from "./element.js";
import { ruleList } from "./rules-view.js";
import { lockIcon } from "./start.js";

const byId = (id) => document.getElementById(id);
const checker = byId("checker");
const root = document.documentElement;

const mark = () => svg("svg", { width: 26, height: 26, viewBox: "0 0 28 28", fill: "none", stroke: "currentColor", "aria-hidden": "true" },
  svg("path", { d: "M6 10.5l6 6L23 3.5", "stroke-width": "3.4" }), svg("path", { d: "M3 21.5h22M3 26h22", "stroke-width": "2" }));

/** Opens one of the parts at the foot and goes there. */
function openPart(id) {
  const part = byId(id);
  part.open = true;
  goTo(part.querySelector("summary"), "start");
}

const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

function top(w, lang) {
  const words = w.page;
  const part = (id, name) => h("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    openPart(id);
  } }, name);
  const theme = h("button", { type: "button", class: "plain", id: "theme", title: words.theme, onclick: () => {
    root.dataset.theme = dark() ? "light" : "dark";
    checker.dataset.theme = root.dataset.theme;
    theme.textContent = dark() ? words.light : words.dark;
  } }, dark() ? words.light : words.dark);
  const tongue = (key, name, tag) => (key === lang ? h("b", { lang: tag, "aria-current": "true" }, name) : h("button", { type: "button", class: "plain", id: `speak-${key}`, lang: tag, onclick: () => speak(key) }, name));
  return h("div", { class: "wrap" },
    h("p", { class: "brand" }, mark(), h("b", null, words.brand), h("span", null, words.what)),
    h("p", { class: "lock" }, lockIcon(), words.local),
    h("nav", { "aria-label": words.nav }, part("rules", words.rules), part("verify", words.verify), theme,
      h("span", { class: "tongues", role: "group", "aria-label": words.language }, tongue("zh", "中文", "zh-CN"), " / ", tongue("en", "English", "en"))));
}

function foot(w, lang) {
  const words = w.page;
  const list = h("div", { class: "prose", id: "rule-list" }, h("p", null, words.rules_wait));
  const rules = h("details", { id: "rules", class: "about" }, h("summary", null, words.rules), list);
  rules.addEventListener("toggle", () => {
    if (rules.open) ruleList({ w, rules: () => core.rules(lang) }).then((nodes) => put(list, nodes), () => {});
  });
  return h("div", { class: "wrap" },
    h("details", { id: "verify", class: "about" }, h("summary", null, words.verify_title), h("div", { class: "prose" },
      h("p", null, words.verify_first[0], h("code", null, "default-src 'none'"), words.verify_first[1]),
      h("p", null, words.verify_you),
      h("ul", null, words.verify_steps.map((step) => h("li", null, step))),
      h("p", null, words.verify_limits))),
    rules,
    h("p", { class: "facts" }, h("span", { id: "version" }, "gouji"), h("span", null, words.editions), h("span", { class: "r" }, words.disclaimer)));
}

async function version(w) {
  const built = typeof GOUJI_BUILD === "undefined" ? null : GOUJI_BUILD;
  const { name, version: number, rules } = await core.version();
  const commit = built && built.commit !== "unknown" ? w.page.build(built.commit, built.date) : built && built.date;
  byId("version").textContent = [`${name} ${number}`, commit, w.page.rule_version(rules)].filter(Boolean).join(" · ");
}

/** Everything on the page in a language; a document that was checked is checked again in it. */
function speak(lang) {
  const w = WORDS[lang];
  root.lang = w.tag;
  document.title = w.page.title;
  put(byId("top"), top(w, lang));
  put(byId("foot"), foot(w, lang));
  if (checker.app) checker.app.speak(lang, w.page.title);
  version(w).catch(() => {});
}

function start() {
  byId("need").hidden = true;
  const asked = /[?&#]lang=(zh|en)\b/.exec(location.href);
  const lang = asked ? asked[1] : "zh";
  root.lang = WORDS[lang].tag;
  document.title = WORDS[lang].page.title;
  put(byId("top"), top(WORDS[lang], lang));
  put(byId("foot"), foot(WORDS[lang], lang));
  checker.addEventListener("gouji-verify", () => openPart("verify"));
  GoujiChecker.define();
  checker.app.focus();
  performance.mark("gouji-shown");
  core.start().then(() => {
    root.setAttribute("data-ready", "");
    return version(WORDS[lang]);
  }).catch((error) => {
    // The browser has WebAssembly and refuses the module: too old, or switched off by a policy.
    console.error(error);
    checker.hidden = true;
    byId("need").hidden = false;
  });
}

if (core.supported()) start();
