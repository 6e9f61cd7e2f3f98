import { equal } from "node:assert/strict";

const PROGRAM = new URL("./fixtures/stop_amid_change.ts", import.meta.url).href;
const DEADLINE_MS = 30_000;

Deno.test("kafkajs' consumer loop ends at the stop, though the brokers have just changed", async () => {
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-env", ...map ? [`--import-map=${map}`] : []]
      .concat(PROGRAM),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // It takes no other signal while it goes round.
  const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const { stdout, stderr } = await child.output();
  clearTimeout(timer);
  const decoder = new TextDecoder();
  equal(decoder.decode(stdout), "stopped\n", decoder.decode(stderr));
});
