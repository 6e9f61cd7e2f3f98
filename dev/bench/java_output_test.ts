import { deepEqual, throws } from "node:assert/strict";
import { readConsumerPerformance, readProducerPerformance } from "./java_output.ts";

Deno.test("the last report of ProducerPerformance counts, not the ones on the way", () => {
  const output = "100000 records sent, 50000.0 records/sec (4.7 MB/sec), 12.0 ms avg latency.\n" +
    "300000 records sent, 75000.0 records/sec (7.1 MB/sec), 9.5 ms avg latency, " +
    "80.00 ms max latency, 8 ms 50th, 20 ms 95th, 40 ms 99th, 70 ms 99.9th.\n";
  deepEqual(readProducerPerformance(output), { records: 300_000, seconds: 4 });
});

Deno.test("ConsumerPerformance is read by the names of its columns", () => {
  const output =
    "start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, " +
    "rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec\n" +
    "2026-01-01 10:00:00:000, 2026-01-01 10:00:05:000, 95.4, 19.1, 1000000, 200000.0, " +
    "3000, 2500, 38.2, 400000.0\n";
  deepEqual(readConsumerPerformance(output), { records: 1_000_000, seconds: 2.5 });
});

Deno.test("a tool that reported nothing is an error with what it printed", () => {
  throws(() => readProducerPerformance("Exception: no brokers\n"), /no brokers/);
  throws(() => readConsumerPerformance("Exception: no brokers\n"), /no brokers/);
  throws(() => readConsumerPerformance("fetch.time.ms, data.consumed.in.nMsg\n"), /report/);
});
