import { equal, match, ok } from "node:assert/strict";

const MAIN = new URL("./main.ts", import.meta.url).href;
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
