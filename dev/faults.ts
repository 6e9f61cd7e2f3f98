import type { KafkaNode } from "./kafka/node.ts";

/** The part of a node that the keys work on. */
export type FaultNode = Pick<KafkaNode, "id" | "kill" | "pause" | "resume" | "start" | "state">;

/** What the keys do to a cluster. Each says in a sentence what it did. */
export class Faults {
  readonly #nodes: readonly FaultNode[];
  readonly #leads: (id: number) => number;

  /** @param leads How many partitions a node leads. */
  constructor(nodes: readonly FaultNode[], leads: (id: number) => number) {
    this.#nodes = nodes;
    this.#leads = leads;
  }

  /** Kills the leader of most partitions without warning. */
  kill(): string {
    const victim = this.#leader();
    if (!victim) return "No node is up that could be killed";
    const leads = this.#leads(victim.id);
    victim.kill("SIGKILL");
    return `Killed node ${victim.id}, which led ${leads} partitions: r brings it back${this.#loss()}`;
  }

  /** Freezes the leader of most partitions; thaws what is frozen. */
  pauseOrResume(): string {
    const paused = this.#nodes.filter(({ state }) => state === "paused");
    for (const node of paused) node.resume();
    if (paused.length > 0) return `Resumed node ${paused.map(({ id }) => id).join(", ")}`;
    const victim = this.#leader();
    if (!victim) return "No node is up that could be paused";
    const leads = this.#leads(victim.id);
    victim.pause();
    return `Paused node ${victim.id}, which led ${leads} partitions: p resumes it${this.#loss()}`;
  }

  /**
   * Starts what is dead.
   *
   * @param onFailure Told of a node that did not start.
   */
  revive(onFailure: (sentence: string) => void): string {
    const dead = this.#nodes.filter(({ state }) => state === "dead");
    for (const node of dead) {
      node.start().catch((error) => onFailure(`Node ${node.id} is not back: ${error.message}`));
    }
    if (dead.length === 0) return "No node is dead";
    return `Bringing back node ${dead.map(({ id }) => id).join(", ")}`;
  }

  /** What it means that so many are gone; the one just broken no longer counts as up. */
  #loss(): string {
    const up = this.#nodes.filter(({ state }) => state === "up").length;
    if (up > this.#nodes.length / 2) return "";
    return `; nothing can be written with ${up} of ${this.#nodes.length} nodes up`;
  }

  #leader(): FaultNode | undefined {
    const up = this.#nodes.filter(({ state }) => state === "up");
    return up.sort((a, b) => this.#leads(b.id) - this.#leads(a.id))[0];
  }
}
