import { runProgram } from "@kafka-sim/common/program";
import { COMMANDS, run } from "./run.ts";
import { checkSchemaSettings, schemaSettings } from "./settings.ts";

const SUMMARIES = {
  check:
    "Checks whether ticks by this schema and those of the topic's other schema can be read alike.",
  register: "Checks the schema, has the registry refuse what is not compatible, and registers it.",
  show: "Prints the schemas that the registry has for the topic.",
} as const;

const [name = "--help", ...args] = Deno.args;
const command = COMMANDS.find((known) => known === name);

if (command) {
  await runProgram({
    name: `schema ${command}`,
    summary: SUMMARIES[command],
    exitCodes: "Exit codes: 0 as wanted, 1 incompatible or failed, 2 wrong settings or schema.",
    args,
    settings: schemaSettings,
    check: checkSchemaSettings,
    run: (settings, context) => run(command, settings, context),
  });
} else {
  const asked = name === "--help";
  const lines = [
    ...asked ? [] : [`Cannot run "schema ${name}": there is no such command`, ""],
    "Usage: deno task schema COMMAND [options]",
    "",
    ...COMMANDS.map((known) => `  ${known.padEnd(10)}${SUMMARIES[known]}`),
    "",
    "deno task schema COMMAND --help tells the options.",
    "",
  ];
  const out = asked ? Deno.stdout : Deno.stderr;
  out.writeSync(new TextEncoder().encode(lines.join("\n")));
  Deno.exit(asked ? 0 : 2);
}
