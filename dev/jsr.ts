import { pathToFileURL } from "node:url";
import { ProgramError } from "@kafka-sim/common/errors";
import { openCache } from "./cache_folder.ts";

/** What takes the place of each JSR package where JSR cannot be reached. */
const STANDINS: Readonly<Record<string, string>> = {
  "@std/cli/parse-args": "common/standins/std_cli_parse_args.ts",
  "@std/log": "common/standins/std_log.ts",
};

/** The files that import a JSR package: fetching them answers whether JSR can be reached. */
const IMPORTERS = ["common/args.ts", "common/log.ts"];

/** How long an answer is believed: networks change. */
const REMEMBER_MS = 24 * 60 * 60 * 1000;
const ASK_MS = 15_000;
const TELL_MS = 2_000;

type Source = "jsr" | "standins";

/**
 * The import map to start programs with: its path, or "" where JSR serves them and none is needed.
 * `KAFKA_SIM_JSR` = `auto` (default), `jsr` or `standins` decides; `auto` asks once and remembers.
 *
 * @throws {ProgramError} If `KAFKA_SIM_JSR` is none of the three, or demands a JSR that is not reached.
 */
export async function importMap(root: string): Promise<string> {
  const folder = await openCache();
  if (await chooseSource(root, folder) === "jsr") return "";
  const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const text = JSON.stringify(withStandins(config.imports, root), null, 2);
  // Each checkout has its own: the map names its files, and running programs read it again.
  const path = `${folder}/import_map-${await digest(text)}.json`;
  if (await Deno.readTextFile(path).catch(() => "") !== text) {
    const unfinished = `${path}.${Deno.pid}`;
    await Deno.writeTextFile(unfinished, text);
    await Deno.rename(unfinished, path);
  }
  return path;
}

/** The workspace's imports with each `jsr:` entry pointing at its stand-in under `root`. */
export function withStandins(
  imports: Readonly<Record<string, string>>,
  root: string,
): { imports: Record<string, string> } {
  const mapped: Record<string, string> = {};
  for (const [name, target] of Object.entries(imports)) {
    const standin = STANDINS[name];
    if (target.startsWith("jsr:") && !standin) throw new Error(`No stand-in for ${name}`);
    mapped[name] = target.startsWith("jsr:") ? pathToFileURL(`${root}/${standin}`).href : target;
  }
  return { imports: mapped };
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toHex().slice(0, 16);
}

async function chooseSource(root: string, folder: string): Promise<Source> {
  const wanted = Deno.env.get("KAFKA_SIM_JSR") || "auto";
  if (wanted === "standins") return wanted;
  if (wanted === "jsr") return await demand(root);
  if (wanted !== "auto") {
    throw new ProgramError(
      "setting_refused",
      `Cannot read KAFKA_SIM_JSR as it must be auto, jsr or standins: current value is "${wanted}"`,
      { remedy: "Unset it: auto finds out by itself", exitCode: 2 },
    );
  }
  const memory = `${folder}/jsr.json`;
  const source = await recall(memory) ?? await ask(root, memory);
  if (source === "standins") {
    notice(
      "JSR cannot be reached: stand-ins replace @std/log and @std/cli (KAFKA_SIM_JSR=jsr|auto)",
    );
  }
  return source;
}

async function recall(memory: string): Promise<Source | undefined> {
  try {
    const { source, time } = JSON.parse(await Deno.readTextFile(memory));
    const isKnown = source === "jsr" || source === "standins";
    if (isKnown && Date.now() - time < REMEMBER_MS) return source;
  } catch {
    // Nothing remembered, or not readable: ask again.
  }
  return undefined;
}

async function ask(root: string, memory: string): Promise<Source> {
  const timer = setTimeout(() => notice("Finding out whether JSR can be reached, once"), TELL_MS);
  const { success } = await fetchPackages(root);
  clearTimeout(timer);
  const source = success ? "jsr" : "standins";
  await remember(memory, JSON.stringify({ source, time: Date.now() }));
  return source;
}

/** Not being able to remember costs a question each time, and nothing else. */
async function remember(memory: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(memory, text);
  } catch (error) {
    notice(`Cannot remember the answer in ${memory}: remove it (${(error as Error).message})`);
  }
}

async function demand(root: string): Promise<Source> {
  const { success, stderr } = await fetchPackages(root);
  if (success) return "jsr";
  const lines = new TextDecoder().decode(stderr).trim().split("\n").map((line) => line.trim());
  const reason = lines.find((line) => line.startsWith("error:")) ?? "no answer in time";
  throw new ProgramError(
    "jsr_unreachable",
    `Cannot fetch @std/log and @std/cli from JSR, as KAFKA_SIM_JSR=jsr demands: ${reason}`,
    { remedy: "Unset KAFKA_SIM_JSR: the project's own stand-ins then take their place" },
  );
}

/** Fetches what is not yet there; where all is there it asks nobody. */
async function fetchPackages(root: string): Promise<Deno.CommandOutput> {
  return await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", ...IMPORTERS],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(ASK_MS),
  }).output();
}

function notice(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}
