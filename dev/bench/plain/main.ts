/**
 * kafkajs without anything around it, to compare with: `produce|consume BROKERS TOPIC RECORDS FILE`.
 * Prints what it did as one line of JSON.
 */
import kafkajs from "kafkajs";
import { snappyCodec } from "@kafka-sim/common/snappy";
import { plainConsume } from "./consume.ts";
import { plainProduce } from "./produce.ts";

const [discipline, brokers = "", topic = "", records, file = ""] = Deno.args;
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => snappyCodec;
const kafka = new kafkajs.Kafka({
  clientId: "kafka-sim-bench",
  brokers: brokers.split(","),
  logLevel: kafkajs.logLevel.ERROR,
});
const done = discipline === "produce"
  ? await plainProduce(kafka, { topic, records: Number(records), file })
  : await plainConsume(kafka, { topic, records: Number(records) });
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(done)}\n`));
Deno.exit(0);
