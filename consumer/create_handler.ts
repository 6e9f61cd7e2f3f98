import { contentHash } from "@kafka-sim/common/hash";
import type { ConsumerLedger } from "@kafka-sim/common/ledger";
import type { EventLog } from "@kafka-sim/common/log";
import { jsonReader, type TickReader } from "@kafka-sim/common/tick_format";
import { BatchHandler } from "./batch_handler.ts";
import type { Books } from "./books.ts";
import type { DeadLetters } from "./dead_letters.ts";
import type { Ending } from "./ending.ts";
import type { Delivery } from "./delivery.ts";
import { LetterIntake } from "./letter_intake.ts";
import { SchemaGate } from "./schema_gate.ts";
import { TickIntake } from "./tick_intake.ts";
import type { Time } from "./time.ts";
import type { View } from "./view.ts";

/** What a handler works with. */
export interface HandlerParts {
  readonly topic: string;
  readonly books: Books;
  readonly view: View;
  readonly ledger: ConsumerLedger | undefined;
  /** Undefined where the topic holds dead letters itself. */
  readonly deadLetters: DeadLetters | undefined;
  readonly reader: TickReader;
  readonly time: Time;
  readonly log: EventLog;
  readonly ending: Ending;
}

/** Handles what the group gives: see `BatchHandler` and `SchemaGate`. */
export interface Handler {
  handle(delivery: Delivery): Promise<void>;
}

/** Puts together what handles ticks, or dead letters, where those are read. */
export function createHandler(parts: HandlerParts): Handler {
  const { topic, books, view, ledger, deadLetters, reader, time, log, ending } = parts;
  const options = { ...books, topic, view, log, reader, now: time.now };
  const handler = new BatchHandler({
    intake: deadLetters ? new TickIntake(options) : new LetterIntake(options),
    write: (partition, letters) => deadLetters!.write(partition, letters),
    ledger,
    hash: contentHash,
    time,
    onFailure: (error) => ending.fail(error),
  });
  // Letters are shown as they are, and JSON needs nothing.
  if (!deadLetters || reader === jsonReader) return handler;
  return new SchemaGate({ reader, handle: (delivery) => handler.handle(delivery), time });
}
