/** How plants start programs of their own. */
import { describeEnd } from "../../describe_end.ts";
import { type LoggedEvent, parseEvent } from "../../event_tail.ts";
import type { Child } from "../../guard/child.ts";
import { LogWatch } from "../../kafka/log_watch.ts";
import { programCommand, type ProgramFolder } from "../../programs.ts";
import type { Field, Laid } from "../plant.ts";
import type { FlawName } from "./sender/flaws.ts";

const START_MS = 30_000;
/** Longer than a send may take: what is under way is to be noted. */
const STOP_MS = 60_000;
/** Longer than an event. */
const LAST_BYTES = 4_096;

/** A program that was started. */
export interface PlantProgram {
  /** Ends it in order: its ledger is complete then. */
  close(): Promise<void>;
  /** The last event that it has written. */
  lastEvent(): Promise<LoggedEvent | undefined>;
}

/** A sender with a flaw. @param ledger Its file; one below `field.ledgers` is judged. */
export async function startSender(
  field: Field,
  flaw: FlawName,
  ledger: string = `${field.ledgers}/plant-${flaw}.ledger`,
): Promise<PlantProgram> {
  return await startProgram(field, `plant-${flaw}`, "dev/drill/plants/sender", [
    ...[`--flaw=${flaw}`, `--ledger=${ledger}`],
    `--partitions=${field.stage.status.partitions.length}`,
  ]);
}

/** A member of the group that skips records, and says in the end how many. */
export async function startReader(field: Field): Promise<Laid> {
  const { close, lastEvent } = await startProgram(
    field,
    "plant-skipping",
    "dev/drill/plants/reader",
    [
      ...[`--group=${field.stage.status.group}`, `--ledger=${field.ledgers}/plant-skipping.ledger`],
    ],
  );
  return { close, count: async () => Number((await lastEvent())?.skipped) };
}

async function startProgram(
  { lab, stage, importMap }: Field,
  name: string,
  folder: ProgramFolder,
  args: readonly string[],
): Promise<PlantProgram> {
  const command = await programCommand(folder, [
    ...[`--brokers=${stage.brokers.join(",")}`, `--topic=${stage.status.topic}`],
    ...[`--session-timeout=${stage.session * 1000}ms`, "--health-port=off", ...args],
  ], importMap);
  const log = `${lab.run.folder}/${name}-${crypto.randomUUID()}.log`;
  const watch = new LogWatch(log);
  const child = lab.run.spawn(name, command, {
    stderr: log,
    env: { KAFKA_SIM_LAUNCHER: String(Deno.pid) },
  });
  await started(child, watch, stage.signal);
  return {
    close: async () => {
      const { success } = await child.stop(STOP_MS);
      if (!success && !stage.signal.aborted) throw await describeEnd(child);
    },
    lastEvent: async () => (await watch.lines(LAST_BYTES)).flatMap(eventOf).at(-1),
  };
}

function eventOf(line: string): LoggedEvent[] {
  const event = parseEvent(line);
  return event ? [event] : [];
}

async function started(child: Child, watch: LogWatch, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  child.ended.then(() => over.abort());
  const timer = setTimeout(() => over.abort(), START_MS);
  const until = AbortSignal.any([over.signal, signal]);
  const isStarted = await watch.waitFor('"startup_complete"', until);
  clearTimeout(timer);
  if (isStarted && child.alive) return;
  await child.stop(0);
  signal.throwIfAborted();
  throw await describeEnd(child);
}
