// Many files in one outcome, as the command line gives it for the same files.

import { LIMIT } from "../codes.js";

/** Lets the program around do what waits. A timer would take a second in a window that nobody looks at. */
const pause = () => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    done();
  };
  port2.postMessage(null);
});

const partsOf = (file) => (file.webkitRelativePath || file.name).split("/").filter((part) => part && part !== ".");

/** The last part of each path; where two paths end alike, as many parts as it takes to tell them apart. */
export function namesOf(files) {
  const all = files.map(partsOf);
  const tail = (parts, length) => parts.slice(-length).join("/");
  /** The whole paths that end in a text, by that text. */
  const endings = new Map();
  const pathsOf = (ending) => endings.get(ending) || endings.set(ending, new Set()).get(ending);
  for (const parts of all) for (let length = 1; length <= parts.length; length += 1) pathsOf(tail(parts, length)).add(parts.join("/"));
  return all.map((parts) => {
    for (let length = 1; length < parts.length; length += 1) if (pathsOf(tail(parts, length)).size === 1) return tail(parts, length);
    return parts.join("/") || ".";
  });
}

const isFile = (value) => Boolean(value) && typeof value.name === "string" && typeof value.size === "number" && typeof value.arrayBuffer === "function";

/** The files that were given; wrong use names the argument, as everywhere. */
function listed(files) {
  if (!files || typeof files !== "object" || typeof files[Symbol.iterator] !== "function") throw new TypeError("files must be an iterable of File objects");
  const list = Array.from(files);
  const wrong = list.findIndex((file) => !isFile(file));
  if (wrong >= 0) throw new TypeError(`files[${wrong}] must be a File`);
  return list;
}

/**
 * @param {{ check: Function, version: Function, refused: (name: string, size: number | null, lang?: "zh" | "en") => object }} functions `refused`
 *   gives the outcome for a file that is not read
 */
export const filesChecker = ({ check, version, refused }) => async (files, options, onProgress) => {
  const list = listed(files);
  if (onProgress !== undefined && onProgress !== null && typeof onProgress !== "function") throw new TypeError("onProgress must be a function");
  // Wrong options are told before any file is read.
  check({ text: "" }, options);
  const lang = options ? options.lang : undefined;
  const names = namesOf(list);
  const all = { tool: version(), reports: [], failures: [] };
  for (let at = 0; at < list.length; at += 1) {
    const outcome = await outcomeOf(list[at], names[at]);
    all.reports.push(...outcome.reports);
    all.failures.push(...outcome.failures);
    if (onProgress) onProgress(at + 1, list.length);
    if (at + 1 < list.length) await pause();
  }
  return all;

  async function outcomeOf(file, name) {
    if (file.size > LIMIT) return refused(name, file.size, lang);
    let bytes;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      return refused(name, null, lang);
    }
    return check({ bytes, name }, options);
  }
};
