import { deepEqual } from "node:assert/strict";
import { readByPartition } from "./metrics_reader.ts";

Deno.test("readByPartition() reads one metric and no other", () => {
  const text = `# HELP kafka_sim_stall_seconds how long
# TYPE kafka_sim_stall_seconds gauge
kafka_sim_stall_seconds{partition="0"} 0
kafka_sim_stall_seconds{topic="t",partition="11"} 4.25
kafka_sim_stall_seconds_total{partition="2"} 9
kafka_sim_longest_stall_seconds{partition="0"} 7
`;
  deepEqual([...readByPartition(text, "kafka_sim_stall_seconds")], [[0, 0], [11, 4.25]]);
  deepEqual([...readByPartition("", "x")], []);
});
