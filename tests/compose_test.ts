import { deepEqual, equal, match, ok } from "node:assert/strict";
import { programCommand } from "../dev/programs.ts";
import { ensureCompose } from "../lab/engine/compose.ts";
import type { Engine } from "../lab/engine/engine.ts";
import { hostProblem, thisHost } from "../lab/engine/require_host.ts";
import { withEngine } from "../lab/engine/with_engine.ts";
import { ensureStandIns } from "../lab/images/ensure.ts";
import { Project } from "./support/compose.ts";
import { buildImages } from "./support/container.ts";
import { makeFolder, tell } from "./support/environment.ts";
import { TestProgram } from "./support/program.ts";
import { until } from "./support/until.ts";

const NAME = "kafka-sim-test";
const LINE = /^\d{4}-\d\d-\d\dT[\d:.]+Z +[A-Z]+ +[\d.]+ +\d+ +\d\/\d+/m;
/** So that seconds are enough to see what flows. */
const LOAD = { TICK_RATE: "200", TICK_UNIVERSE: "30" };
const MIB = 1024 * 1024;

async function consumed(project: Project): Promise<number> {
  return (await project.logs("consumer")).split("\n").filter((line) => LINE.test(line)).length;
}

/** Waits until ticks come that were not there yet. */
async function flows(project: Project, seconds: number = 60): Promise<void> {
  const before = await consumed(project);
  await until("more ticks", seconds, async () => await consumed(project) > before);
}

const ASK_SUBJECTS = "exec 3<>/dev/tcp/127.0.0.1/8080; " +
  'printf "GET /apis/ccompat/v7/subjects HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3';

const problem = await hostProblem(thisHost());
if (problem && !Deno.env.get("CI")) {
  // One that is not run has to be told; in CI it has to run.
  tell(`Compose is not tested here, as ${problem.why}`);
  Deno.test(`compose is not tested on this machine, as ${problem.why}`, () => {});
} else {
  Deno.test("compose", async (t) => {
    await withEngine(async (engine) => {
      await ensureCompose(engine, () => {});
      await ensureStandIns(engine, () => {});
      const { success, stderr } = await buildImages(engine);
      ok(success, stderr);
      await throughLife(engine, t);
      await t.step(
        "two projects stand side by side, and `down -v` leaves nothing",
        () => sideBySide(engine),
      );
    });
  });
}

