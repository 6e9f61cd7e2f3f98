/** The programs' images on a real engine: what each may not do is tried. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { IMAGES } from "../dev/images/image.ts";
import type { Engine } from "../lab/engine/engine.ts";
import { hostProblem, thisHost } from "../lab/engine/require_host.ts";
import { withEngine } from "../lab/engine/with_engine.ts";
import { ensureStandIns } from "../lab/images/ensure.ts";
import { ask, buildImages, filesOf, LOCKED, runLocked } from "./support/container.ts";
import { makeFolder, tell } from "./support/environment.ts";
import { until } from "./support/until.ts";

const BASES = ["gcr.io/distroless/cc-debian12:nonroot", "denoland/deno:2.9.6"];
const NAMES = IMAGES.map(({ program }) => `kafka-sim/${program}`);
const PROBE = `#!/usr/bin/deno -qP=producer
const tries = {
  readListed: () => Deno.env.get("KAFKA_TOPIC"),
  readEnv: () => Deno.env.get("UNLISTED"),
  readFile: () => Deno.readTextFileSync("/etc/passwd"),
  writeFile: () => Deno.writeTextFileSync("/app/x", ""),
  writeTmp: () => Deno.writeTextFileSync("/tmp/x", ""),
  start: () => new Deno.Command("/usr/bin/deno").outputSync(),
  systemInfo: () => Deno.systemMemoryInfo(),
};
for (const [name, attempt] of Object.entries(tries)) {
  try { console.log(name, attempt()); } catch (error) { console.log(name, error.name); }
}
`;

const problem = await hostProblem(thisHost());
if (problem && !Deno.env.get("CI")) {
  // One that is not run has to be told; in CI it has to run.
  tell(`Images are not tested here, as ${problem.why}`);
  Deno.test(`images are not tested on this machine, as ${problem.why}`, () => {});
} else {
  Deno.test("images", async (t) => {
    await withEngine(async (engine) => {
      for (const [name, test] of Object.entries(TESTS)) await t.step(name, () => test(engine));
    });
  });
}

const TESTS: Readonly<Record<string, (engine: Engine) => Promise<void>>> = {
  "deno task images builds all, and again from the cache": async (engine) => {
    await ensureStandIns(engine, () => {}, BASES);
    const seconds: number[] = [];
    const ids: string[] = [];
    for (let round = 0; round < 2; round++) {
      const start = performance.now();
      const { success, stdout, stderr } = await buildImages(engine);
      ok(success, stdout + stderr);
      seconds.push((performance.now() - start) / 1000);
      ids.push(await ask(engine, ["image", "inspect", "--format={{.Id}}", ...NAMES]));
      for (const line of stdout.match(/^kafka-sim\/.*$/gm) ?? []) if (round === 0) tell(line);
    }
    tell(
      `All images: ${seconds.map((value) => `${value.toFixed(1)} s`).join(", from the cache ")}`,
    );
    equal(ids[1], ids[0]);
  },

  "every program tells its version and revision": async (engine) => {
    const programs = [...IMAGES.map(({ program }) => [program, program]), ["producer", "topics"]];
    for (const [image, program] of programs) {
      const run = [`--entrypoint=${program}`, `kafka-sim/${image}`, "--version"];
      const { stdout } = await runLocked(engine, run);
      match(stdout, new RegExp(`^${program} \\d+\\.\\d+\\.\\d+ \\([0-9a-f]{12}(-dirty)?\\)\n$`));
    }
  },

  "nobody is root, has a capability or can get one": async (engine) => {
    const script = 'console.log(Deno.uid(), Deno.readTextFileSync("/proc/self/status"))';
    for (const name of NAMES) {
      const run = ["--entrypoint=/usr/bin/deno", name, "eval", script];
      const { stdout } = await runLocked(engine, run);
      match(stdout, /^65532 /);
      match(stdout, /^CapEff:\s+0+$/m);
      match(stdout, /^NoNewPrivs:\s+1$/m);
    }
  },

  "nothing can be written, even by a program with all of Deno's permissions": async (engine) => {
    const script = `for (const path of ["/app/x", "/data/x", "/tmp/x"]) {
      try { Deno.writeTextFileSync(path, ""); console.log(path); } catch { /* refused */ }
    }`;
    const run = ["--entrypoint=/usr/bin/deno", "kafka-sim/producer", "eval", script];
    deepEqual(await runLocked(engine, run).then(({ success, stdout }) => [success, stdout]), [
      true,
      "",
    ]);
  },

  "what permissions.json does not name is refused": async (engine) => {
    const folder = await makeFolder("probe");
    await Deno.chmod(folder, 0o755);
    await Deno.writeTextFile(`${folder}/probe`, PROBE, { mode: 0o755 });
    const { stdout, stderr } = await runLocked(engine, [
      ...["--env=KAFKA_TOPIC=listed", "--env=UNLISTED=secret"],
      ...[`--volume=${folder}/probe:/app/bin/probe:ro`, "--entrypoint=probe", "kafka-sim/producer"],
    ]);
    deepEqual(stdout.trim().split("\n"), [
      "readListed listed",
      ...["readEnv", "readFile", "writeFile", "writeTmp", "start", "systemInfo"].map((name) =>
        `${name} NotCapable`
      ),
    ], stderr);
  },

  "a port below 1024, a foreign file and a foreign folder are refused in plain words": async (
    engine,
  ) => {
    for (
      const [argument, code] of [
        ["--health-port=80", "http_port_refused"],
        ["--symbols=/etc/passwd", "read_permission_missing"],
        ["--ledger=/tmp/x.ledger", "ledger_not_created"],
      ]
    ) {
      const { success, stderr } = await runLocked(engine, ["kafka-sim/producer", argument!]);
      equal(success, false);
      match(stderr, new RegExp(`"code":"${code}"`));
    }
  },

  "a running program is healthy, and SIGTERM ends it in order": async (engine) => {
    for (const program of ["producer", "consumer"]) {
      const image = `kafka-sim/${program}`;
      const unwell = await runLocked(engine, [image, "--healthcheck"]);
      equal(unwell.code, 1);
      const id = await ask(engine, ["run", "--detach", ...LOCKED, image]);
      try {
        await until(`${program} is healthy`, 60, async () => {
          const state = await ask(engine, ["inspect", "--format={{.State.Health.Status}}", id]);
          return state === "healthy";
        });
        equal((await engine.docker(["exec", id, program, "--healthcheck"])).code, 0);
        const start = performance.now();
        await ask(engine, ["stop", "--time=20", id]);
        ok(performance.now() - start < 10_000, "it took the kill after all");
        equal(await ask(engine, ["inspect", "--format={{.State.ExitCode}}", id]), "0");
        match((await engine.docker(["logs", id])).stderr, /"shutdown_started","reason":"SIGTERM"/);
      } finally {
        await engine.docker(["rm", "--force", id]);
      }
    }
  },

  "a ledger can be written to a volume": async (engine) => {
    const id = await ask(engine, [
      ...["run", "--detach", ...LOCKED, "--volume=/data", "kafka-sim/producer"],
      "--ledger=/data/p.ledger",
    ]);
    try {
      await until(
        "the producer waits for a cluster",
        30,
        async () => (await engine.docker(["logs", id])).stderr.includes('"cluster_waiting"'),
      );
    } finally {
      await engine.docker(["rm", "--force", "--volumes", id]);
    }
  },

  "no image holds a test, a file of git's or npm's, or a secret": async (engine) => {
    for (const name of NAMES) {
      const files = await filesOf(engine, name);
      deepEqual(
        files.filter((path) => /(^|\/)(\.git|\.npmrc|\.env)(\/|$)|_test\.ts$/.test(path)),
        [],
      );
      const history = await ask(engine, ["history", "--no-trunc", "--format={{.CreatedBy}}", name]);
      const config = await ask(engine, ["image", "inspect", "--format={{json .Config}}", name]);
      equal(/(password|secret|token|credential)\w*=/i.test(history + config), false);
    }
  },

  "labels say what an image is": async (engine) => {
    const format = "--format={{json .Config.Labels}}";
    const labels = JSON.parse(
      await ask(engine, ["image", "inspect", format, "kafka-sim/producer"]),
    );
    match(labels["org.opencontainers.image.version"], /^\d+\.\d+\.\d+$/);
    match(labels["org.opencontainers.image.revision"], /^[0-9a-f]{12}/);
  },
};
