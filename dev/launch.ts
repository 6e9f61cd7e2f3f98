/**
 * Starts what the tasks of `deno.json` name. It imports nothing from JSR, so it runs everywhere; it
 * finds out whether JSR can be reached and starts the program with or without the stand-ins, and
 * with the permissions that the program publishes. Only Deno itself is started from here.
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ProgramError } from "@kafka-sim/common/errors";
import { importMap } from "./jsr.ts";
import { permissionFlags } from "./permissions.ts";
import { v8Flags } from "./programs.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const PROGRAMS: Readonly<Record<string, string>> = {
  auditor: "auditor",
  bench: "dev/bench",
  consumer: "consumer",
  dev: "dev",
  drill: "dev/drill",
  engine: "lab/engine",
  images: "dev/images",
  lab: "lab/hosts",
  producer: "producer",
  schema: "common/schema",
  test: "tests",
  topics: "common/topics",
};
const LOOK_EVERY_MS = 500;
const MEMBERS = ["common", "producer", "consumer", "auditor", "dev", "lab", "tests"];

async function commandLine(map: string, name: string, args: string[]): Promise<string[]> {
  const mapped = map ? [`--import-map=${map}`] : [];
  if (name === "check") return ["check", "--quiet", ...mapped, ...MEMBERS];
  if (name === "unit") {
    const files = args.length > 0 ? args : MEMBERS.filter((member) => member !== "tests");
    // A unit test may start what it likes; the programs themselves never get all permissions.
    return ["test", "--quiet", "--allow-all", "--parallel", ...mapped, ...files];
  }
  const folder = PROGRAMS[name];
  if (!folder) {
    throw new Error(`Cannot start "${name}": the programs are ${Object.keys(PROGRAMS).join(", ")}`);
  }
  const published = JSON.parse(await Deno.readTextFile(`${ROOT}/${folder}/permissions.json`));
  const flags = [...permissionFlags(published), ...v8Flags(folder)];
  return ["run", "--quiet", ...flags, ...mapped, `${ROOT}/${folder}/main.ts`, ...args];
}

/**
 * Waits for the program and passes signals on. A terminal sends Ctrl-C to the whole group, so that
 * one is only survived here; a launcher whose own parent is gone ends the program too.
 */
async function follow(child: Deno.ChildProcess): Promise<number> {
  const parent = Deno.ppid;
  const end = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // It has just ended by itself.
    }
  };
  Deno.addSignalListener("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => end(signal));
  }
  const npx = await findNpx(parent);
  const orphaned = setInterval(() => {
    if (Deno.ppid !== parent || npx !== undefined && !isAlive(npx)) end("SIGTERM");
  }, LOOK_EVERY_MS);
  const { code } = await child.status;
  clearInterval(orphaned);
  return code;
}

/**
 * The shell by which `npx` started `deno task`, if it did: whoever kills `npx` ends that shell, and
 * `deno task` lives on with all that it has started.
 */
async function findNpx(parent: number): Promise<number | undefined> {
  const script = 'exec ps -o pid=,args= -p "$(ps -o ppid= -p "$0" | tr -d " ")"';
  const { stdout } = await new Deno.Command("sh", {
    ...{ args: ["-c", script, String(parent)], stdin: "null", stderr: "null" },
  }).output();
  const found = /^ *(\d+) +\S*sh -c '?"?deno/.exec(new TextDecoder().decode(stdout));
  return found ? Number(found[1]) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

async function launch([name = "", ...args]: string[]): Promise<number> {
  if (Deno.build.os === "windows") throw new Error("Cannot run on Windows: use WSL2");
  const map = await importMap(ROOT);
  const child = new Deno.Command(Deno.execPath(), {
    args: await commandLine(map, name, args),
    // What tests start is not started from here.
    env: { KAFKA_SIM_IMPORT_MAP: map, KAFKA_SIM_LAUNCHER: name === "unit" ? "" : String(Deno.pid) },
  }).spawn();
  return await follow(child);
}

function report(error: unknown): number {
  const { message } = error as Error;
  const lines = error instanceof ProgramError ? [message, error.remedy] : [message];
  Deno.stderr.writeSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
  return error instanceof ProgramError ? error.exitCode : 1;
}

Deno.exit(await launch(Deno.args).catch(report));
