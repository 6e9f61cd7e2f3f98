import { type Lock, pruneLock } from "./lock.ts";

/** The parts of `deno.json` that matter for one program. */
export interface Config {
  readonly version: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly compilerOptions?: unknown;
  readonly [other: string]: unknown;
}

/** What a program's image is built with, before any source is there. */
export interface ProgramManifest {
  readonly config: Config;
  readonly lock: Lock;
  /** A module that imports what has to be fetched. */
  readonly dependencies: string;
}

/**
 * Narrows the workspace to one program and `common`, and to the packages that they import. One that
 * is forgotten here fails the type check that follows.
 *
 * @throws {Error} If the workspace has no such package.
 */
export function programManifest(
  whole: { readonly config: Config; readonly lock: Lock },
  options: {
    readonly program: string;
    readonly packages: readonly string[];
    /** Files that take the place of packages. */
    readonly standIns: Readonly<Record<string, string>>;
  },
): ProgramManifest {
  const { program, packages, standIns } = options;
  const imports: Record<string, string> = {};
  for (const name of packages) {
    const target = standIns[name] ?? whole.config.imports[name];
    if (target === undefined) throw new Error(`Cannot find ${name} among the imports of deno.json`);
    imports[name] = target;
  }
  const { version, compilerOptions } = whole.config;
  const fetched = packages.filter((name) => !(name in standIns));
  const specifiers = fetched.map((name) => specifierOf(imports[name]!));
  return {
    config: { workspace: ["./common", `./${program}`], version, imports, compilerOptions },
    lock: pruneLock(whole.lock, specifiers),
    dependencies: fetched.map((name) => `import ${JSON.stringify(name)};\n`).join(""),
  };
}

/** `jsr:@std/cli@1.0.28` of `jsr:@std/cli@1.0.28/parse-args`. */
function specifierOf(target: string): string {
  return /^\w+:(?:@[^/]+\/)?[^/]+/.exec(target)![0];
}
