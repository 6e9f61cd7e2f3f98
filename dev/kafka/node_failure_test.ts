import { equal, match } from "node:assert/strict";
import { classifyFailure, NodeFailure } from "./node_failure.ts";

Deno.test("classifyFailure() reads why a node ended", () => {
  const cases: [string, string][] = [
    ["Socket server failed to bind to 127.0.0.1:1: Address already in use.", "port_taken"],
    ["java.io.IOException: No space left on device", "disk_full"],
    ["Failed to acquire lock on file .lock in /data", "data_in_use"],
    ["Error: Could not find or load main class kafka.Kafka", "jars_damaged"],
    ["java.util.zip.ZipException: zip END header not found", "jars_damaged"],
    ["java.lang.NoClassDefFoundError: org/slf4j/LoggerFactory", "jars_damaged"],
    ["Invalid config", "other"],
  ];
  for (const [line, kind] of cases) equal(classifyFailure(["INFO fine", line]), kind);
});

Deno.test("NodeFailure shows the line that says what is wrong", () => {
  match(new NodeFailure(2, ["INFO a", "ERROR bad", "INFO z"]).message, /node 2 .*: ERROR bad$/);
  match(new NodeFailure(2, []).message, /no word/);
});
