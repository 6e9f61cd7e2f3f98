import { Faults } from "./faults.ts";
import type { KafkaNode } from "./kafka/node.ts";
import { Keys } from "./keys.ts";
import type { StatusBoard } from "./status_board.ts";

/** What the keys of a run work on. */
export interface FaultKeysOptions {
  /** Empty where there is nothing to break. */
  readonly nodes: readonly KafkaNode[];
  readonly board: StatusBoard;
  readonly onQuit: () => void;
}

/** Has `q` end the run, and `k`, `p` and `r` kill, pause and bring back nodes. */
export function openFaultKeys({ nodes, board, onQuit }: FaultKeysOptions): Keys | undefined {
  const faults = new Faults(nodes, (id) => board.leads(id));
  const tell = (sentence: string) => void (board.action = sentence);
  return Keys.open((key) => {
    if (key === "q") onQuit();
    if (nodes.length === 0) return;
    if (key === "k") tell(faults.kill());
    if (key === "p") tell(faults.pauseOrResume());
    if (key === "r") tell(faults.revive(tell));
  });
}
