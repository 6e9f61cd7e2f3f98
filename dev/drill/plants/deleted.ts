import { createClient } from "@kafka-sim/common/kafka";
import { openLog } from "@kafka-sim/common/log";
import { none } from "../faults/none.ts";
import type { Field, Plant } from "../plant.ts";

/** Somebody removes records by an administrator's right. */
export const deleted: Plant = {
  name: "deleted",
  meaning: "the first half of a partition is removed by DeleteRecords",
  fault: none,
  finds: "deleted",
  lay: (field) => Promise.resolve({ spring: () => removeHalf(field), close: async () => {} }),
};

const PARTITION = 0;

async function removeHalf({ stage }: Field): Promise<string> {
  const { topic } = stage.status;
  const connection = {
    ...{ brokers: stage.brokers, tls: false, clusterId: undefined },
    ...{ sessionTimeout: stage.session * 1000, startupTimeout: 10_000 },
  };
  const log = openLog({ program: "drill", level: "ERROR" });
  const client = createClient(connection, { clientId: "kafka-sim-plant", log });
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    const end = Number(ends.find(({ partition }) => partition === PARTITION)!.high);
    const offset = String(Math.floor(end / 2));
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: PARTITION, offset }] });
    return `removed all before offset ${offset} of partition ${PARTITION}`;
  } finally {
    await admin.disconnect();
    client.close();
  }
}
