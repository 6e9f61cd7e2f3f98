import type { Setting } from "@kafka-sim/common/settings";
import { FAULTS } from "./faults/all.ts";
import { PLANTS } from "./plants/all.ts";
import { drillSettings } from "./settings.ts";

/** What `deno task drill --help` prints. */
export function drillHelp(): string {
  const options = Object.values(drillSettings).map(optionLine);
  const faults = FAULTS.map(({ name, meaning }) => [name, meaning] as const);
  const plants = PLANTS.map(({ name, meaning, fault }) =>
    [name, `${meaning}; goes with ${fault.name}`] as const
  );
  return [
    "Breaks a real Kafka on this machine, and judges whether anything acknowledged was lost.",
    "",
    "Usage: deno task drill [FAULT…] [options]     without a fault: kill-leader",
    "",
    ...list([...options, ["--help", "show this text"]]),
    "",
    "Faults:",
    ...list([...faults, ["all", "every one of them"]]),
    "",
    "Plants, to see that the verdict can be trusted: each ends with exit code 3.",
    ...list(plants),
    "",
    "Exit codes: 0 all passed, 3 one failed, 1 inconclusive, 2 wrong settings.",
    "",
  ].join("\n");
}

function optionLine(row: Setting<unknown>): readonly [string, string] {
  const unit = row.unit ? `, ${row.unit}` : "";
  const fallback = row.default === undefined ? "" : `, default ${row.default}`;
  return [`--${row.flag}${row.value ? ` ${row.value}` : ""}`, `${row.meaning}${unit}${fallback}`];
}

function list(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}${meaning}`);
}
