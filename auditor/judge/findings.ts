/** What can be found, in the order in which a report names it. */
export const FINDING_KINDS = [
  "lost",
  "deleted",
  "early",
  "inconsistent",
  "phantom",
  "stranger",
  "duplicate",
  "reordered",
  "unseen",
  "unread",
  "no_progress",
  "late",
  "redelivered",
  "unknown",
] as const;

/** One of {@linkcode FINDING_KINDS}. */
export type FindingKind = typeof FINDING_KINDS[number];

/** Where something was found. */
export interface Example {
  readonly partition: number;
  readonly sender?: string | undefined;
  readonly sequence?: number | undefined;
  readonly offset?: number | undefined;
  /** What is wrong with it, for people: a clause in lower case without full stop. */
  readonly detail: string;
  /** The same for programs, such as `truncated`. */
  readonly cause: string;
  /** Replicas whose files have it, as far as they were searched. */
  readonly replicas?: readonly string[];
}

/** Takes what is found, one by one. */
export interface FindingSink {
  add(kind: FindingKind, example: Example): void;
}

/** All findings of one kind. */
export interface Finding {
  readonly kind: FindingKind;
  readonly count: number;
  /** How many of each cause. */
  readonly causes: Readonly<Record<string, number>>;
  /** The first of each cause. */
  readonly examples: readonly Example[];
  /** How many of them the files of each replica have, where any was searched and has some. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** How many of each sender, of {@linkcode MOST_SENDERS} at most; absent where it has to do with none. */
  readonly senders?: Readonly<Record<string, number>>;
}

/** Anybody may write to a topic under as many names as they like. */
export const MOST_SENDERS = 100;

interface Kept {
  count: number;
  causes: Record<string, number>;
  senders: Map<string, number>;
  examples: Example[];
  replicas?: Record<string, number>;
}

/** Counts every finding and keeps the first examples of each cause. */
export class Findings implements FindingSink {
  readonly #keep: number;
  readonly #found = new Map<FindingKind, Kept>();

  /** @param keep Examples of each kind and cause. */
  constructor(keep = 10) {
    this.#keep = keep;
  }

  add(kind: FindingKind, example: Example): void {
    const found = this.#kept(kind);
    found.count++;
    if (example.sender !== undefined) blame(found, example.sender, 1);
    const ofCause = found.causes[example.cause] = (found.causes[example.cause] ?? 0) + 1;
    if (ofCause <= this.#keep) found.examples.push(example);
  }

  /** Adds what another one found. */
  merge(other: Findings): void {
    for (const { kind, count, causes, examples, replicas, senders } of other.all) {
      const kept = examples.filter((example) => {
        const before = this.#found.get(kind)?.causes[example.cause] ?? 0;
        return before < this.#keep;
      });
      const found = this.#kept(kind);
      found.count += count;
      found.examples.push(...kept);
      for (const [cause, number] of Object.entries(causes)) {
        found.causes[cause] = (found.causes[cause] ?? 0) + number;
      }
      for (const [sender, number] of Object.entries(senders ?? {})) blame(found, sender, number);
      for (const [replica, number] of Object.entries(replicas ?? {})) {
        found.replicas ??= {};
        found.replicas[replica] = (found.replicas[replica] ?? 0) + number;
      }
    }
  }

  /** Notes which replicas' files have what is of this kind: how many, and which of the examples. */
  locate(
    kind: FindingKind,
    replicas: Readonly<Record<string, number>>,
    holders: (example: Example) => readonly string[],
  ): void {
    const found = this.#found.get(kind);
    if (!found) return;
    found.replicas = { ...replicas };
    found.examples = found.examples.map((example) => ({ ...example, replicas: holders(example) }));
  }

  /** How many of a kind were found. */
  count(kind: FindingKind): number {
    return this.#found.get(kind)?.count ?? 0;
  }

  /** What was found, by kind. */
  get all(): readonly Finding[] {
    return FINDING_KINDS.flatMap((kind) => {
      const found = this.#found.get(kind);
      if (!found) return [];
      const { senders, ...rest } = found;
      return [{ kind, ...rest, ...senders.size > 0 && { senders: Object.fromEntries(senders) } }];
    });
  }

  #kept(kind: FindingKind): Kept {
    const known = this.#found.get(kind);
    const kept = known ?? { count: 0, causes: {}, senders: new Map(), examples: [] };
    if (!known) this.#found.set(kind, kept);
    return kept;
  }
}

function blame({ senders }: Kept, sender: string, count: number): void {
  const before = senders.get(sender);
  if (before === undefined && senders.size === MOST_SENDERS) return;
  senders.set(sender, (before ?? 0) + count);
}
