/** A sender with a flaw, which the auditor must see through. Started by the plants. */
import { disconnectWithin } from "@kafka-sim/common/disconnect";
import { createClient } from "@kafka-sim/common/kafka";
import { openProducerLedger } from "@kafka-sim/common/ledger";
import { type ProgramContext, runProgram } from "@kafka-sim/common/program";
import kafkajs from "kafkajs";
import { FLAWS } from "./flaws.ts";
import { sendFlawed } from "./sending.ts";
import { type SenderSettings, senderSettings } from "./settings.ts";

/** Until a dead broker is noticed and replaced, and longer: with one a second, two minutes. */
const RETRIES = 120;
const DISCONNECT_MS = 2_000;

async function run(settings: SenderSettings, { log, signal }: ProgramContext): Promise<number> {
  const { topic, partitions, rate } = settings;
  const { acks, idempotent } = FLAWS[settings.flaw];
  const sender = `plant-${settings.flaw}-${crypto.randomUUID().slice(0, 8)}`;
  const client = createClient(settings, { clientId: sender, log, retries: RETRIES });
  const producer = client.kafka.producer({
    ...{ idempotent, allowAutoTopicCreation: false },
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { retries: RETRIES, maxRetryTime: 1_000 },
  });
  client.watch(producer);
  await producer.connect();
  const ledger = openProducerLedger(settings.ledger, { sender, topic, acks, idempotent });
  log.info("startup_complete", { sender });
  const flaw = FLAWS[settings.flaw];
  await sendFlawed({ producer, topic, sender, partitions, rate, flaw, ledger, signal });
  ledger.close();
  await disconnectWithin(producer, DISCONNECT_MS);
  client.close();
  log.info("shutdown_complete");
  return 0;
}

await runProgram({
  name: "plant sender",
  summary: "Sends ticks and does one thing wrong.",
  settings: senderSettings,
  run,
});
