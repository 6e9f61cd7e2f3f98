/** `deno task bench`: our programs beside kafkajs and Kafka's own Java tools, on one cluster. */
import { runProgram } from "@kafka-sim/common/program";
import { run } from "./run.ts";
import { benchSettings } from "./settings.ts";

await runProgram({
  name: "bench",
  summary: "Measures producer and consumer beside plain kafkajs and Kafka's own Java tools.",
  settings: benchSettings,
  exitCodes: "Exit codes: 0 measured or stopped, 1 could not be measured, 2 wrong settings.",
  run,
});
