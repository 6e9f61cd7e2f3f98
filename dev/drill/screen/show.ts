import type { News } from "../news.ts";
import type { Stage } from "../stage.ts";

/** What a person sees of a series. Lines that stay and what is only of the moment come on stderr. */
export interface Show {
  /** Something happened. */
  tell(news: News): void;
  /** A drill begins; such as `2 of 10`. */
  begin(progress: string): void;
  /** Where it takes place, from now on; undefined: nowhere. */
  watch(stage: Stage | undefined): void;
  /** What Enter is waited for, or "". */
  prompt(text: string): void;
  /** How a start gets on; the same step again replaces what stood there. */
  progress(line: string): void;
  /** A line that stays. */
  line(text: string): void;
  close(): void;
}
