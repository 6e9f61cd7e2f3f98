/** `deno task engine`: a Docker engine beside the user's own; see `--help`. */
import { ProgramError } from "@kafka-sim/common/errors";
import type { Engine } from "./engine.ts";
import { sharedEngine } from "./folder.ts";
import { ensureStandIns } from "../images/ensure.ts";
import { STAND_INS } from "../images/stand_ins.ts";

const HELP = `A Docker engine for trying and testing, beside your own, which it does not touch.

Usage: deno task engine COMMAND

  start        start it; prints what to export for "docker" to use it
  stop         stop it with its containers; its images stay in the cache
  images       give it stand-ins for the public images that cannot be fetched here
  exec CMD…    run a command whose "docker" is this engine's
  enter CMD…   the same in the engine's network, where published ports are
  clean        stop it and remove its images

Needs Linux, root and Debian's docker.io. Its network has no way out.
`;

type Command = (engine: Engine, args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { start, stop, images, exec, enter, clean };

async function start(engine: Engine): Promise<number> {
  const isNew = await engine.start();
  print(Deno.stderr, isNew ? "Started\n" : "It runs already\n");
  for (const [name, value] of Object.entries(engine.env)) {
    print(Deno.stdout, `export ${name}=${value}\n`);
  }
  return 0;
}

async function stop(engine: Engine): Promise<number> {
  await engine.stop();
  return 0;
}

async function images(engine: Engine): Promise<number> {
  await engine.start();
  await ensureStandIns(engine, (line) => print(Deno.stderr, `${line}\n`));
  for (const { name } of STAND_INS) print(Deno.stdout, `${name}\n`);
  return 0;
}

async function exec(engine: Engine, args: readonly string[]): Promise<number> {
  await engine.start();
  return await follow(engine, args);
}

async function enter(engine: Engine, args: readonly string[]): Promise<number> {
  await engine.start();
  return await follow(engine, await engine.commandInside(args));
}

async function follow(engine: Engine, command: readonly string[]): Promise<number> {
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$@"', "sh", ...command],
    env: engine.env,
  }).spawn();
  // A terminal's Ctrl-C reaches the command by itself.
  Deno.addSignalListener("SIGINT", () => {});
  Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  return (await child.status).code;
}

async function clean(engine: Engine): Promise<number> {
  await engine.stop();
  await Deno.remove(engine.folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  return 0;
}

function print(stream: typeof Deno.stdout | typeof Deno.stderr, text: string): void {
  stream.writeSync(new TextEncoder().encode(text));
}

async function main([name = "--help", ...args]: readonly string[]): Promise<number> {
  if (name === "--help") {
    print(Deno.stdout, HELP);
    return 0;
  }
  const command = COMMANDS[name];
  if (!command || (/^(exec|enter)$/.test(name) && args.length === 0)) {
    print(Deno.stderr, `Cannot run "engine ${name}"\n\n${HELP}`);
    return 2;
  }
  return await command(await sharedEngine(), args);
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof ProgramError)) throw error;
  print(Deno.stderr, `${error.message}\n${error.remedy}\n`);
  Deno.exit(error.exitCode);
}
