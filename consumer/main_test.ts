import { equal, match, ok } from "node:assert/strict";
import { withListener } from "../common/testing/listener.ts";
import { broker, int16, int32, text } from "../common/testing/metadata_answer.ts";

const MAIN = new URL("./main.ts", import.meta.url).href;
/** Of Kafka's protocol: two kinds of requests and an error code. */
const FIND_COORDINATOR = 10;
const JOIN_GROUP = 11;
const GROUP_AUTHORIZATION_FAILED = 30;
/** By kind: `true` or the names that are allowed. */
type Permissions = Readonly<Record<string, true | readonly string[]>>;
const PUBLISHED: Permissions = JSON.parse(
  await Deno.readTextFile(new URL("./permissions.json", import.meta.url)),
);

/** Starts the program with its published permissions. */
function start(args: readonly string[], permissions: Permissions = PUBLISHED): Deno.ChildProcess {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const flags = Object.entries(permissions).map(([kind, allowed]) =>
    allowed === true ? `--allow-${kind}` : `--allow-${kind}=${allowed}`
  );
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--no-prompt", ...flags].concat(
      map ? [`--import-map=${map}`] : [],
      [MAIN, "--health-port=off", ...args],
    ),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** A port of this machine on which nobody listens. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

Deno.test("The consumer says which permission is missing, and does not blame the brokers", async () => {
  const { net: _, ...offline } = PUBLISHED;
  const address = `127.0.0.1:${freePort()}`;
  const { code, out, err } = await end(start([`--brokers=${address}`], offline));
  equal(code, 2);
  equal(out, "");
  match(err, /net_permission_missing/);
  ok(err.includes(address));
});

Deno.test("The consumer that is told to stop while it waits for the cluster exits 0", async () => {
  const child = start([`--brokers=127.0.0.1:${freePort()}`]);
  const [waiting, rest] = child.stderr.tee();
  for await (const text of waiting.pipeThrough(new TextDecoderStream())) {
    if (text.includes("cluster_waiting")) break;
  }
  child.kill("SIGTERM");
  const { code } = await child.status;
  equal(code, 0);
  await Promise.all([rest.cancel(), child.stdout.cancel()]);
});

Deno.test("The consumer that cannot reach the cluster in time says why and exits 1", async () => {
  const address = `127.0.0.1:${freePort()}`;
  const { code, err } = await end(start([`--brokers=${address}`, "--startup-timeout=1s"]));
  equal(code, 1);
  const last = JSON.parse(err.trim().split("\n").at(-1)!);
  equal(last.event, "failed");
  equal(last.code, "broker_refused");
});

Deno.test("The consumer whose group is lost for good says why and exits 1", async () => {
  const held = [{ partition: 0, leader: 1, replicas: [1], inSync: [1] }];
  const topics = ["ticks", "ticks_dlq"].map((name) => ({ name, errorCode: 0, partitions: held }));
  let own = "";
  // The broker is the group's coordinator, and lets this client not join.
  const coordinator = () => {
    const [host = "", port] = own.split(":");
    return [...int16(0), ...int32(1), ...text(host), ...int32(Number(port))];
  };
  const refusal = () => [
    ...[...int16(GROUP_AUTHORIZATION_FAILED), ...int32(-1), ...text(""), ...text(""), ...text("")],
    ...int32(0),
  ];
  const serve = broker(
    () => ({ clusterId: "abc", brokers: [own], topics }),
    new Map([[FIND_COORDINATOR, coordinator], [JOIN_GROUP, refusal]]),
  );
  await withListener(serve, async (address) => {
    own = address;
    const args = [`--brokers=${address}`, "--topic=ticks", "--duration=20s"];
    const { code, out, err } = await end(start(args));
    const events = err.trim().split("\n").map((line) => JSON.parse(line));
    const last = events.at(-1)!;
    equal(code, 1, err);
    equal(out, "");
    equal(last.event, "failed");
    equal(last.code ?? last.error?.code, "group_lost");
    for (const event of ["startup_complete", "consumer_crashed", "shutdown_complete"]) {
      ok(events.some((each) => each.event === event), event);
    }
  });
});
