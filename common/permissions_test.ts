import { deepEqual, rejects, throws } from "node:assert/strict";
import type { ProgramError } from "./errors.ts";
import { missingEnv, requireKafkajsEnv, requireNet, requireRead } from "./permissions.ts";

Deno.test({
  name: "requireNet() names every address that the permission does not cover, and the flag",
  permissions: { net: ["127.0.0.1:9092", "kafka_1"] },
  fn: async () => {
    await requireNet(["127.0.0.1:9092", "kafka_1:9093"]);
    const asked = requireNet(["127.0.0.1:9092", "127.0.0.1:9093", "[::1]:9094"]);
    await rejects(
      asked,
      ({ code, message, remedy, exitCode }: ProgramError) =>
        code === "net_permission_missing" && exitCode === 2 &&
        message.includes("127.0.0.1:9093, [::1]:9094") &&
        remedy === "Start with --allow-net=127.0.0.1:9093,[::1]:9094",
    );
  },
});

Deno.test({
  name: "missingEnv() names every variable that may not be read, and the flag",
  permissions: { env: ["TICK_RATE"] },
  fn: () => {
    deepEqual(missingEnv(["TICK_RATE"]), []);
    deepEqual(missingEnv(["TICK_SEED", "TICK_RATE"]), [
      "Cannot read environment variable TICK_SEED as Deno's env permission is missing: " +
      "start with --allow-env=TICK_SEED",
    ]);
  },
});

Deno.test({
  name: "requireKafkajsEnv() names what kafkajs reads and may not",
  permissions: { env: ["KAFKAJS_LOG_LEVEL", "NODE_ENV"] },
  fn: () => {
    throws(requireKafkajsEnv, ({ code, message, exitCode }: ProgramError) => {
      return code === "env_permission_missing" && exitCode === 2 &&
        message.includes("KAFKAJS_DEBUG_PROTOCOL_BUFFERS") && !message.includes("NODE_ENV");
    });
  },
});

Deno.test({
  name: "requireRead() names the file and the flag",
  permissions: { read: ["/there"] },
  fn: () => {
    requireRead("/there/file");
    throws(() => requireRead("/elsewhere"), ({ code, remedy, exitCode }: ProgramError) => {
      return code === "read_permission_missing" && exitCode === 2 &&
        remedy === "Start with --allow-read=/elsewhere";
    });
  },
});
