import { runProgram } from "@kafka-sim/common/program";
import { run } from "./run.ts";
import { checkSettings, producerSettings } from "./settings.ts";

await runProgram({
  name: "producer",
  summary: "Sends the ticks of a simulated stock market to Kafka, losing none it was told to keep.",
  settings: producerSettings,
  check: checkSettings,
  run,
});
