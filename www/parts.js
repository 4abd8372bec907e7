// The parts that a page may style through `::part()`. Their names are public; `docs/embedding.md` says what each one is.

/** By class, since what looks alike is one part wherever it stands. */
const PARTS = {
  button: ["btn", "btn small", "btn primary", "btn small primary"],
  primary: ["btn primary", "btn small primary"],
  link: ["link", "link verify"],
  box: ["paste"],
  privacy: ["priv"],
  "last-year": ["slot"],
  blank: ["blank-form"],
  formats: ["formats"],
  problem: ["problem"],
  told: ["told"],
  meta: ["meta"],
  actions: ["actions"],
  menu: ["menu"],
  verdict: ["verdict"],
  tally: ["tally"],
  steps: ["hint-steps"],
  findings: ["pane p-list"],
  tables: ["pane p-tables"],
  text: ["pane p-text"],
  head: ["pane-h"],
  finding: ["f", "f repair", "f done", "f verified"],
  similar: ["pairs"],
};

const BY_CLASS = new Map();
for (const [part, all] of Object.entries(PARTS)) for (const css of all) BY_CLASS.set(css, (BY_CLASS.get(css) || []).concat(part));

/** The parts that a node with this class is, in the form of its attribute; "" where it is none. */
export const partsOf = (css) => (BY_CLASS.has(css) ? BY_CLASS.get(css).join(" ") : "");
