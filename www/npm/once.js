// Work that is done once, and again only after it failed.

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
export function once(work) {
  let result = null;
  return () => {
    result = result || work().catch((error) => {
      result = null;
      throw error;
    });
    return result;
  };
}
