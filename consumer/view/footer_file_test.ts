import { deepEqual, equal } from "node:assert/strict";
import { within } from "@kafka-sim/common/wait";
import { FooterFile } from "./footer_file.ts";

/** Lets what is under way get to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("FooterFile reads the lines of its file, without what would move the cursor", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "Kafka 127.0.0.1:9092\n\x1b[2Jnode 1 up\n");
  const { promise, resolve } = Promise.withResolvers<void>();
  const footer = new FooterFile(path, async (path) => {
    const text = await Deno.readTextFile(path);
    resolve();
    return text;
  });
  deepEqual(footer.lines, []);
  await within(promise, 20_000, { late: new Error("Too late") });
  await settle();
  deepEqual(footer.lines, ["Kafka 127.0.0.1:9092", "node 1 up"]);
  footer.close();
  await Deno.remove(path);
});

Deno.test("FooterFile reads again, and keeps what it has while the file cannot be read", async () => {
  const third = Promise.withResolvers<void>();
  let reads = 0;
  const footer = new FooterFile("/status", () => {
    reads++;
    if (reads === 3) third.resolve();
    return reads === 1 ? Promise.resolve("one\ntwo\n") : Promise.reject(new Error("Not there"));
  });
  await within(third.promise, 20_000, { late: new Error("Too late") });
  await settle();
  deepEqual(footer.lines, ["one", "two"]);
  footer.close();
  equal(reads, 3);
});
