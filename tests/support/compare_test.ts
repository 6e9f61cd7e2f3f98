import { deepEqual, equal, match, throws } from "node:assert/strict";
import { xxh64 } from "@kafka-sim/common/hash";
import { compare, requireIntact } from "./compare.ts";
import type { LoggedRecord } from "./java_log.ts";
import { longestOutage } from "./outage.ts";
import type { ProducerHistory, SentHistory } from "./sent_history.ts";

const encoder = new TextEncoder();
const value = (sequence: number) => encoder.encode(`{"n":${sequence}}`);

/** Ten records in partition 0, the last of them unknown. */
function sent(): ProducerHistory {
  const records: SentHistory[] = Array.from({ length: 10 }, (_, sequence) => ({
    sequence,
    key: "AAPL",
    valueHash: xxh64(value(sequence)),
    due: 1000 + sequence * 100,
    acknowledged: sequence < 9
      ? { time: 1050 + sequence * 100, offset: BigInt(sequence) }
      : undefined,
  }));
  return { sender: "s", partitions: new Map([[0, records]]), ended: true };
}

function logged(sequence: number, offset: number = sequence): LoggedRecord {
  return {
    partition: 0,
    offset: BigInt(offset),
    timestamp: 1000 + sequence * 100,
    key: encoder.encode("AAPL"),
    value: value(sequence),
    headers: [["sender", encoder.encode("s")], ["sequence", encoder.encode(String(sequence))]],
  };
}

const whole = () => Array.from({ length: 9 }, (_, sequence) => logged(sequence));

Deno.test("compare() finds nothing wrong where nothing is, the unknown in the log or not", () => {
  const without = compare([sent()], whole());
  requireIntact(without);
  deepEqual([without.acknowledged, without.unknown, without.unknownLogged], [9, 1, 0]);
  const withIt = compare([sent()], [...whole(), logged(9)]);
  requireIntact(withIt);
  equal(withIt.unknownLogged, 1);
});

const DAMAGES: Readonly<Record<string, readonly [RegExp, () => LoggedRecord[]]>> = {
  "a record missing": [/1 lost/, () => whole().filter(({ offset }) => offset !== 4n)],
  "another offset than acknowledged": [/1 lost/, () => [...whole().slice(0, 8), logged(8, 9)]],
  "a record twice": [/1 duplicates/, () => [...whole(), logged(3, 9)]],
  "two records swapped": [/reordered/, () => {
    const [first, second, ...others] = whole();
    return [second!, first!, ...others];
  }],
  "another value": [/1 strangers/, () => {
    return [...whole().slice(0, 8), { ...whole()[8]!, value: value(7) }];
  }],
  "another time": [/1 strangers/, () => {
    return [...whole().slice(0, 8), { ...whole()[8]!, timestamp: 1700 }];
  }],
  "another partition": [/1 strangers/, () => {
    return [...whole().slice(0, 8), { ...whole()[8]!, partition: 1 }];
  }],
  "another sender": [/1 strangers/, () => [...whole(), { ...logged(9), headers: [] }]],
};

for (const [damage, [finding, log]] of Object.entries(DAMAGES)) {
  Deno.test(`compare() finds ${damage}`, () => {
    throws(() => requireIntact(compare([sent()], log())), finding);
  });
}

Deno.test("requireIntact() does not praise a run in which nothing was acknowledged", () => {
  throws(() => requireIntact(compare([], [])), /Nothing/);
});

Deno.test("longestOutage() counts from when something is due, not from the last answer", () => {
  const at = (due: number, time: number): SentHistory => ({
    ...{ sequence: 0, key: "", valueHash: 0n, due },
    acknowledged: { time, offset: undefined },
  });
  // Nothing was due from 1,050 to 9,000; then 3 s passed before an answer for both.
  equal(longestOutage([at(1000, 1050), at(9000, 12_000), at(11_000, 12_000)]), 3000);
  // An answer in between ends the outage, though more is due.
  equal(longestOutage([at(0, 2000), at(1, 3500), at(2, 3600)]), 2000);
  throws(() => longestOutage(sent().partitions.get(0)!), (error: Error) => {
    match(error.message, /unknown/);
    return true;
  });
});
