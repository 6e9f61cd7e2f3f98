import { contentHash } from "@kafka-sim/common/hash";
import type { ConsumerLedger } from "@kafka-sim/common/ledger";
import type { EventLog } from "@kafka-sim/common/log";
import { BatchHandler } from "./batch_handler.ts";
import type { Books } from "./books.ts";
import type { DeadLetters } from "./dead_letters.ts";
import type { Ending } from "./ending.ts";
import { LetterIntake } from "./letter_intake.ts";
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
  readonly time: Time;
  readonly log: EventLog;
  readonly ending: Ending;
}

/** Puts together what handles ticks, or dead letters, where those are read. */
export function createHandler(parts: HandlerParts): BatchHandler {
  const { topic, books, view, ledger, deadLetters, time, log, ending } = parts;
  const options = { ...books, topic, view, log, now: time.now };
  return new BatchHandler({
    intake: deadLetters ? new TickIntake(options) : new LetterIntake(options),
    write: (partition, letters) => deadLetters!.write(partition, letters),
    ledger,
    hash: contentHash,
    time,
    onFailure: (error) => ending.fail(error),
  });
}
