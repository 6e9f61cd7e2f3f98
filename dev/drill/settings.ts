import { addresses, oneOf, onOff, text, wholeNumber } from "@kafka-sim/common/setting_types";
import { readArgs } from "@kafka-sim/common/args";
import type { Settings } from "@kafka-sim/common/settings";
import type { Fault } from "./fault.ts";
import { FAULTS } from "./faults/all.ts";
import type { Plant } from "./plant.ts";
import { PLANTS } from "./plants/all.ts";

/** The settings of `deno task drill`, besides the faults. */
export const drillSettings = {
  rate: {
    flag: "rate",
    value: "N",
    unit: "ticks/s",
    default: "2000",
    meaning: "how many are sent, over all senders",
    parse: wholeNumber({ min: 1, max: 1_000_000 }),
  },
  report: {
    flag: "report",
    value: "DIR",
    meaning: "new folder for the reports; by itself reports/<time>",
    parse: text(),
  },
  plant: {
    flag: "plant",
    value: "NAME",
    meaning: "plant a damage that the auditor must find, see below",
    parse: oneOf(...PLANTS.map(({ name }) => name)),
  },
  step: {
    flag: "step",
    meaning: "wait for Enter before inject, heal and verdict",
    parse: onOff(),
  },
  fastDetection: {
    flag: "fast-detection",
    meaning: "notice dead brokers after 3 s instead of Kafka's 9 s",
    parse: onOff(),
  },
  kafka: {
    flag: "kafka",
    value: "HOST:PORT,…",
    meaning: "use this running Kafka instead of starting one: for the fault none only",
    parse: addresses(),
  },
} as const;

/** What {@linkcode drillSettings} resolves to. */
export type DrillSettings = Settings<typeof drillSettings>;

/** What the drills are to be. */
export interface Choice {
  readonly faults: readonly Fault[];
  readonly plant: Plant | undefined;
}

const ALL = "all";
/** Where nothing is named: the drill to begin with. */
const FIRST = "kill-leader";

/** Tells the faults' names from the other arguments. */
export function splitArgs(args: readonly string[]): { names: string[]; rest: string[] } {
  const rows = Object.values(drillSettings);
  const { given, unknown } = readArgs(args, {
    values: rows.filter((row) => "value" in row).map(({ flag }) => flag),
    switches: rows.filter((row) => !("value" in row)).map(({ flag }) => flag),
  });
  const isName = (arg: string) => !arg.startsWith("-");
  const isSwitch = (flag: string) => rows.some((row) => row.flag === flag && !("value" in row));
  const flags = [...given].map(([flag, value]) =>
    isSwitch(flag) ? `--${flag}` : `--${flag}=${value}`
  );
  return {
    names: unknown.filter(isName),
    rest: [...flags, ...unknown.filter((arg) => !isName(arg))],
  };
}

/** The faults and what is planted in them; or what is wrong with that, a sentence each. */
export function choose(names: readonly string[], settings: DrillSettings): Choice | string[] {
  const plant = PLANTS.find(({ name }) => name === settings.plant);
  const wanted = names.length > 0 ? names : [plant?.fault.name ?? FIRST];
  const known = FAULTS.map(({ name }) => name);
  const problems = wanted.filter((name) => name !== ALL && !known.includes(name)).map((name) =>
    `Cannot do fault "${name}": there are ${known.join(", ")} and ${ALL}`
  );
  if (problems.length > 0) return problems;
  const faults = wanted.flatMap((name) => FAULTS.filter((one) => [one.name, ALL].includes(name)));
  if (plant && faults.some((fault) => fault !== plant.fault)) {
    problems.push(
      `Cannot plant "${plant.name}" but in fault "${plant.fault.name}": leave others out`,
    );
  }
  if (settings.kafka && faults.some(({ needs }) => needs !== "anything")) {
    problems.push('Cannot use setting "--kafka" with any fault but "none": its nodes are not ours');
  }
  return problems.length > 0 ? problems : { faults, plant };
}
