import type { ConnectionSettings } from "@kafka-sim/common/shared_settings";
import type { FormatSettings } from "@kafka-sim/common/tick_format";
import { deadLettersOf } from "./drill_topic.ts";

/** What the programs of a run are told. */
export interface ProgramPlan {
  readonly connection: ConnectionSettings;
  /** @default {JSON} */
  readonly format?: FormatSettings;
  readonly topic: string;
  /** Ticks per second of one sender. */
  readonly rate: number;
  readonly universe: number;
  /** Milliseconds after which a program ends, should nobody be left to end it. */
  readonly longest: number;
}

/** The group's name without the topic, which the consumer adds. */
const GROUP = "tick-consumers";
const DRAIN_MS = 30_000;

/** The group of a run. */
export function groupOf(topic: string): string {
  return `${GROUP}-${topic}`;
}

/** The producer's arguments. */
export function senderArgs(plan: ProgramPlan, ledger: string): string[] {
  return [
    ...common(plan, ledger),
    `--rate=${plan.rate}`,
    `--universe=${plan.universe}`,
    `--drain-timeout=${DRAIN_MS}ms`,
  ];
}

/** The consumer's arguments. */
export function readerArgs(plan: ProgramPlan, ledger: string): string[] {
  return [
    ...common(plan, ledger),
    `--group=${GROUP}`,
    "--from=earliest",
    "--output=none",
    `--dlq=${deadLettersOf(plan.topic)}`,
  ];
}

function common({ connection, format, topic, longest }: ProgramPlan, ledger: string): string[] {
  const { brokers, tls, clusterId, sessionTimeout, startupTimeout } = connection;
  return [
    `--brokers=${brokers.join(",")}`,
    ...tls ? ["--tls"] : [],
    ...clusterId === undefined ? [] : [`--cluster-id=${clusterId}`],
    `--session-timeout=${sessionTimeout}ms`,
    `--startup-timeout=${startupTimeout}ms`,
    ...format ? [`--format=${format.format}`] : [],
    ...format?.registry === undefined ? [] : [`--registry=${format.registry}`],
    `--topic=${topic}`,
    `--ledger=${ledger}`,
    `--duration=${longest}ms`,
    "--health-port=off",
  ];
}
