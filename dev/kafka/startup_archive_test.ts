import { deepEqual } from "node:assert/strict";
import { startupArchive } from "./startup_archive.ts";

const JAVA = { command: "/j/bin/java", home: "/j", version: "17.0.1", major: 17 };

Deno.test("startupArchive() takes class data up to Java 24, and ahead-of-time code from 25", () => {
  deepEqual(startupArchive("/c", JAVA).useFlags, ["-XX:SharedArchiveFile=/c/startup.jsa"]);
  deepEqual(startupArchive("/c", { ...JAVA, major: 24 }).writeFlags, [
    "-XX:ArchiveClassesAtExit=/c/startup.jsa",
  ]);
  deepEqual(startupArchive("/c", { ...JAVA, major: 25 }).useFlags, ["-XX:AOTCache=/c/startup.aot"]);
});
