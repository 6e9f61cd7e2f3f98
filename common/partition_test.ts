import { deepEqual, equal } from "node:assert/strict";
import { partitionOf } from "./partition.ts";

Deno.test("partitionOf() sends the five symbols where Kafka's Java client does", () => {
  // Seen with Kafka's own console producer on a topic of six partitions.
  const symbols = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN"];
  const reached = new Set(symbols.map((symbol) => partitionOf(symbol, 6)));
  deepEqual([...reached].sort(), [0, 1, 3, 5]);
});

Deno.test("partitionOf() stays within the count", () => {
  for (let count = 1; count < 20; count++) {
    for (let n = 0; n < 200; n++) {
      const partition = partitionOf(`S${n}`, count);
      equal(Number.isInteger(partition) && partition >= 0 && partition < count, true);
    }
  }
});
