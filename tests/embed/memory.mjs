// What a page holds in memory, after everything that can go has gone.

/** What a snapshot of the heap counts as a script's own; the rest is machine code, which the browser goes on making, and its own tables. */
const OWN = ["object", "closure", "string", "concatenated string", "sliced string", "array", "number", "symbol", "bigint", "regexp"];

/**
 * @returns {Promise<{ measure: () => Promise<{ nodes: number, listeners: number, heap: number, used: number, module: number }> }>} `heap`: bytes of
 *   the scripts' objects; `used`: of the whole heap of scripts, code included; `module`: bytes of the largest memory of WebAssembly
 */
export async function memoryOf(page) {
  const devtools = await page.context().newCDPSession(page);

  async function objects() {
    const parts = [];
    const take = ({ chunk }) => parts.push(chunk);
    devtools.on("HeapProfiler.addHeapSnapshotChunk", take);
    await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    devtools.off("HeapProfiler.addHeapSnapshotChunk", take);
    const { snapshot: { meta }, nodes } = JSON.parse(parts.join(""));
    const [kind, size, width] = [meta.node_fields.indexOf("type"), meta.node_fields.indexOf("self_size"), meta.node_fields.length];
    let sum = 0;
    for (let at = 0; at < nodes.length; at += width) if (OWN.includes(meta.node_types[kind][nodes[at + kind]])) sum += nodes[at + size];
    return sum;
  }

  /** Through the prototype every memory of the page can be found, whoever made it. */
  async function largestMemory() {
    const { result: prototype } = await devtools.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objects: found } = await devtools.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId });
    const { result } = await devtools.send("Runtime.callFunctionOn", {
      objectId: found.objectId,
      functionDeclaration: "function () { return Math.max(0, ...this.map((memory) => memory.buffer.byteLength)); }",
      returnByValue: true,
    });
    for (const { objectId } of [prototype, found]) await devtools.send("Runtime.releaseObject", { objectId });
    return result.value;
  }

  async function once() {
    // Timers that were started have run by then.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    for (let i = 0; i < 3; i += 1) await devtools.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners: listeners } = await devtools.send("Memory.getDOMCounters");
    const { usedSize: used } = await devtools.send("Runtime.getHeapUsage");
    return { nodes, listeners, used, heap: await objects(), module: await largestMemory() };
  }

  return {
    /** The browser itself lets some things go only after a while, so it is asked until two answers are alike. */
    async measure() {
      let last = await once();
      for (let i = 0; i < 8; i += 1) {
        const next = await once();
        if (next.nodes === last.nodes && Math.abs(next.heap - last.heap) < 200) return next;
        last = next;
      }
      return last;
    },
  };
}
