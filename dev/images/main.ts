/** `deno task images`: builds the images of the programs; see `--help`. */
import { fileURLToPath } from "node:url";
import { ProgramError } from "@kafka-sim/common/errors";
import { VERSION } from "@kafka-sim/common/version";
import { runTool } from "../kafka/tool.ts";
import { buildImage } from "./build.ts";
import { GivenContext } from "./context.ts";
import { givenDependencies } from "./given.ts";
import { findRevision } from "./revision.ts";
import { type ImagesSettings, readImagesSettings } from "./settings.ts";
import { megabytes, readLayers } from "./sizes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const HELP =
  `Builds kafka-sim/producer (with the topic tool), kafka-sim/consumer and kafka-sim/auditor.

Usage: deno task images [options] [producer] [consumer] [auditor]

  --target=compiled|source        one binary per program (default), or its sources on Deno, for where
                                  Deno's runtime for binaries cannot be fetched
  --dependencies=fetched|given    the build fetches npm's and JSR's packages, or takes npm's from this
                                  machine and the project's stand-ins for JSR's; by itself it takes
                                  "given" where JSR cannot be reached

It uses the engine that "docker" talks to (DOCKER_HOST). docs/images.md has more.
`;

async function build(settings: ImagesSettings): Promise<void> {
  await requireEngine();
  const isJsrHere = !Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const dependencies = settings.dependencies ?? (isJsrHere ? "fetched" : "given");
  const revision = await findRevision(ROOT);
  const buildArgs = { DEPENDENCIES: dependencies, REVISION: revision, VERSION };
  for (const program of settings.programs) {
    const start = performance.now();
    if (dependencies === "fetched") await buildIn(ROOT, program, { ...settings, buildArgs });
    else {
      await using context = await givenContext(program);
      await buildIn(context.folder, program, { ...settings, buildArgs });
    }
    await report(`kafka-sim/${program}`, (performance.now() - start) / 1000);
  }
}

async function givenContext(program: string): Promise<GivenContext> {
  return await GivenContext.make(ROOT, await givenDependencies(ROOT, program, tell));
}

async function buildIn(
  context: string,
  program: string,
  options: { readonly target: string; readonly buildArgs: Readonly<Record<string, string>> },
): Promise<void> {
  const name = `kafka-sim/${program}`;
  const tags = [`${name}:${VERSION}`, `${name}:latest`];
  const onStep = (line: string) => tell(`${program}: ${line.slice(0, 110)}`);
  await buildImage({ ...options, context, program, tags, onStep });
}

/** Says how large an image has become, and which step made it so. */
async function report(name: string, seconds: number): Promise<void> {
  const { stdout: size } = await runTool(["docker", "image", "inspect", "-f", "{{.Size}}", name]);
  tell(`${name}:${VERSION} ${megabytes(Number(size))}, built in ${seconds.toFixed(1)} s`);
  const format = "{{.Size}}\t{{.CreatedBy}}";
  const history = await runTool(["docker", "history", "--no-trunc", "--format", format, name]);
  for (const { size, step } of readLayers(history.stdout)) tell(`  ${size.padStart(8)}  ${step}`);
}

async function requireEngine(): Promise<void> {
  const { success, code, stderr } = await runTool(["docker", "version"]);
  if (success) return;
  const why = code === 127 ? "there is no docker in PATH" : stderr.trim().split("\n").at(-1);
  throw new ProgramError("engine_missing", `Cannot build images: ${why}`, {
    remedy: "Start Docker, or (Linux, root) use the lab's: deno task engine exec deno task images",
    exitCode: 2,
  });
}

function tell(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

try {
  if (Deno.args.includes("--help")) Deno.stdout.writeSync(new TextEncoder().encode(HELP));
  else await build(readImagesSettings(Deno.args));
} catch (error) {
  const { message } = error as Error;
  const lines = error instanceof ProgramError ? [message, error.remedy] : [message];
  Deno.stderr.writeSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
  Deno.exit(error instanceof ProgramError ? error.exitCode : 2);
}
