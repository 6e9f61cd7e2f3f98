import { deepEqual, equal, match } from "node:assert/strict";

const SAMPLE = new URL("./fixtures/sample_program.ts", import.meta.url).href;

function start(...args: string[]): Deno.ChildProcess {
  return startFor(Deno.pid, ...args);
}

/** @param launcher Process id that the program takes for its launcher's. */
function startFor(launcher: number, ...args: string[]): Deno.ChildProcess {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...(map ? [`--import-map=${map}`] : [])]
      .concat("--allow-env=KAFKA_SIM_LAUNCHER,LOG_LEVEL,HEALTH_PORT,NODE_ENV", SAMPLE, ...args),
    env: { KAFKA_SIM_LAUNCHER: String(launcher) },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

async function started(child: Deno.ChildProcess): Promise<() => Promise<string>> {
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes("startup_complete")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The sample ended: ${seen}`);
    seen += value;
  }
  return async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) seen += part.value;
    await child.stdout.cancel();
    return seen;
  };
}

Deno.test({
  name: "runProgram()",
  fn: async (test) => {
    await test.step("answers --help and --version with exit code 0", async () => {
      const help = await end(start("--help"));
      equal(help.code, 0);
      match(help.out, /--rate N/);
      const version = await end(start("--version"));
      deepEqual([version.code, version.out], [0, "sample 0.1.0\n"]);
    });
    await test.step("reports every wrong setting and exits 2", async () => {
      const { code, err } = await end(start("--rate=x", "--health-port=x"));
      equal(code, 2);
      equal(err.trim().split("\n").map((line) => JSON.parse(line).event).length, 2);
    });
    await test.step("reports a failure with its remedy and exits 1", async () => {
      const { code, err } = await end(start("--rate=2"));
      equal(code, 1);
      deepEqual(JSON.parse(err).code, "broken");
      deepEqual(JSON.parse(err).remedy, "Mend it");
    });
    await test.step("exits with what run() returns", async () => {
      equal((await end(start("--rate=3"))).code, 0);
    });
    await test.step("stops cleanly on the first signal", async () => {
      const child = start();
      const rest = await started(child);
      child.kill("SIGTERM");
      equal((await child.status).code, 0);
      match(await rest(), /shutdown_started/);
    });
    await test.step("stops when its launcher was gone before it began", async () => {
      const { code, err } = await end(startFor(1));
      equal(code, 0);
      match(err, /"shutdown_started","reason":"launcher gone"/);
    });
    await test.step("ends at once with 1 on the second signal", async () => {
      const child = start("--rate=4");
      const rest = await started(child);
      child.kill("SIGINT");
      const second = setInterval(() => child.kill("SIGINT"), 100);
      equal((await child.status).code, 1);
      clearInterval(second);
      await rest();
    });
    await test.step("fails the health check when nothing listens", async () => {
      equal((await end(start("--healthcheck", "--health-port=1"))).code, 1);
    });
  },
});
