import { deepEqual, equal } from "node:assert/strict";
import { within } from "@kafka-sim/common/wait";
import { LineStream } from "./line_stream.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";

/** Tells when something has been written. */
class TellingOutput extends RecordedOutput {
  readonly written = Promise.withResolvers<void>();

  override writeSync(bytes: Uint8Array): number {
    this.written.resolve();
    return super.writeSync(bytes);
  }
}

Deno.test("LineStream collects lines and writes them 200 ms later at most", async () => {
  const output = new TellingOutput();
  const stream = new LineStream(output);
  stream.write("one");
  stream.write("two");
  equal(output.writes, 0);
  await within(output.written.promise, 5_000, { late: new Error("Too late") });
  equal(output.text(), "one\ntwo\n");
  equal(output.writes, 1);
});

Deno.test("LineStream does not collect more than 64 KiB", () => {
  const output = new RecordedOutput();
  const stream = new LineStream(output);
  for (let line = 0; line < 1_000; line++) stream.write("x".repeat(99));
  equal(output.writes, 1);
  stream.close();
  equal(output.text().length, 100_000);
});

Deno.test("LineStream writes the rest when it is closed", () => {
  const output = new RecordedOutput();
  const stream = new LineStream(output);
  stream.write("last");
  stream.close();
  stream.close();
  equal(output.text(), "last\n");
});

Deno.test("LineStream says when its reader has gone, and writes nothing from then on", () => {
  const output = new RecordedOutput();
  let closed = 0;
  const stream = new LineStream(output, () => closed++);
  output.failures.push(new Deno.errors.BrokenPipe());
  stream.write("x".repeat(70_000));
  equal(closed, 1);
  stream.write("never written");
  stream.close();
  deepEqual([closed, output.writes], [1, 0]);
});
