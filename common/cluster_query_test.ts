import { deepEqual, match, rejects } from "node:assert/strict";
import { askBrokers, askCluster } from "./cluster_query.ts";
import { closedPort, says, silent, withListener } from "./testing/listener.ts";
import { broker } from "./testing/metadata_answer.ts";

const strict = { sanitizeOps: true, sanitizeResources: true } as const;
const options = { tls: false, timeout: 10_000 } as const;
const METADATA = {
  ...{ clusterId: "abc", brokers: ["127.0.0.1:9092"], topics: [] },
  addresses: new Map([[1, "127.0.0.1:9092"]]),
};

Deno.test("askCluster() asks for the topics", strict, async () => {
  const topics = (names: readonly string[]) =>
    names.map((name) => ({
      ...{ name, errorCode: 3, partitions: [] },
    }));
  await withListener(
    broker((names = []) => ({ ...METADATA, topics: topics(names) })),
    async (address) => {
      const answer = await askCluster([address], ["a", "b"], options);
      deepEqual(answer, { ...METADATA, topics: topics(["a", "b"]) });
    },
  );
});

Deno.test("askCluster() goes on to the next broker when one does not answer", strict, async () => {
  await withListener(broker(() => METADATA), async (address) => {
    deepEqual(await askCluster([closedPort(), address], [], options), METADATA);
  });
});

Deno.test("askCluster() says of each broker what it did, if none answers", strict, async () => {
  await withListener(silent, async (quiet) => {
    await withListener(says("HTTP/1.1 400 Bad Request"), async (other) => {
      const asked = askCluster([quiet, other], [], { tls: false, timeout: 100 });
      await rejects(asked, (error: Error) => {
        match(error.message, new RegExp(`${quiet} silent, ${other} answered`));
        return true;
      });
    });
  });
});

Deno.test("askBrokers() hands on the answers there are, past one that hangs", strict, async () => {
  const answers: unknown[] = [];
  const onAnswer = (answer: unknown) => answers.push(answer);
  await withListener(silent, async (quiet) => {
    await withListener(broker(() => METADATA), async (address) => {
      const asked = [quiet, closedPort(), address, address];
      await askBrokers(asked, [], { tls: false, timeout: 300, onAnswer });
    });
  });
  deepEqual(answers, [METADATA, METADATA]);
});
