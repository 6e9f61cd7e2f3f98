import { type EventLog, openLog } from "@kafka-sim/common/log";

/** A log whose events a test can look at. */
export function watchedLog(): { log: EventLog; events: Record<string, unknown>[] } {
  const events: Record<string, unknown>[] = [];
  const write = (line: string) => void events.push(JSON.parse(line));
  return { log: openLog({ program: "test", level: "INFO", write }), events };
}
