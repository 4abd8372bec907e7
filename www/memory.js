// What the page remembers where the reader asked for it: language, colours, and that the first steps were seen. Nothing of a report.

const KEY = "gouji-settings";

/** The browser's store, or null where it has none for this page or a policy refuses it. */
function storeOf(window) {
  try {
    const store = window.localStorage;
    store.getItem(KEY);
    return store;
  } catch (error) {
    return null;
  }
}

const ALLOWED = { lang: ["zh", "en"], theme: ["dark", "light"], hint: ["seen"] };

/** Only what the page itself would have written; a page from disk may share its store with other files. */
function sound(values) {
  const kept = {};
  for (const [name, allowed] of Object.entries(ALLOWED)) if (values && allowed.indexOf(values[name]) >= 0) kept[name] = values[name];
  return kept;
}

/**
 * @typedef {{ lang?: "zh" | "en", theme?: "dark" | "light", hint?: "seen" }} Settings
 * @param {Window} window
 */
export function memory(window) {
  const store = storeOf(window);

  /** @returns {Settings | null} null: nothing is remembered */
  function read() {
    try {
      const text = store && store.getItem(KEY);
      return text ? sound(JSON.parse(text)) : null;
    } catch (error) {
      return null;
    }
  }

  /** Whether it could be written; a store can be full, or be there and refuse. */
  function write(values) {
    try {
      store.setItem(KEY, JSON.stringify(sound(values)));
      return true;
    } catch (error) {
      return false;
    }
  }

  return {
    available: Boolean(store),
    read,
    turnOn: write,
    /** Deletes what was remembered. */
    turnOff: () => store.removeItem(KEY),
    /** Notes a change, if anything is remembered at all; what another window deleted stays deleted. @param {Settings} change */
    keep(change) {
      const values = read();
      if (values) write(Object.assign(values, change));
    },
    /** @param {() => void} act called when another window changed or deleted it */
    onElsewhere: (act) => window.addEventListener("storage", (event) => (event.key === KEY || event.key === null) && act()),
  };
}
