import { deepEqual } from "node:assert/strict";
import { setTimeout as nodeSetTimeout } from "node:timers";
import kafkajs from "kafkajs";
import { createClientLog, logWarnings } from "./client_log.ts";
import { type LogLevel, openLog } from "./log.ts";

function memoryLog(level: LogLevel, lines: Record<string, unknown>[]) {
  return openLog({ program: "test", level, write: (line) => lines.push(JSON.parse(line)) });
}

Deno.test("createClientLog() makes debug events of whatever kafkajs logs", () => {
  const lines: Record<string, unknown>[] = [];
  const create = (level: LogLevel) =>
    new kafkajs.Kafka({ brokers: ["a:1"], logCreator: createClientLog(memoryLog(level, lines)) });
  create("INFO").logger().error("Connection error", { broker: "a:1" });
  create("DEBUG").logger().namespace("Broker").error("Connection error", { broker: "a:1" });
  const shown = lines.map(({ time: _, ...fields }) => fields);
  deepEqual(shown, [{
    level: "DEBUG",
    program: "test",
    event: "kafka_client",
    namespace: "Broker",
    severity: "ERROR",
    message: "Connection error",
    broker: "a:1",
  }]);
});

Deno.test("logWarnings() turns kafkajs' negative timer into a debug event", async () => {
  const lines: Record<string, unknown>[] = [];
  logWarnings(memoryLog("DEBUG", lines));
  await new Promise<void>((resolve) => nodeSetTimeout(resolve, -5));
  deepEqual(lines.map(({ event, severity }) => ({ event, severity })), [
    { event: "kafka_client", severity: "TimeoutNegativeWarning" },
  ]);
});
