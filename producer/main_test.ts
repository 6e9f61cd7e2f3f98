import { deepEqual, equal, match, ok } from "node:assert/strict";
import { withRegistry } from "../common/schema/testing.ts";
import { producerSettings } from "./settings.ts";
import { FakeKafka } from "./testing/fake_kafka.ts";

const MAIN = new URL("./main.ts", import.meta.url).href;
/** By kind: `true` or the names that are allowed. */
type Permissions = Readonly<Record<string, true | readonly string[]>>;
const PUBLISHED: Permissions = JSON.parse(
  await Deno.readTextFile(new URL("./permissions.json", import.meta.url)),
);

/** Starts the program with its published permissions and the topic of the fake cluster. */
function start(args: readonly string[], permissions: Permissions = PUBLISHED): Deno.ChildProcess {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const flags = Object.entries(permissions).map(([kind, allowed]) =>
    allowed === true ? `--allow-${kind}` : `--allow-${kind}=${allowed}`
  );
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--no-prompt", ...flags].concat(
      map ? [`--import-map=${map}`] : [],
      [MAIN, "--topic=ticks", "--health-port=off", ...args],
    ),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const err = text(stderr);
  const events = (): Record<string, unknown>[] =>
    err.trim().split("\n").map((line) => JSON.parse(line));
  return { code, out: text(stdout), err, events };
}

async function withFake(test: (fake: FakeKafka, brokers: string) => Promise<void>): Promise<void> {
  const fake = await FakeKafka.start(2, 6);
  try {
    await test(fake, `--brokers=${fake.brokers}`);
  } finally {
    await fake.close();
  }
}

function stored(fake: FakeKafka): number {
  return fake.partitions.flatMap(({ log }) => log).reduce((sum, { count }) => sum + count, 0);
}

Deno.test("The producer sends, ends by itself with exit code 0, and keeps stdout empty", async () => {
  await withFake(async (fake, brokers) => {
    const folder = await Deno.makeTempDir();
    const ledger = `${folder}/ledger`;
    const { code, out, events } = await end(
      start([brokers, "--rate=500", "--universe=60", "--duration=1s", `--ledger=${ledger}`]),
    );
    deepEqual([code, out], [0, ""]);
    const last = events().at(-1)!;
    equal(last.event, "shutdown_complete");
    deepEqual([last.acknowledged, last.unknown, last.unsent], [last.due, [], 0]);
    equal(stored(fake), last.acknowledged);
    ok(Number(last.acknowledged) > 400);
    ok(fake.partitions.every(({ log }) => log.length > 0));
    ok((await Deno.stat(ledger)).size > 0);
    await Deno.remove(folder, { recursive: true });
  });
});

Deno.test("The producer delivers what is under way after SIGTERM, and exits 0", async () => {
  await withFake(async (fake, brokers) => {
    let release = () => {};
    const answered = new Promise<void>((resolve) => release = resolve);
    fake.behave = () => {
      release();
      return { store: true, answer: 0 };
    };
    const child = start([brokers, "--rate=500"]);
    await answered;
    child.kill("SIGTERM");
    const { code, events } = await end(child);
    const last = events().at(-1)!;
    deepEqual([code, last.event, last.unknown], [0, "shutdown_complete", []]);
    equal(stored(fake), last.acknowledged);
  });
});

Deno.test("The producer exits 1 and names what it does not know the fate of", async () => {
  await withFake(async (fake, brokers) => {
    fake.behave = () => ({ store: true, answer: 20 });
    const { code, events } = await end(
      start([brokers, "--rate=10", "--phase=0", "--duration=500ms", "--drain-timeout=200ms"]),
    );
    equal(code, 1);
    const { unknown, acknowledged } = events().at(-1)!;
    equal(acknowledged, 0);
    ok((unknown as unknown[]).length > 0);
  });
});

Deno.test("The producer refuses a wrong file of symbols before it connects, and exits 2", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "AAPL,150,2\nMSFT,0,2\n");
  await withFake(async (fake, brokers) => {
    const { code, events } = await end(start([brokers, `--symbols=${file}`]));
    const { code: reason, message } = events().at(-1)!;
    deepEqual([code, reason, fake.requests.length], [2, "symbols_invalid", 0]);
    match(String(message), /line 2: base price "0"/);
  });
  await Deno.remove(file);
});

Deno.test("The producer writes nothing to a registry before it knows the cluster to be the right one", async () => {
  await withRegistry((registry) =>
    withFake(async (fake, brokers) => {
      const avro = ["--format=avro", `--registry=${registry.url}`, "--duration=200ms"];
      const wrong = await end(start([brokers, "--cluster-id=another", ...avro]));
      deepEqual([wrong.code, wrong.events().at(-1)!.code], [2, "cluster_other"]);
      deepEqual(registry.paths, []);
      const { code, events } = await end(start([brokers, ...avro]));
      deepEqual([code, events().at(-1)!.event], [0, "shutdown_complete"]);
      deepEqual([...registry.subjects.keys()], ["ticks-value"]);
      equal(stored(fake), events().at(-1)!.acknowledged);
    })
  );
});

Deno.test("The producer says which permission is missing, and does not blame the brokers", async () => {
  await withFake(async (fake, brokers) => {
    const { net: _, ...offline } = PUBLISHED;
    const { code, err } = await end(start([brokers], offline));
    equal(code, 2);
    match(err, /net_permission_missing/);
    for (const address of fake.brokers) ok(err.includes(address));
    equal(fake.requests.length, 0);
  });
});

Deno.test("The producer's published permissions name each of its environment variables", () => {
  const named = PUBLISHED.env as readonly string[];
  for (const { env } of Object.values(producerSettings)) {
    ok(named.includes(env), `${env} in producer/permissions.json`);
  }
});