/** One after the other on one project: each step goes on from the one before. */
async function throughLife(engine: Engine, t: Deno.TestContext): Promise<void> {
  await using project = await Project.open(engine, NAME, LOAD);

  await t.step("all become healthy in order, and the consumer's log can be read", async () => {
    const start = performance.now();
    await project.up();
    for (const service of ["kafka", "schema-registry", "producer", "consumer"]) {
      await project.healthy(service);
    }
    await until("the first tick", 60, async () => await consumed(project) > 0);
    tell(
      `compose up to the first consumed tick: ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
    const [topics] = await project.containers("topics");
    deepEqual([topics!.State, topics!.ExitCode], ["exited", 0]);
  });

  await t.step(
    "limits, a read-only root, no capability and no new privileges are in force",
    async () => {
      const expected = { kafka: 1024, "schema-registry": 768, producer: 256, consumer: 256 };
      for (const [service, mebibytes] of Object.entries(expected)) {
        const [container] = await project.containers(service);
        const { HostConfig: host, Config: config } = await project.inspect(container!.ID);
        equal(host.Memory, mebibytes * MIB, service);
        ok(host.NanoCpus > 0 && host.PidsLimit > 0, service);
        deepEqual(host.CapDrop, ["ALL"], service);
        deepEqual(host.SecurityOpt, ["no-new-privileges:true"], service);
        equal(host.LogConfig.Config["max-size"], "10m", service);
        equal(host.ReadonlyRootfs, mebibytes === 256, service);
        ok(config.User !== "" && config.User !== "root" && config.User !== "0", service);
      }
    },
  );

  await t.step(
    "only the broker can be reached from the published network, and nothing goes out",
    async () => {
      const reach = (network: string, host: string, port: number) =>
        engine.docker([
          ...["run", "--rm", "--network", `${NAME}_${network}`, "--entrypoint", "bash"],
          ...["apache/kafka:4.3.1", "-c", `timeout 3 bash -c "exec 3<>/dev/tcp/${host}/${port}"`],
        ]);
      ok((await reach("published", "kafka", 9094)).success);
      ok(!(await reach("published", "schema-registry", 8080)).success);
      ok((await reach("stream", "schema-registry", 8080)).success);
      ok(!(await reach("stream", "kafka", 9093)).success, "the controller listens to others");
      const network = JSON.parse(await project.docker("network", "inspect", `${NAME}_stream`))[0];
      equal(network.Internal, true);
    },
  );

  await t.step("a client on the host reaches the broker at its published address", async () => {
    const command = await engine.commandInside(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9094"]);
    const { success } = await new Deno.Command(command[0]!, { args: command.slice(1) }).output();
    ok(success);
  });

  await t.step(
    "kill -9 of each service: it comes back, and nothing acknowledged is lost",
    async () => {
      await using audit = await startAudit(engine);
      await until("the auditor's load", 90, () => {
        return audit.events.some(({ event, phase }) =>
          event === "phase_changed" && phase === "running"
        );
      });
      for (const service of ["kafka", "producer", "consumer", "schema-registry"]) {
        const [before] = await project.containers(service);
        await project.killProcess(service);
        await until(`a new process of ${service}`, 60, async () => {
          return (await project.inspect(before!.ID)).RestartCount > 0;
        });
        await project.healthy(service);
      }
      await flows(project);
      equal(audit.hasEnded, false, `killed only after the load\n${audit.stderr}`);
      equal((await audit.end(180)).code, 0, audit.stdout + audit.stderr);
      match(audit.stdout, /^Passed: all [\d,]+ acknowledged records are in the log/);
      tell(audit.stdout.split("\n")[0]!);
    },
  );

  await t.step("a broker that is made anew keeps the data of its volume", async () => {
    const begin = await consumed(project);
    await project.up("--force-recreate", "--no-deps", "kafka");
    await project.healthy("kafka");
    await project.up("--force-recreate", "--no-deps", "consumer");
    // The group goes on behind what it has committed: its first tick is not the topic's first.
    await until("ticks after the recreation", 60, async () => await consumed(project) > 0);
    const first = LINE.exec(await project.logs("consumer"))![0];
    ok(begin > 0 && Number(first.split("/").at(-1)) > 0, first);
  });

  await t.step("it scales: three consumers share the partitions, two producers send", async () => {
    await project.up("--scale", "producer=2", "--scale", "consumer=3");
    await project.healthy("producer", 2);
    await project.healthy("consumer", 3);
    await until("a partition for each consumer", 60, async () => {
      const given = [...(await project.logs("consumer")).matchAll(/"partitions_assigned".*/g)];
      const single = given.flatMap(([line]) => /"partitions":\[(\d)\]/.exec(line!)?.[1] ?? []);
      return new Set(single).size === 3;
    });
  });

  await t.step("by one variable ticks travel as Avro, and the same consumer reads on", async () => {
    await project.configure({ ...LOAD, TICK_FORMAT: "avro" });
    await project.up();
    await project.healthy("producer");
    await flows(project);
    const [registry] = await project.containers("schema-registry");
    const subjects = await project.docker("exec", registry!.ID, "bash", "-c", ASK_SUBJECTS);
    match(subjects, /"stock_ticks-value"/);
    ok(!(await project.logs("consumer")).includes("record_rejected"));
  });

  await t.step("wrong settings give the program's own error, and it stops", async () => {
    await project.configure({ ...LOAD, TICK_RATE: "many" });
    await project.up("--no-deps", "producer");
    const ended = await until("the end of the producer", 60, async () => {
      const [container] = await project.containers("producer");
      return container?.State === "exited" && container;
    });
    equal(ended.ExitCode, 2);
    match(await project.logs("producer"), /"--rate\\?" \(TICK_RATE\).*current value is .*many/);
    ok((await project.inspect(ended.ID)).RestartCount <= 5);
  });
}

async function sideBySide(engine: Engine): Promise<void> {
  const names = [`${NAME}-a`, `${NAME}-b`];
  {
    await using one = await Project.open(engine, names[0]!, LOAD);
    await using two = await Project.open(engine, names[1]!, { ...LOAD, KAFKA_HOST_PORT: "9095" });
    await Promise.all([one.up(), two.up()]);
    for (const project of [one, two]) {
      await project.healthy("consumer");
      await until("ticks", 120, async () => await consumed(project) > 0);
    }
  }
  const label = (
    name: string,
  ) => ["--filter", `label=com.docker.compose.project=${name}`, "--quiet"];
  for (const name of [...names, NAME]) {
    for (const kind of [["ps", "--all"], ["volume", "ls"], ["network", "ls"]]) {
      equal((await engine.docker([...kind, ...label(name)])).stdout, "", `${kind} of ${name}`);
    }
  }
}

/** The auditor against the published broker, on a topic of its own. */
async function startAudit(engine: Engine): Promise<TestProgram> {
  const command = await programCommand("auditor", [
    ...["run", "--brokers=localhost:9094", `--report=${await makeFolder("compose")}/report`],
    ...["--partitions=3", "--replication-factor=1", "--min-insync-replicas=1", "--universe=30"],
    ...["--rate=500", "--duration=75s", "--writing-limit=60s", "--reading-limit=60s"],
  ], Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "");
  return await TestProgram.start("auditor", [], { command: await engine.commandInside(command) });
}
