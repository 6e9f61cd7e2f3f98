import { deepEqual, equal } from "node:assert/strict";
import { DEAD_LETTER } from "@kafka-sim/common/headers";
import type { LoggedRecord } from "./java_log.ts";

const ADDED: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER));

/**
 * Requires each of these records among the dead letters: once or more, unchanged, with the reason
 * that belongs to it; and nothing else there.
 *
 * @param reasonOf The reason that a record is expected to be given.
 */
export function requireLetters(
  bad: readonly LoggedRecord[],
  letters: readonly LoggedRecord[],
  { topic, reasonOf }: { topic: string; reasonOf: (record: LoggedRecord) => string },
): void {
  const byPlace = Map.groupBy(letters, (letter) => placeOf(letter, topic));
  const expected = bad.map(({ partition, offset }) => `${partition}/${offset}`);
  deepEqual([...byPlace.keys()].sort(), expected.sort());
  for (const record of bad) {
    for (const letter of byPlace.get(`${record.partition}/${record.offset}`)!) {
      deepEqual(letter.key, record.key);
      deepEqual(letter.value, record.value);
      deepEqual(letter.headers.filter(([name]) => !ADDED.has(name)), record.headers);
      equal(headerOf(letter, DEAD_LETTER.reason), reasonOf(record));
      equal(headerOf(letter, DEAD_LETTER.timestamp), String(record.timestamp));
    }
  }
}

/** A header's text; undefined if the record has none of this name. */
export function headerOf({ headers }: LoggedRecord, wanted: string): string | undefined {
  const value = headers.find(([name]) => name === wanted)?.[1];
  return value ? new TextDecoder().decode(value) : undefined;
}

function placeOf(letter: LoggedRecord, topic: string): string {
  equal(headerOf(letter, DEAD_LETTER.topic), topic);
  return `${headerOf(letter, DEAD_LETTER.partition)}/${headerOf(letter, DEAD_LETTER.offset)}`;
}
