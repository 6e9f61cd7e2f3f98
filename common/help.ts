import type { Setting, SettingsTable } from "./settings.ts";

type Flag = readonly [string, string];

/** What every program understands besides its settings. */
const COMMON_FLAGS: readonly Flag[] = [
  ["--help", "show this text"],
  ["--version", "show the version"],
];
/** What those understand that have a `/health`. */
const HEALTH_FLAGS: readonly Flag[] = [
  ["--healthcheck", "ask the running program's /health: exit 0 when it is well, else 1"],
];

/** The help text: every setting with its environment variable, unit and default. */
export function helpText(
  program: { readonly name: string; readonly summary: string; readonly exitCodes?: string },
  table: SettingsTable,
): string {
  const settings = Object.values(table);
  const hasHealth = settings.some(({ flag }) => flag === "health-port");
  const flags: Flag[] = [
    ...settings.map((row): Flag => [flagText(row), meaningText(row)]),
    ...COMMON_FLAGS,
    ...hasHealth ? HEALTH_FLAGS : [],
  ];
  const width = Math.max(...flags.map(([flag]) => flag.length)) + 2;
  const lines = flags.map(([flag, meaning]) => `  ${flag.padEnd(width)}${meaning}`);
  return [
    program.summary,
    "",
    `Usage: deno task ${program.name} [options]`,
    "",
    "Each option can also be set by the environment variable in brackets; an option wins over it.",
    "",
    ...lines,
    "",
    program.exitCodes ?? "Exit codes: 0 clean stop, 1 runtime failure, 2 wrong settings.",
    "",
  ].join("\n");
}

/** The same table in Markdown, for the docs. */
export function settingsMarkdown(table: SettingsTable): string {
  const rows = Object.values(table).map((row) => {
    const cells = [
      `\`${flagText(row)}\``,
      row.env ? `\`${row.env}\`` : "",
      row.default === undefined ? "" : `\`${row.default}\``,
      `${row.meaning}${row.unit ? ` (${row.unit})` : ""}`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| option | environment | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

function flagText(row: Setting<unknown>): string {
  return row.value ? `--${row.flag} ${row.value}` : `--${row.flag}`;
}

function meaningText(row: Setting<unknown>): string {
  const unit = row.unit ? `, ${row.unit}` : "";
  const fallback = row.default === undefined ? "" : `, default ${row.default}`;
  return `${row.meaning}${unit}${fallback}${row.env ? ` [${row.env}]` : ""}`;
}
