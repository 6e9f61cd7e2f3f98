/** `deno task lab`: three hosts on this machine; see `--help`. */
import { ProgramError } from "@kafka-sim/common/errors";
import { mend, separate, unplug } from "./cut.ts";
import { SSH_CONFIG } from "./files.ts";
import { fillMirror } from "./fill_mirror.ts";
import { hostDown, hostNamed } from "./host.ts";
import { HOSTS } from "./layout.ts";
import { allHosts, changing, down, status, up } from "./lab.ts";

const HELP = `Three Linux hosts on this machine, for trying and testing.

Usage: deno task lab COMMAND

  up                start all that is not up: three hosts and a registry of images
  down              remove all of it; only the registry's images stay in the cache
  status            how each host is
  shell HOST [CMD]  a shell on a host, or a command there; also where its link is cut
  kill HOST         end a host at once, as a power cut does
  start HOST        start it again, with its disk
  cut HOST [FROM]   unplug a host, or let it and another no longer hear each other
  heal              undo every cut
  images            give the registry this project's images, as "deno task engine" has them

HOST is ${HOSTS.map(({ name }) => name).join(", ")}. Needs Linux, root, Debian's docker.io,
openssh-server, docker-registry. Your own Docker is not touched.
`;

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, { least: number; most: number; run: Command }>> = {
  up: { least: 0, most: 0, run: () => change(start) },
  down: { least: 0, most: 0, run: () => change(down) },
  status: { least: 0, most: 0, run: tell },
  shell: { least: 1, most: Infinity, run: shell },
  kill: { least: 1, most: 1, run: ([name]) => change(() => hostNamed(name!).kill()) },
  start: { least: 1, most: 1, run: ([name]) => change(() => startOne(name!)) },
  cut: { least: 1, most: 2, run: ([name, from]) => change(() => cut(name!, from)) },
  heal: { least: 0, most: 0, run: () => change(heal) },
  images: { least: 0, most: 0, run: () => change(() => fillMirror(progress, { own: true })) },
};

async function change(work: () => Promise<void>): Promise<number> {
  await changing(progress, work);
  return 0;
}

async function start(): Promise<void> {
  await up(progress);
  progress(`ssh -F ${SSH_CONFIG} ${HOSTS[0]?.name}`);
}

async function tell(): Promise<number> {
  for (const line of await status()) print(Deno.stdout, `${line}\n`);
  return 0;
}

async function startOne(name: string): Promise<void> {
  const host = hostNamed(name);
  if (!await Deno.stat(host.folder).then(() => true, () => false)) throw hostDown(host);
  await host.start();
}

async function cut(name: string, from: string | undefined): Promise<void> {
  const host = hostNamed(name);
  await (from === undefined ? unplug(host) : separate(host, hostNamed(from)));
}

async function heal(): Promise<void> {
  for (const host of allHosts()) await mend(host);
}

async function shell([name = "", ...words]: readonly string[]): Promise<number> {
  // As with ssh: the words are one line for the host's shell.
  const inner = words.length > 0 ? ["bash", "-c", words.join(" ")] : ["bash", "-l"];
  const host = hostNamed(name);
  const command = await host.commandOn(inner);
  if (!command) throw hostDown(host);
  const child = new Deno.Command("sh", { args: ["-c", 'exec "$@"', "sh", ...command] }).spawn();
  // A terminal's Ctrl-C reaches the command by itself.
  Deno.addSignalListener("SIGINT", () => {});
  Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  return (await child.status).code;
}

function progress(line: string): void {
  print(Deno.stderr, `${line}\n`);
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
  if (!command || args.length < command.least || args.length > command.most) {
    print(Deno.stderr, `Cannot run "lab ${[name, ...args].join(" ")}"\n\n${HELP}`);
    return 2;
  }
  return await command.run(args);
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof ProgramError)) throw error;
  print(Deno.stderr, `${error.message}\n${error.remedy}\n`);
  Deno.exit(error.exitCode);
}
