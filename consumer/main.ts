import { runProgram } from "@kafka-sim/common/program";
import { run } from "./run.ts";
import { checkSettings, consumerSettings } from "./settings.ts";

await runProgram({
  name: "consumer",
  summary: "Shows the ticks that come through Kafka, and sets aside what is no tick.",
  settings: consumerSettings,
  check: checkSettings,
  run,
});
