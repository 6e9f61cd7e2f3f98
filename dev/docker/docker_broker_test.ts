import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { Run } from "../guard/run.ts";
import { runTool } from "../kafka/tool.ts";
import { DockerBroker, type DockerBrokerOptions } from "./docker_broker.ts";

const DEADLINE_MS = 20_000;
/** Notes what it is asked for; its broker says that it is up, and lives as long as its stdin. */
const DOCKER = `#!/bin/sh
echo "$KAFKA_HOST_PORT $*" | head -n 1 >>"\${0%/*}/asked"
case "$*" in
*" run "*) [ ! -f "\${0%/*}/refusal" ] || { cat "\${0%/*}/refusal"; exit 1; }
  echo "[KafkaRaftServer nodeId=1] Kafka Server started"
  [ ! -p "\${0%/*}/end" ] || { read -r line <"\${0%/*}/end"; exit 0; }
  while read -r line; do :; done
  exit 137 ;;
esac
`;

interface Stage {
  readonly folder: string;
  readonly run: Run;
  readonly options: DockerBrokerOptions;
  readonly asked: () => Promise<string[]>;
}

/** A run, a port that listens as if published, and a docker that is none. */
async function withStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const run = await Run.open(`${folder}/runs`);
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    await Deno.writeTextFile(`${folder}/docker`, DOCKER, { mode: 0o755 });
    const signal = new AbortController().signal;
    const command =
      `PATH='${folder}':"$PATH"; export PATH; exec sh '${import.meta.dirname}/broker.sh' "$@"`;
    await Deno.writeTextFile(`${folder}/broker.sh`, command);
    const script = `${folder}/broker.sh`;
    const options = { run, file: "/c.yaml", port: listener.addr.port, signal, script };
    const asked = async () =>
      (await Deno.readTextFile(`${folder}/asked`)).trim().split("\n").map(shorten);
    await work({ folder, run, options, asked });
  } finally {
    await run.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Port, project and what was asked for first. */
function shorten(line: string): string {
  const [, port, project, verb] =
    /^(\d+) compose --project-name kafka-sim-(run-\w+)-\d+ --file \/c\.yaml --env-file \/dev\/null (\w+)/
      .exec(line) ?? [];
  return `${port} ${project} ${verb}`;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  while (!await isSo()) {
    ok(performance.now() < end, "in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

Deno.test("a broker in Docker is up, and close() takes its project away", () =>
  withStage(async ({ run, options, asked }) => {
    const broker = await DockerBroker.start(options);
    equal(broker.address, `localhost:${options.port}`);
    await broker.close();
    const project = run.folder.split("/").at(-1);
    deepEqual(await asked(), ["run", "down"].map((verb) => `${options.port} ${project} ${verb}`));
  }));

Deno.test("after kill -9 of what holds it the broker reads its end, and its project goes", () =>
  withStage(async ({ run, options, asked }) => {
    await DockerBroker.start(options);
    run.killAll();
    await until(async () => (await asked()).at(-1)!.endsWith("down"));
  }));

Deno.test("a broker that cannot be published says so by the code that is tried again", () =>
  withStage(async ({ folder, options, asked }) => {
    const words =
      "Error response from daemon: Bind for 127.0.0.1:1 failed: port is already allocated";
    await Deno.writeTextFile(`${folder}/refusal`, words);
    const message = /port is already allocated$/;
    await rejects(DockerBroker.start(options), { code: "port_taken", message });
    ok((await asked()).at(-1)!.endsWith("down"));
  }));

Deno.test("a broker that ends while it starts is told with its own error", () =>
  withStage(async ({ folder, options }) => {
    const words = "hello\nError response from daemon: no space left\nbye\n";
    await Deno.writeTextFile(`${folder}/refusal`, words);
    const message = /^Kafka in Docker ended while it started: Error response .*no space left$/;
    await rejects(DockerBroker.start(options), { code: "kafka_ended", message });
  }));

Deno.test("a broker that ends by itself tells why", () =>
  withStage(async ({ folder, options }) => {
    equal((await runTool(["mkfifo", `${folder}/end`])).code, 0);
    const broker = await DockerBroker.start(options);
    await Deno.writeTextFile(`${folder}/end`, "now\n");
    match((await broker.failed).message, /^Kafka in Docker ended: .*Kafka Server started$/);
  }));

Deno.test("a broker whose port is another machine's is not waited for", () =>
  withStage(async ({ options }) => {
    using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = other.addr;
    other.close();
    await rejects(DockerBroker.start({ ...options, port }), { code: "docker_port_unreachable" });
  }));
