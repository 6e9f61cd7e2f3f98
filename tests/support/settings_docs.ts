import { settingsMarkdown } from "@kafka-sim/common/help";
import type { SettingsTable } from "@kafka-sim/common/settings";
import { runSettings } from "../../auditor/run_settings.ts";
import { indexSettings, judgeSettings } from "../../auditor/settings.ts";
import { schemaSettings } from "../../common/schema/settings.ts";
import { topicsSettings } from "../../common/topics/settings.ts";
import { consumerSettings } from "../../consumer/settings.ts";
import { devSettings } from "../../dev/settings.ts";
import { producerSettings } from "../../producer/settings.ts";

/** The programs by the command that starts them. */
const TABLES: Readonly<Record<string, SettingsTable>> = {
  "deno task dev": devSettings,
  "deno task producer": producerSettings,
  "deno task consumer": consumerSettings,
  "deno task topics": topicsSettings,
  "deno task schema": schemaSettings,
  "deno task auditor run": runSettings,
  "deno task auditor judge": judgeSettings,
  "deno task auditor index": indexSettings,
};

const HEAD = `# Settings

An option wins over its environment variable, the variable over the default. An empty variable counts as
absent. Wrong settings are all reported at once, each with its value and the rule that it breaks, with exit
code 2 and before any connection. Times are written with their unit: \`500ms\`, \`9s\`, \`5m\`, \`168h\`.

This page is made from the tables in the code: \`deno task unit tests/support/settings_docs_test.ts -- --update\`.
`;

/** The text of `docs/settings.md`: what `--help` of each program says. */
export function settingsDocs(): string {
  const sections = Object.entries(TABLES).map(([command, table]) =>
    `\n## \`${command}\`\n\n${settingsMarkdown(table)}\n`
  );
  return HEAD + sections.join("");
}
