import { deepEqual } from "node:assert/strict";
import { readSettings } from "../settings.ts";
import { ensureTopic } from "./ensure.ts";
import { checkTopicsSettings, topicsSettings } from "./settings.ts";
import { FakeTopicAdmin } from "./testing/fake_topic_admin.ts";
import { treatAll } from "./treat_all.ts";

async function treat(admin: FakeTopicAdmin, ...args: string[]) {
  const settings = readSettings(
    topicsSettings,
    { args, env: () => undefined },
    checkTopicsSettings,
  );
  const { signal } = new AbortController();
  const reports = await treatAll(settings, {
    ...{ admin, signal },
    ensure: (plan) => ensureTopic(admin, plan, { signal }),
  });
  return reports.map(({ topic, isMended }) => [topic, isMended]);
}

Deno.test("treatAll() mends the topic and its dead letters", async () => {
  const admin = new FakeTopicAdmin();
  deepEqual(await treat(admin, "--topic=t"), [["t", true], ["t_dlq", true]]);
  deepEqual(admin.changes, ["create t", "create t_dlq"]);
  await treat(admin, "--topic=t", "--partitions=6", "--check");
  deepEqual(admin.changes.length, 2);
  await treat(admin, "--topic=t", "--partitions=6");
  deepEqual(admin.changes.slice(2), ["grow t to 6"]);
});

Deno.test("treatAll() changes no topic where one can only be mended by hand", async () => {
  const admin = new FakeTopicAdmin();
  const wish = ["--topic=t", "--partitions=6", "--replication-factor=3"];
  admin.add("t", 3);
  deepEqual(await treat(admin, ...wish), [["t", false], ["t_dlq", false]]);
  admin.topics.clear();
  await treat(admin, "--topic=t", "--replication-factor=3");
  admin.topics.delete("t_dlq");
  admin.add("t_dlq", 3);
  admin.changes.length = 0;
  deepEqual(await treat(admin, ...wish), [["t", false], ["t_dlq", false]]);
  deepEqual(admin.changes, []);
});
