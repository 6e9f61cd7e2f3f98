import { deepEqual, equal, throws } from "node:assert/strict";
import { readSettings, type SettingsError } from "@kafka-sim/common/settings";
import { checkRunSettings, runSettings } from "./run_settings.ts";
import {
  checkIndexSettings,
  checkJudgeSettings,
  indexSettings,
  judgeSettings,
} from "./settings.ts";

const env = () => undefined;

Deno.test("auditor run needs a folder and no more replicas in sync than there are", () => {
  const read = (...args: string[]) => readSettings(runSettings, { args, env }, checkRunSettings);
  const { partitions, replicationFactor, minInsyncReplicas, senders, readers } = read("--report=r");
  deepEqual([partitions, replicationFactor, minInsyncReplicas, senders, readers], [6, 3, 2, 2, 3]);
  throws(() => read("--replication-factor=1"), (error) => {
    deepEqual((error as SettingsError).problems, [
      'Cannot run without setting "--report": name a folder',
      'Cannot use setting "--min-insync-replicas" as it must be at most "--replication-factor", 1: ' +
      'current value is "2"',
    ]);
    return true;
  });
});

Deno.test("auditor judge and index say which folder they lack", () => {
  const problems = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      return (error as SettingsError).problems.length;
    }
    return 0;
  };
  equal(problems(() => readSettings(judgeSettings, { args: [], env }, checkJudgeSettings)), 2);
  equal(problems(() => readSettings(indexSettings, { args: [], env }, checkIndexSettings)), 1);
});
