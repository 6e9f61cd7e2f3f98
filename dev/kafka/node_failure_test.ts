import { deepEqual, equal, match } from "node:assert/strict";
import { classifyFailure, NodeFailure } from "./node_failure.ts";

Deno.test("classifyFailure() reads why a node ended", () => {
  const cases: [string, string][] = [
    ["Socket server failed to bind to 127.0.0.1:1: Address already in use.", "port_taken"],
    ["java.io.IOException: No space left on device", "disk_full"],
    ["Failed to acquire lock on file .lock in /data", "data_in_use"],
    ["Error: Could not find or load main class kafka.Kafka", "jars_damaged"],
    ["java.util.zip.ZipException: zip END header not found", "jars_damaged"],
    ["java.lang.NoClassDefFoundError: org/slf4j/LoggerFactory", "jars_damaged"],
    ["# A fatal error has been detected by the Java Runtime Environment:", "jars_damaged"],
    ["Invalid config", "other"],
  ];
  for (const [line, kind] of cases) equal(classifyFailure(["INFO fine", line]), kind);
});

Deno.test("NodeFailure finds the reason before an orderly end of any length", () => {
  const end = new Array(1000).fill("2026-01-15T10:30:00,000 INFO shutting down (kafka.Server)");
  const failure = new NodeFailure(
    2,
    [
      "2026-01-15T10:30:00,000 INFO starting (kafka.Server)",
      "2026-01-15T10:30:00,000 ERROR Unable to start acceptor (kafka.Acceptor)",
      "Caused by: java.net.BindException: Address already in use",
      "\tat java.base/sun.nio.ch.Net.bind0(Native Method)",
      ...end,
    ],
    "while it started",
  );
  equal(
    failure.message,
    "Kafka node 2 ended while it started: java.net.BindException: Address already in use",
  );
  equal(failure.kind, "port_taken");
  equal(failure.words.length, 2);
});

Deno.test("NodeFailure of an unknown reason shows the last error, else the last words", () => {
  const log = ["2026 ERROR one", "2026 ERROR bad", "2026 INFO z"];
  match(new NodeFailure(2, log, "by itself").message, /node 2 ended by itself: 2026 ERROR bad$/);
  deepEqual(new NodeFailure(2, ["a", "b"], "by itself").words, ["a", "b"]);
  match(new NodeFailure(2, [], "by itself").message, /without a word$/);
});
