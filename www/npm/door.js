// The functions of the package over an instance of the module.

import { filesChecker } from "./files.js";

/**
 * @param {{ start: Function, forget: () => void, refused: Function }} instance what starts the instance and lets go of it, and a function of it that is
 *   not given on
 * @param {Record<string, Function>} functions those of the instance that are
 * @param {() => Promise<WebAssembly.Module>} inside the module that the package carries
 */
export function door({ start, forget, refused }, functions, inside) {
  let started = false;
  let starting = null;

  async function begin({ module_or_path: given } = {}) {
    await start({ module_or_path: given === undefined || given === null ? await inside() : given });
    started = true;
  }

  const guarded = (name, work) => (...args) => {
    if (!started) throw new Error(`gouji: ${name}() was called before init() was done`);
    try {
      return work(...args);
    } catch (error) {
      // After a trap the instance is of no use; `init` starts another.
      if (error instanceof WebAssembly.RuntimeError) {
        forget();
        started = false;
        starting = null;
      }
      throw error;
    }
  };

  const given = {};
  for (const [name, work] of Object.entries(functions)) given[name] = guarded(name, work);
  const forFiles = { check: functions.check, version: functions.version, refused };
  for (const [name, work] of Object.entries(forFiles)) forFiles[name] = guarded("checkFiles", work);
  given.checkFiles = filesChecker(forFiles);

  /** Starts the instance, once; what failed is tried again by the next call. */
  given.init = (options) => {
    starting = starting || begin(options || {}).catch((error) => {
      starting = null;
      throw error;
    });
    return starting;
  };
  return given;
}
