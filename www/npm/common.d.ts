// What `gouji` and `gouji/slim` have in common.

import type { Figure, Form, Options, Outcome, RecheckOptions, Rule, Source, Tool } from "./types.js";

export * from "./types.js";

/** A type of the host that a program may be written without: browsers have it, and Node.js with its own types. */
type Host<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : never;

/** The module: its bytes, compiled, or where it is. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | WebAssemblyModule | string | Host<"URL"> | Host<"Request"> | Host<"Response">;

/** A compiled `WebAssembly.Module`. */
type WebAssemblyModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Instance } } } ? Instance : never;

export interface InitOptions {
  /** The module, where it is not to be taken out of the package's own script. */
  module_or_path?: ModuleSource | Promise<ModuleSource> | null;
}

/** A `File` of a browser or of Node.js, or anything that can be read like one. */
export interface FileLike {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The path within a folder that was chosen; it tells apart files of one name. */
  readonly webkitRelativePath?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Starts the module, once; every other function throws before that is done. What failed is tried again by the next call. */
export default function init(options?: InitOptions | null): Promise<void>;

/** Checks a document. One that cannot be read never throws: it is in `failures`. Wrong use throws a `TypeError` that names the argument. */
export function check(source: Source, options?: Options | null): Outcome;

/**
 * Checks files, one after the other, into one outcome: that of `gouji check --format json` over the same files. A file over 32 MB is refused
 * unread, and one that cannot be read is a failure; the others go on. `onProgress` is told after each file how many are done.
 */
export function checkFiles(files: Iterable<FileLike>, options?: Options | null, onProgress?: ((done: number, all: number) => void) | null): Promise<Outcome>;

/** Checks figures by id, without a document. */
export function recheck(values: Record<string, Figure>, options: RecheckOptions): Outcome;

/** Every rule. */
export function rules(lang?: "zh" | "en" | null): Rule[];

/** The form as it is printed, with merged cells: an edition, or one with the other's rows under （六）其他处理. */
export function form(edition: "2019" | "2021" | "2019-2021rows" | "2021-2019rows", lang?: "zh" | "en" | null): Form;

/** The program, its version and that of its rules. */
export function version(): Tool;
