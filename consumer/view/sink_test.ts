import { deepEqual, equal } from "node:assert/strict";
import { Sink } from "./sink.ts";
import { RecordedOutput } from "./testing/recorded_output.ts";

/** Lets what is under way get to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** An output whose writes end when the test says so. */
class SlowOutput extends RecordedOutput {
  pending: PromiseWithResolvers<number>[] = [];
  texts: string[] = [];

  write(bytes: Uint8Array): Promise<number> {
    const pending = Promise.withResolvers<number>();
    this.pending.push(pending);
    this.texts.push(new TextDecoder().decode(bytes));
    return pending.promise;
  }
}

Deno.test("Sink writes all of a text to an output that takes little at a time", () => {
  const output = new RecordedOutput();
  output.most = 3;
  new Sink(output).write("0123456789 ▲ 日本");
  equal(output.text(), "0123456789 ▲ 日本");
});

Deno.test("Sink waits where a pipe is full and goes on where it was", () => {
  const output = new RecordedOutput();
  output.failures.push(new Deno.errors.WouldBlock(), new Deno.errors.Interrupted());
  const sink = new Sink(output);
  sink.write("all of it");
  equal(output.text(), "all of it");
  equal(sink.isOpen, true);
});

Deno.test("Sink stops at the first failure, says so once and never throws", () => {
  const output = new RecordedOutput();
  output.failures.push(new Deno.errors.BrokenPipe());
  let closed = 0;
  const sink = new Sink(output, () => closed++);
  sink.write("lost");
  sink.write("never tried");
  sink.offer("never tried");
  deepEqual([sink.isOpen, closed, output.text()], [false, 1, ""]);
});

Deno.test("Sink takes an output that takes nothing for a closed one", () => {
  const output = new RecordedOutput();
  output.most = 0;
  const sink = new Sink(output);
  sink.write("x");
  equal(sink.isOpen, false);
});

Deno.test("Sink drops what is offered while the text before is under way", async () => {
  const output = new SlowOutput();
  const sink = new Sink(output);
  sink.offer("first");
  sink.offer("second");
  equal(sink.isBusy, true);
  output.pending[0]!.resolve(5);
  await settle();
  equal(sink.isBusy, false);
  sink.offer("third");
  deepEqual(output.texts, ["first", "third"]);
});

Deno.test("Sink offers the rest when only a part was taken", async () => {
  const output = new SlowOutput();
  const sink = new Sink(output);
  sink.offer("picture");
  output.pending[0]!.resolve(3);
  await settle();
  deepEqual(output.texts, ["picture", "ture"]);
  equal(sink.isBusy, true);
});

Deno.test("Sink stops when an offered text fails", async () => {
  const output = new SlowOutput();
  let closed = 0;
  const sink = new Sink(output, () => closed++);
  sink.offer("picture");
  output.pending[0]!.reject(new Deno.errors.BrokenPipe());
  await settle();
  deepEqual([sink.isOpen, sink.isBusy, closed], [false, false, 1]);
});

Deno.test("Sink goes on with the next picture where a pipe was full", async () => {
  const output = new SlowOutput();
  const sink = new Sink(output);
  sink.offer("first");
  output.pending[0]!.reject(new Deno.errors.WouldBlock());
  await settle();
  sink.offer("second");
  deepEqual(output.texts, ["first", "second"]);
});
