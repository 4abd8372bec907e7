// What a page is watched by while it is attacked. `watch` runs in the page before its own scripts, in every frame.

/** Puts `self.watched` into a page: what may not be there, what a text of markup holds, and what was handed to browser and clipboard. */
export function watch() {
  const LIVE = ["SCRIPT", "IMG", "IFRAME", "FRAME", "OBJECT", "EMBED", "LINK", "BASE", "META", "STYLE", "FORM", "VIDEO", "AUDIO", "SOURCE", "IMAGE", "USE", "ANIMATE", "SET", "FOREIGNOBJECT", "MATH", "TEMPLATE", "NOSCRIPT", "MARQUEE", "PORTAL", "GOUJI-CHECKER"];
  /** Where an attribute could load, run or lead something. */
  const LEADS = /^(on.*|src|srcset|srcdoc|href|xlink:href|action|formaction|data|poster|ping|background|http-equiv)$/i;
  /** What a style of ours never says. */
  const LOADS = /url|image|import|expression|behavior|position/i;
  const saved = [];
  const names = [];
  const copied = [];
  const violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));

  /** What could come to life in a tree, each as `TAG` or `TAG attribute`; links within the page are none. */
  function live(tree) {
    const found = [];
    for (const node of Array.from(tree.querySelectorAll("*"))) {
      const tag = node.tagName.toUpperCase();
      if (LIVE.includes(tag)) found.push(tag);
      for (const { name, value } of Array.from(node.attributes)) {
        if (LEADS.test(name) ? !(name === "href" && value.startsWith("#")) : name === "style" && LOADS.test(value)) found.push(`${tag} ${name}`);
      }
    }
    return found.sort();
  }

  const real = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    if (blob.type !== "text/javascript") saved.push(blob);
    return real.call(URL, blob);
  };
  // Files are kept here instead of on the disk.
  HTMLAnchorElement.prototype.click = function () {
    names.push(this.download);
  };
  // A click that the test makes is no gesture, which the real one asks for.
  document.execCommand = () => {
    const transfer = new DataTransfer();
    document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: transfer, bubbles: true, cancelable: true }));
    copied.push(Object.fromEntries(Array.from(transfer.types).map((kind) => [kind, transfer.getData(kind)])));
    return true;
  };
  self.watched = {
    live,
    violations,
    saved,
    names,
    copied,
    /** The same of the document and of every shadow root in it. */
    here() {
      const roots = Array.from(document.querySelectorAll("*")).map((node) => node.shadowRoot).filter(Boolean);
      return [document, ...roots].flatMap(live).sort();
    },
    /** The same of a text that is markup, which is parsed and not run. */
    inside: (html) => live(new DOMParser().parseFromString(html, "text/html")),
  };
}

/** Notes every dialog and request of a browser. @param {import("playwright-core").BrowserContext} context */
export function ears(context) {
  const heard = { dialogs: [], requests: [] };
  context.on("page", (page) => page.on("dialog", (dialog) => {
    heard.dialogs.push(dialog.message());
    dialog.dismiss().catch(() => {});
  }));
  context.on("request", (request) => heard.requests.push(request.url()));
  return heard;
}
