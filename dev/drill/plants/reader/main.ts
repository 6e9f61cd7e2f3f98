/** A member of a group that jumps over one record of each partition. Started by a plant. */
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { contentHash } from "@kafka-sim/common/hash";
import { SENDER, SEQUENCE } from "@kafka-sim/common/headers";
import { createClient } from "@kafka-sim/common/kafka";
import { openConsumerLedger } from "@kafka-sim/common/ledger";
import { type ProgramContext, runProgram } from "@kafka-sim/common/program";
import type { EachBatchPayload, KafkaMessage } from "kafkajs";
import { type ReaderSettings, readerSettings } from "./settings.ts";
import { Skipping } from "./skipping.ts";

const DISCONNECT_MS = 5_000;
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
const FETCH_WAIT_MS = 100;

async function run(settings: ReaderSettings, { log, signal }: ProgramContext): Promise<number> {
  const { topic, group, ledger: path } = settings;
  const member = `plant-skipping-${crypto.randomUUID().slice(0, 8)}`;
  const client = createClient(settings, { clientId: member, log });
  const consumer = client.kafka.consumer({
    ...{ groupId: group, sessionTimeout: SESSION_MS, heartbeatInterval: HEARTBEAT_MS },
    ...{ maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false },
  });
  client.watch(consumer);
  const ledger = openConsumerLedger(path, { member, group, topic });
  const skipping = new Skipping();
  let skipped = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    ...{ autoCommit: false, eachBatchAutoResolve: false },
    eachBatch: async ({ batch, resolveOffset, heartbeat, isStale }: EachBatchPayload) => {
      if (isStale() || batch.messages.length === 0) return;
      const { kept, skipped: jumped } = skipping.take(batch.partition, batch.messages);
      ledger.handled(batch.partition, kept.map(noteOf));
      resolveOffset(batch.lastOffset());
      const offset = String(BigInt(batch.lastOffset()) + 1n);
      await consumer.commitOffsets([{ topic, partition: batch.partition, offset }]);
      // What is not committed is given to somebody once more.
      if (jumped) skipped++;
      await heartbeat();
    },
  });
  log.info("startup_complete", { member });
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  await disconnectWithin(consumer, DISCONNECT_MS);
  client.close();
  ledger.close();
  log.info("shutdown_complete", { skipped });
  return 0;
}

function noteOf({ offset, key, value, headers = {} }: KafkaMessage) {
  const sender = headers[SENDER] as Uint8Array | undefined;
  const sequence = headers[SEQUENCE] as Uint8Array | undefined;
  return { offset: BigInt(offset), contentHash: contentHash({ key, value, sender, sequence }) };
}

await runProgram({
  name: "plant reader",
  summary: "Reads ticks in a group and jumps over some.",
  settings: readerSettings,
  run,
});
