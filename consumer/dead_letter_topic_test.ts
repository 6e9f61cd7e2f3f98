import { deepEqual, equal, rejects } from "node:assert/strict";
import { findDeadLetterTopic, holdsDeadLetters } from "./dead_letter_topic.ts";

/** A cluster with these topics, to which one that is waited for comes, if it is to. */
function cluster(topics: Record<string, number>, comes?: string) {
  const asked: string[][] = [];
  const required: string[] = [];
  const ask = (names: readonly string[]) => {
    asked.push([...names]);
    const found = names.map((name) => ({
      name,
      errorCode: topics[name] ? 0 : 3,
      partitions: Array.from({ length: topics[name] ?? 0 }, (_, partition) => ({
        ...{ partition, leader: 1, replicas: [1], inSync: [1] },
      })),
    }));
    return Promise.resolve({ topics: found });
  };
  const require = (name: string) => {
    required.push(name);
    if (name !== comes) return Promise.reject(new Error(`${name} is missing`));
    topics[name] = 4;
    return Promise.resolve();
  };
  return { ask, require, asked, required };
}

const ticks = { topic: "stock_ticks", dlq: undefined };
const drill = { topic: "drill", dlq: undefined };

Deno.test("The dead letter topic is the topic's own, and the shared one where there is none", async () => {
  const both = cluster({ "stock_ticks_dlq": 3, "drill_dlq": 2 });
  const own = { name: "drill_dlq", partitions: 2 };
  const shared = { name: "stock_ticks_dlq", partitions: 3 };
  deepEqual(await findDeadLetterTopic(ticks, both), shared);
  deepEqual(await findDeadLetterTopic(drill, both), own);
  deepEqual(await findDeadLetterTopic(drill, cluster({ "stock_ticks_dlq": 3 })), shared);
});

Deno.test("The dead letter topic is the one that is named, and no other", async () => {
  const named = { topic: "drill", dlq: "elsewhere" };
  const found = await findDeadLetterTopic(named, cluster({ elsewhere: 1, "drill_dlq": 1 }));
  deepEqual(found, { name: "elsewhere", partitions: 1 });
  const missing = cluster({ "drill_dlq": 1, "stock_ticks_dlq": 1 });
  await rejects(findDeadLetterTopic(named, missing), /elsewhere is missing/);
});

Deno.test("The dead letter topic is waited for", async () => {
  const coming = cluster({}, "drill_dlq");
  deepEqual(await findDeadLetterTopic(drill, coming), { name: "drill_dlq", partitions: 4 });
  deepEqual([coming.required, coming.asked.length], [["drill_dlq"], 2]);
  await rejects(findDeadLetterTopic(drill, cluster({})), /drill_dlq is missing/);
});

Deno.test("A topic of dead letters is known by its name or by the settings", () => {
  equal(holdsDeadLetters({ topic: "stock_ticks_dlq", dlq: undefined }), true);
  equal(holdsDeadLetters({ topic: "bad", dlq: "bad" }), true);
  equal(holdsDeadLetters({ topic: "stock_ticks", dlq: "bad" }), false);
});
