/** What a drill is at. */
export type DrillPhase =
  | "start"
  | "steady"
  | "inject"
  | "bite"
  | "overcome"
  | "late"
  | "heal"
  | "in-sync"
  | "quiet"
  | "plant"
  | "verdict"
  | "end"
  | "error";

/** One thing that happened in a drill. */
export interface News {
  /** Name of the drill. */
  readonly drill: string;
  readonly phase: DrillPhase;
  /** What happened, for people. */
  readonly detail: string;
  /** Where an error came from, for whoever reads the journal. */
  readonly stack?: string | undefined;
  /** What is to happen next, in lower case without full stop. */
  readonly next?: string;
  /** Seconds within which. */
  readonly within?: number;
}

/** Takes what happens. */
export type Tell = (news: News) => void;
