import { cacheFolder } from "./cache_folder.ts";

/** What takes the place of each JSR package where JSR cannot be reached. */
const STANDINS: Readonly<Record<string, string>> = {
  "@std/cli/parse-args": "common/standins/std_cli_parse_args.ts",
  "@std/log": "common/standins/std_log.ts",
};

/** The files that import a JSR package: fetching them answers whether JSR can be reached. */
const IMPORTERS = ["common/args.ts", "common/log.ts"];

/** How long "JSR cannot be reached" is believed: networks change. */
const REMEMBER_MS = 24 * 60 * 60 * 1000;
const ASK_MS = 15_000;

type Source = "jsr" | "standins";

/**
 * The import map to start programs with: its path, or "" where JSR serves them and none is needed.
 * `KAFKA_SIM_JSR` = `auto` (default), `jsr` or `standins` decides; `auto` asks once and remembers.
 *
 * @throws {Error} If `KAFKA_SIM_JSR` is none of the three.
 */
export async function importMap(root: string): Promise<string> {
  const folder = cacheFolder((name) => Deno.env.get(name), Deno.build.os);
  await Deno.mkdir(folder, { recursive: true });
  if (await chooseSource(root, folder) === "jsr") return "";
  const path = `${folder}/import_map.json`;
  const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const text = JSON.stringify(withStandins(config.imports, root), null, 2);
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
    mapped[name] = target.startsWith("jsr:") ? new URL(`file://${root}/${standin}`).href : target;
  }
  return { imports: mapped };
}

async function chooseSource(root: string, folder: string): Promise<Source> {
  const wanted = Deno.env.get("KAFKA_SIM_JSR") || "auto";
  if (wanted === "jsr" || wanted === "standins") return wanted;
  if (wanted !== "auto") {
    throw new Error(
      `Cannot read KAFKA_SIM_JSR as it must be auto, jsr or standins: current value is "${wanted}"`,
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
    if (source === "jsr") return source;
    if (source === "standins" && Date.now() - time < REMEMBER_MS) return source;
  } catch {
    // Nothing remembered, or not readable: ask again.
  }
  return undefined;
}

async function ask(root: string, memory: string): Promise<Source> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", ...IMPORTERS.map((file) => `${root}/${file}`)],
    cwd: root,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(ASK_MS),
  }).output();
  const source = success ? "jsr" : "standins";
  await Deno.writeTextFile(memory, JSON.stringify({ source, time: Date.now() }));
  return source;
}

function notice(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}
