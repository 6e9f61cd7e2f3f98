import { ProgramError } from "@kafka-sim/common/errors";
import { Absence } from "./absence.ts";
import { BackOff } from "./back_off.ts";
import { GroupSession, type GroupSessionOptions } from "./group_session.ts";
import { isCodecMissing, mayPass } from "./kafkajs_errors.ts";
import type { Outage } from "./view.ts";

/** Options of {@linkcode GroupMember}. */
export interface GroupMemberOptions extends Omit<GroupSessionOptions, "observer"> {
  /** Told of each joining, with the partitions that this member has from now on. */
  readonly onAssigned: (partitions: readonly number[]) => void;
}

/** A coordinator's move takes some seconds, and each attempt to find one asks every broker. */
const LONGEST_BACK_OFF_MS = 2_000;

/** A member of a consumer group, for as long as the program runs. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  readonly #failure = Promise.withResolvers<unknown>();
  #backOff = new BackOff(LONGEST_BACK_OFF_MS);
  readonly #absence: Absence;
  #session: GroupSession | undefined;
  #partitions: readonly number[] = [];
  #hasLeft = false;
  #outageAtEnd: Outage | undefined;
  #lastSign: number;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    this.#lastSign = options.time.now();
    this.#absence = new Absence({ ...options, now: () => options.time.now() });
  }

  /** Resolves to the error that ended the membership for good. */
  get failure(): Promise<unknown> {
    return this.#failure.promise;
  }

  /** Whether it takes part: it may have no partitions, where there are more members than those. */
  get isJoined(): boolean {
    return this.#session?.isJoined ?? false;
  }

  /** When the group last heard of it, milliseconds since 1970; at first, when it was made. */
  get lastSign(): number {
    return this.#lastSign;
  }

  /** Since when it takes no part, and why; undefined while it does. After the end, what was last. */
  get outage(): Outage | undefined {
    return this.#hasLeft ? this.#outageAtEnd : this.#absence.outage;
  }

  /** Joins, again and again if need be; what becomes of it is told by the options and `failure`. */
  join(): void {
    if (this.#hasLeft) return;
    const session: GroupSession = new GroupSession({
      ...this.#options,
      observer: {
        sign: () => this.#heardOf(),
        left: () => this.#absence.begin(),
        assigned: (partitions, memberId) => this.#assigned(partitions, memberId),
        crashed: (error, mayPass) => this.#crashed(session, error, mayPass),
      },
    });
    this.#session = session;
    session.start().catch((error) => this.#crashed(session, error, false));
  }

  /** Takes nothing more, commits what was handled and leaves the group, for so long at most. */
  async leave(milliseconds: number): Promise<void> {
    this.#outageAtEnd = this.outage;
    this.#hasLeft = true;
    await this.#session?.stop(milliseconds);
  }

  #heardOf(): void {
    this.#lastSign = this.#options.time.now();
    this.#backOff = new BackOff(LONGEST_BACK_OFF_MS);
  }

  #assigned(partitions: readonly number[], memberId: string): void {
    const { log, onAssigned } = this.#options;
    const revoked = this.#partitions.filter((partition) => !partitions.includes(partition));
    this.#lastSign = this.#options.time.now();
    const outage = this.#absence.end();
    this.#partitions = [...partitions];
    if (revoked.length > 0) log.info("partitions_revoked", { partitions: revoked });
    log.info("partitions_assigned", { partitions, member_id: memberId, ...outage });
    onAssigned(partitions);
  }

  /** Told aloud once in an outage: each attempt to come back may end in the same way. */
  #crashed(session: GroupSession, error: unknown, isPassing: boolean): void {
    if (this.#hasLeft || session !== this.#session) return;
    const { log, group, topic } = this.#options;
    const goesOn = isPassing || mayPass(error);
    const level = goesOn ? this.#absence.level : "error";
    log[level]("consumer_crashed", { restarts: goesOn, error });
    if (!goesOn) return this.#failure.resolve(describeLoss(group, topic, error));
    this.#absence.failed(error);
    void this.#joinAfter(session);
  }

  /** Its connections would pile up, one set for each attempt. */
  async #joinAfter(failed: GroupSession): Promise<void> {
    this.#session = undefined;
    await failed.close();
    await this.#options.time.wait(this.#backOff.next());
    this.join();
  }
}

function describeLoss(group: string, topic: string, cause: unknown): ProgramError {
  const state = cause instanceof Error ? cause.message : String(cause);
  if (isCodecMissing(cause)) {
    return new ProgramError("codec_unsupported", `Cannot read topic "${topic}": ${state}`, {
      remedy: "Let the topic's producers write Snappy or GZIP, or uncompressed; " +
        "a new group (--group) with --from=latest begins behind what they have written",
      cause,
    });
  }
  return new ProgramError("group_lost", `Cannot take part in group "${group}": ${state}`, {
    remedy: "See whether this client may use the group and the topic, and the brokers' logs",
    cause,
  });
}
