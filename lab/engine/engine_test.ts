/** The real engine; where this machine cannot carry one, only the refusal is tested. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { Box } from "./box.ts";
import { controlGroupOf, findControlGroups } from "./control_groups.ts";
import { Engine } from "./engine.ts";
import { hostProblem, thisHost } from "./require_host.ts";
import { waitFor } from "./wait_for.ts";

const problem = await hostProblem(thisHost());

function traces(): string[] {
  const mounts = Deno.readTextFileSync("/proc/self/mountinfo").split("\n");
  return [
    ...mounts.filter((line) => /kafka-sim-engine-test/.test(line)),
    ...[...Deno.readDirSync("/sys/class/net")].map(({ name }) => name).filter((name) =>
      /^(docker|br-|veth)/.test(name)
    ),
  ];
}

async function parentOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^PPid:\t(\d+)/m.exec(status)?.[1]);
}

async function withEngine(work: (engine: Engine) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "kafka-sim-engine-test-" });
  const before = traces();
  const engine = await Engine.at(folder);
  try {
    await work(engine);
  } finally {
    await engine.stop();
    deepEqual(traces(), before, "a mount or a bridge is left");
    deepEqual(await findControlGroups(await controlGroupOf(folder)), [], "a control group is left");
    await Deno.remove(folder, { recursive: true });
  }
}

if (problem) {
  Deno.test(`the engine refuses this machine, as ${problem.why}`, async () => {
    const refusal = (await Engine.at("/nonexistent")).start();
    equal(await refusal.catch((error) => error.code), "engine_impossible");
  });
} else {
  Deno.test("an engine answers, does not start twice and stops without a trace", () =>
    withEngine(async (engine) => {
      equal(await engine.start(), true);
      equal(await engine.start(), false);
      equal(
        (await engine.docker(["info", "--format", "{{.DockerRootDir}}"])).stdout.trim(),
        `${engine.folder}/data`,
      );
      await engine.stop();
      equal(await engine.isAlive(), false);
      await engine.stop();
    }));

  Deno.test("after kill -9 of all that started it the next start mends what is left", () =>
    withEngine(async (engine) => {
      await engine.start();
      const first = await new Box(engine.folder, "").first();
      ok(first);
      Deno.kill(await parentOf(first), "SIGKILL");
      ok(await waitFor(async () => !await engine.isAlive(), 10_000), "a process outlived the kill");
      equal(await engine.start(), true);
    }));
}
