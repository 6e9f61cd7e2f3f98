import { ProgramError } from "@kafka-sim/common/errors";

/** What one build needs to know. */
export interface BuildOptions {
  readonly context: string;
  readonly program: string;
  readonly target: string;
  readonly tags: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Told each step. */
  readonly onStep: (line: string) => void;
}

/** The steps in the output of the engine's own builder and of BuildKit. */
const STEP = /^(?:Step \d+\/\d+ : |#\d+ \[)/;
const TAIL = 25;

/**
 * Builds an image by `docker build`.
 *
 * @throws {ProgramError} `image_not_built`, with the last lines that the builder printed.
 */
export async function buildImage(options: BuildOptions): Promise<void> {
  const { context, program, target, tags, buildArgs, onStep } = options;
  const child = new Deno.Command("sh", {
    args: [
      ...["-c", 'exec "$@" 2>&1', "sh", "docker", "build"],
      ...[`--file=${context}/${program}/Dockerfile`, `--target=${target}`],
      ...tags.map((tag) => `--tag=${tag}`),
      ...Object.entries(buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
      context,
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const lines: string[] = [];
  await eachLine(child.stdout, (line) => {
    lines.push(line);
    if (STEP.test(line)) onStep(line);
  });
  if ((await child.status).success) return;
  throw new ProgramError(
    "image_not_built",
    `Cannot build kafka-sim/${program}:\n${lines.slice(-TAIL).join("\n")}`,
    { remedy: "docs/images.md has the usual reasons" },
  );
}

async function eachLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (line: string) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  }
  if (rest) take(rest);
}
