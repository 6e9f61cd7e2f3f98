import { rejects } from "node:assert/strict";
import type { ProgramError } from "./errors.ts";
import { requireNet } from "./permissions.ts";

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
