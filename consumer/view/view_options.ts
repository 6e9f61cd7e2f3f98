import type { StatisticsView } from "../view.ts";
import type { ViewOutput } from "./output.ts";

/** What a view needs to know. */
export interface ViewOptions {
  readonly stdout: ViewOutput;
  /** The figures of the statistics line as they are now. */
  readonly statistics: () => StatisticsView;
  /** The path of a text file whose lines are shown below the table, read again twice per second. */
  readonly footer: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether NO_COLOR is set: then nothing is styled. */
  readonly noColor: boolean;
  readonly topic: string;
  /** Called once when stdout takes nothing any more: its reader or terminal is gone. */
  readonly onClosed?: () => void;
}
