// The functions of the package over an instance of the module.

import { filesChecker } from "./files.js";

/**
 * @param {object} glue what wasm-bindgen made of the module
 * @param {() => Promise<WebAssembly.Module>} inside the module that the package carries
 */
export function door(glue, inside) {
  let starting = null;
  let started = false;

  async function start({ module_or_path: given } = {}) {
    await glue.default({ module_or_path: given === undefined || given === null ? await inside() : given });
    started = true;
  }

  /** Starts the module, once; what failed is tried again by the next call. */
  function init(options) {
    starting = starting || start(options || {}).catch((error) => {
      starting = null;
      throw error;
    });
    return starting;
  }

  /** A function of the module. After a trap its instance is of no use, and `init` starts another. */
  const call = (name) => (...args) => {
    if (!started) throw new Error(`gouji: ${name} was called before init() was done`);
    try {
      return glue[name](...args);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        glue.forget();
        starting = null;
        started = false;
      }
      throw error;
    }
  };

  const functions = {};
  for (const name of ["check", "recheck", "rules", "form", "patch", "write", "version"]) functions[name] = call(name);
  return Object.assign({ init, checkFiles: filesChecker(functions, call("refused")) }, functions);
}
