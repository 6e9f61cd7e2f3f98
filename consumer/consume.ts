import type { KafkaClient } from "@kafka-sim/common/kafka";
import type { EventLog } from "@kafka-sim/common/log";
import type { Books } from "./books.ts";
import type { Ending } from "./ending.ts";
import type { GroupMember } from "./group_member.ts";
import { askLagAtEnd, watchLag } from "./lag_watch.ts";
import { askOffsets } from "./offsets_query.ts";
import { reportStatistics } from "./report.ts";
import type { ConsumerSettings } from "./settings.ts";
import type { Time } from "./time.ts";

/** Options of {@linkcode consume}. */
export interface ConsumeOptions {
  readonly topic: string;
  readonly group: string;
  readonly settings: Pick<ConsumerSettings, "duration" | "from" | "leaveTimeout">;
  readonly client: KafkaClient;
  readonly membership: GroupMember;
  readonly books: Books;
  readonly ending: Ending;
  readonly time: Time;
  readonly log: EventLog;
}

/** Takes part in the group until the end, or the end of the duration, then leaves it. */
export async function consume(options: ConsumeOptions): Promise<void> {
  const { topic, group, settings, client, membership, books, ending, time, log } = options;
  const { signal } = ending;
  const { duration, from, leaveTimeout } = settings;
  if (duration !== undefined) time.wait(duration, signal).then(() => ending.end());
  membership.failure.then((error) => ending.fail(error));
  const ask = () => askOffsets(client, { topic, group, from });
  const lag = { ask, partitions: books.partitions, time };
  void watchLag({ ...lag, signal });
  void reportStatistics(books.statistics, { log, time, signal });
  if (!signal.aborted) membership.join();
  await ending.reached();
  const leaving = membership.leave(leaveTimeout);
  await Promise.all([leaving, ...membership.outage ? [] : [askLagAtEnd(lag)]]);
}
