import { runProgram } from "@kafka-sim/common/program";
import { versionLine } from "@kafka-sim/common/version";
import { indexCommand } from "./index_command.ts";
import { judgeCommand } from "./judge_command.ts";
import { runCommand } from "./run_command.ts";
import { checkRunSettings, runSettings } from "./run_settings.ts";
import {
  checkIndexSettings,
  checkJudgeSettings,
  indexSettings,
  judgeSettings,
} from "./settings.ts";

const EXIT_CODES =
  "Exit codes: 0 passed, 3 failed, 1 inconclusive or not to be judged, 2 wrong settings.";
const [command = "--help", ...args] = Deno.args;

switch (command) {
  case "run":
    await runProgram({
      name: "auditor run",
      summary:
        "Keeps senders and readers at work on a topic of its own, and judges what came of it.",
      exitCodes: EXIT_CODES,
      args,
      settings: runSettings,
      check: checkRunSettings,
      run: runCommand,
    });
    break;
  case "judge":
    await runProgram({
      name: "auditor judge",
      summary: "Judges from ledgers and the log whether anything acknowledged was lost.",
      exitCodes: EXIT_CODES,
      args,
      settings: judgeSettings,
      check: checkJudgeSettings,
      run: judgeCommand,
    });
    break;
  case "index":
    await runProgram({
      name: "auditor index",
      summary: "Lists the reports of a folder in one page.",
      args,
      settings: indexSettings,
      check: checkIndexSettings,
      run: indexCommand,
    });
    break;
  case "--version":
    Deno.stdout.writeSync(new TextEncoder().encode(versionLine("auditor")));
    break;
  default: {
    const asked = command === "--help";
    const lines = [
      ...asked ? [] : [`Cannot run "auditor ${command}": there is no such command`, ""],
      "Usage: deno task auditor COMMAND [options]",
      "",
      "  run    keep senders and readers at work on a topic, and judge what came of it",
      "  judge  judge from ledgers and the log whether anything acknowledged was lost",
      "  index  list the reports of a folder in one page",
      "",
      "deno task auditor COMMAND --help tells the options.",
      "",
    ];
    const out = asked ? Deno.stdout : Deno.stderr;
    out.writeSync(new TextEncoder().encode(lines.join("\n")));
    Deno.exit(asked ? 0 : 2);
  }
}
