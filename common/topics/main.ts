import { runProgram } from "@kafka-sim/common/program";
import { run } from "./run.ts";
import { checkTopicsSettings, topicsSettings } from "./settings.ts";

await runProgram({
  name: "topics",
  summary:
    "Creates the topic of the ticks and its dead letter topic, grows, alters or checks them.",
  exitCodes: "Exit codes: 0 as wanted, 1 something differs or failed, 2 wrong settings.",
  settings: topicsSettings,
  check: checkTopicsSettings,
  run,
});
