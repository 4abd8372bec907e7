// The looks at the width that the element has: the styles speak of the window, and in a portal the element is one column of it.

const BOUND = /\((min|max)-width:\s*([\d.]+)px\)/g;

/** What a page that is nothing but the checker has beside it, so that the same widths count: its margins, which a narrow window has less of. */
const besides = (width) => width + (width + 48 < 600 ? 24 : 48);

/** The bounds of a rule on the window's width, as `[side, pixels]`. */
const boundsOf = (rule) => (rule.media ? Array.from(rule.media.mediaText.matchAll(BOUND), ([, side, pixels]) => [side, Number(pixels)]) : []);

const holds = (bounds, width) => bounds.every(([side, pixels]) => (side === "min" ? width >= pixels : width <= pixels));

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/**
 * Stylesheets of the same rules, one for each stretch of widths between two bounds; made when they are first wanted, and shared by all elements.
 * Adopted sheets are under no policy for styles.
 * @param {string} css
 */
export function sheets(css) {
  const whole = sheetOf(css);
  const rules = Array.from(whole.cssRules).map((rule) => ({ rule, bounds: boundsOf(rule) }));
  const made = new Map();

  function at(width) {
    const on = rules.map(({ bounds }) => holds(bounds, width));
    const key = on.map(Number).join("");
    if (!made.has(key)) {
      made.set(key, sheetOf(rules.filter((one, index) => on[index]).map(({ rule, bounds }) => {
        if (!bounds.length) return rule.cssText;
        return `@media screen{${Array.from(rule.cssRules, (inner) => inner.cssText).join("\n")}}`;
      }).join("\n")));
    }
    return made.get(key);
  }

  return {
    /** By the width of the window. */
    whole,
    /** By the width of the element, in pixels. @param {number} width */
    within: (width) => at(besides(width)),
  };
}

/**
 * Keeps a root in the sheet for the width of its element, until the function that it gives back is called.
 * @param {HTMLElement} host
 * @param {(width: number) => void} act is told the width, at once and after each change; not while the element is hidden
 */
export function watchWidth(host, act) {
  let asked = 0;
  const look = () => {
    asked = 0;
    if (host.clientWidth) act(host.clientWidth);
  };
  // Another sheet changes the element's height, which must not happen while the browser still tells of sizes.
  const observer = new ResizeObserver(() => {
    asked = asked || requestAnimationFrame(look);
  });
  act(host.clientWidth || document.documentElement.clientWidth);
  observer.observe(host);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(asked);
  };
}
