/** Real namespaces; where this machine cannot have them, nothing of it can run. */
import { equal, ok } from "node:assert/strict";
import { Box, TAKEN } from "./box.ts";
import { hostProblem, thisHost } from "./require_host.ts";
import { waitFor } from "./wait_for.ts";

/** Its process outlives the one that has started it, as a container's does. */
const SCRIPT = `#!/bin/sh
(sleep 600 &)
touch "$1/ready"
while :; do wait; sleep 1; done
`;

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function withBox(
  work: (box: Box, launch: () => Deno.ChildProcess) => Promise<void>,
): Promise<void> {
  const parent = await Deno.makeTempDir({ prefix: "kafka-sim-box-" });
  const folder = `${parent}/box`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${parent}/script.sh`, SCRIPT);
  const box = new Box(folder, "kafka-sim-box-test");
  try {
    await work(box, () => box.launch({ script: `${parent}/script.sh`, args: [] }));
  } finally {
    await box.kill();
    await Deno.remove(parent, { recursive: true });
  }
}

if (!await hostProblem(thisHost())) {
  Deno.test("a box is launched once, known by its lock, and killed whole", () =>
    withBox(async (box, launch) => {
      equal(await box.isAlive(), false);
      const child = launch();
      ok(await waitFor(() => exists(`${box.folder}/ready`), 10_000));
      equal(await box.isAlive(), true);
      equal((await launch().status).code, TAKEN);
      ok(await box.first());
      ok(await box.kill());
      equal(await box.first(), undefined);
      equal(await box.isAlive(), false);
      await child.status;
    }));

  Deno.test("a box that is removed is ended first, and cannot come back", () =>
    withBox(async (box, launch) => {
      const child = launch();
      ok(await waitFor(() => exists(`${box.folder}/ready`), 10_000));
      ok(await box.remove());
      equal(await exists(box.folder), false);
      await child.status;
      ok((await launch().status).code > 0);
      equal(await exists(box.folder), false);
    }));
}
