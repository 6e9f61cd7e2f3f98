import { IMAGES } from "./image.ts";

/** How the program starts in its container. */
export type Target = "compiled" | "source";
/** Where packages come from: the build fetches them, or they lie in the build context. */
export type Dependencies = "fetched" | "given";

/** What `deno task images` is told. */
export interface ImagesSettings {
  readonly programs: readonly string[];
  readonly target: Target;
  /** Undefined: as JSR can be reached from here or not. */
  readonly dependencies: Dependencies | undefined;
}

/**
 * Reads the command line.
 *
 * @throws {Error} With every problem.
 */
export function readImagesSettings(args: readonly string[]): ImagesSettings {
  const problems: string[] = [];
  const programs: string[] = [];
  let target: Target = "compiled";
  let dependencies: Dependencies | undefined;
  for (const argument of args) {
    const [flag, value = ""] = argument.split("=");
    if (flag === "--target" && (value === "compiled" || value === "source")) target = value;
    else if (flag === "--dependencies" && (value === "fetched" || value === "given")) {
      dependencies = value;
    } else if (IMAGES.some(({ program }) => program === argument)) programs.push(argument);
    else problems.push(`Cannot read "${argument}": see --help`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const all = IMAGES.map(({ program }) => program);
  return { programs: programs.length > 0 ? programs : all, target, dependencies };
}
