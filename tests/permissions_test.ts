/** Programs work with the permissions they publish, and name the one that is missing. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { permissionFlags, type Permissions } from "@kafka-sim/common/permission_flags";
import { readLedger } from "@kafka-sim/common/ledger";
import type { SettingsTable } from "@kafka-sim/common/settings";
import { topicsSettings } from "../common/topics/settings.ts";
import { consumerSettings } from "../consumer/settings.ts";
import { devSettings } from "../dev/settings.ts";
import { producerSettings } from "../producer/settings.ts";
import { brokersOf, makeFolder } from "./support/environment.ts";
import { TestProgram } from "./support/program.ts";

const ROOT = decodeURIComponent(new URL("..", import.meta.url).pathname);
const topic = `permissions_${crypto.randomUUID().slice(0, 8)}`;

/** What kafkajs itself reads while it is imported: Deno reports it before any line of this project. */
const READ_ON_IMPORT = "NODE_ENV";

interface Subject {
  readonly folder: string;
  readonly table: SettingsTable;
  /** Arguments with which it needs all that it publishes. */
  readonly args: (folder: string) => Promise<string[]>;
  /** By kind, but for env and those that it can do without: what its error must name. */
  readonly named: Readonly<Record<string, RegExp>>;
}

async function connection(): Promise<string[]> {
  return [`--brokers=${await brokersOf("single")}`, `--topic=${topic}`];
}

const TOPICS: Subject = {
  folder: "common/topics",
  table: topicsSettings,
  args: connection,
  named: { net: /--allow-net=127\.0\.0\.1/ },
};
const PRODUCER: Subject = {
  folder: "producer",
  table: producerSettings,
  args: async (folder) => {
    await Deno.writeTextFile(`${folder}/symbols.csv`, "AAPL,150,2\n");
    const files = [`--symbols=${folder}/symbols.csv`, `--ledger=${folder}/sent`];
    const load = ["--interval=50ms", "--duration=1s", "--health-port=0"];
    return [...await connection(), ...files, ...load];
  },
  named: { net: /--allow-net/, read: /--allow-read=.*symbols\.csv/, write: /--allow-write=.*sent/ },
};
const CONSUMER: Subject = {
  folder: "consumer",
  table: consumerSettings,
  args: async (folder) => {
    await Deno.writeTextFile(`${folder}/footer`, "hello\n");
    const files = [`--footer=${folder}/footer`, `--ledger=${folder}/handled`];
    const group = [`--group=${crypto.randomUUID()}`, "--output=json"];
    return [...await connection(), ...files, ...group, "--duration=4s", "--health-port=0"];
  },
  named: { net: /--allow-net/, read: /--allow-read=.*footer/, write: /--allow-write=.*handled/ },
};
const DEV: Subject = {
  folder: "dev",
  table: devSettings,
  args: () => Promise.resolve(["--consumers=0", "--duration=100ms"]),
  named: { run: /run access/, sys: /sys access/, write: /write access/ },
};

async function published({ folder }: Subject): Promise<Permissions> {
  return JSON.parse(await Deno.readTextFile(`${ROOT}${folder}/permissions.json`));
}

async function start(
  subject: Subject,
  permissions: Permissions,
  args: readonly string[],
): Promise<TestProgram> {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const mapped = map ? [`--import-map=${map}`] : [];
  const flags = ["--quiet", ...permissionFlags(permissions), ...mapped];
  const command = [Deno.execPath(), "run", ...flags, `${ROOT}${subject.folder}/main.ts`, ...args];
  return await TestProgram.start("producer", [], { command });
}

/** Runs it to its end with these permissions. */
async function run(
  subject: Subject,
  permissions: Permissions,
): Promise<{ code: number; program: TestProgram; folder: string }> {
  const folder = await makeFolder("permissions");
  await using program = await start(subject, permissions, await subject.args(folder));
  const { code } = await program.end(60);
  return { code, program, folder };
}

/** It must end as for a wrong setting, having tried nothing. */
async function refuses(subject: Subject, permissions: Permissions): Promise<string> {
  const { code, program } = await run(subject, permissions);
  equal(code, 2, program.stderr);
  for (const { event } of program.events) match(event, /^(setting_refused|failed)$/);
  return program.stderr;
}

for (const subject of [TOPICS, PRODUCER, CONSUMER, DEV]) {
  const { folder, table, named } = subject;

  Deno.test(`${folder} names each environment variable that it may not read`, async () => {
    const permissions = await published(subject);
    const ofSettings = Object.values(table).flatMap(({ env }) => env ?? []);
    const others = permissions.env!.filter((name) => !ofSettings.includes(name));
    deepEqual(ofSettings.filter((name) => !permissions.env!.includes(name)), [], "not published");
    const said = await refuses(subject, { ...permissions, env: others });
    for (const name of ofSettings) ok(said.includes(`--allow-env=${name}`), `${name}:\n${said}`);
    await Promise.all(others.map(async (missing) => {
      const env = permissions.env!.filter((name) => name !== missing);
      if (missing !== READ_ON_IMPORT) {
        ok((await refuses(subject, { ...permissions, env })).includes(missing), missing);
        return;
      }
      const { code, program } = await run(subject, { ...permissions, env });
      equal(code, 1);
      match(program.stderr, new RegExp(`Requires env access to "${missing}"`));
    }));
  });

  Deno.test(`${folder} names the other permissions that are missing`, async () => {
    const permissions = await published(subject);
    await Promise.all(
      Object.entries(named).map(async ([kind, pattern]) => {
        ok(kind in permissions, `${kind} is not published`);
        const { [kind as keyof Permissions]: _removed, ...rest } = permissions;
        match(await refuses(subject, rest), pattern);
      }),
    );
  });
}

Deno.test("each program works with the permissions that it publishes", async () => {
  const topics = await run(TOPICS, await published(TOPICS));
  equal(topics.code, 0, topics.program.stderr);
  const producer = await run(PRODUCER, await published(PRODUCER));
  equal(producer.code, 0, producer.program.stderr);
  const consumer = await run(CONSUMER, await published(CONSUMER));
  equal(consumer.code, 0, consumer.program.stderr);
  match(consumer.program.stdout, /"symbol":"AAPL"/);
  const dev = await run(DEV, await published(DEV));
  equal(dev.code, 0, dev.program.stderr);
});

Deno.test("a ledger does without the machine's name where that may not be asked", async () => {
  const permissions = await published(PRODUCER);
  for (
    const [granted, host] of [[permissions, Deno.hostname()], [
      { ...permissions, sys: [] },
      null,
    ]] as const
  ) {
    const { code, program, folder } = await run(PRODUCER, granted);
    equal(code, 0, program.stderr);
    equal(readLedger(`${folder}/sent`).head?.host, host);
  }
});
