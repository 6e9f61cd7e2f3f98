import { startHttp } from "@kafka-sim/common/http";
import { createBreaker, createClient } from "@kafka-sim/common/kafka";
import { openConsumerLedger } from "@kafka-sim/common/ledger";
import { requireRead } from "@kafka-sim/common/permissions";
import type { ProgramContext } from "@kafka-sim/common/program";
import { connectCluster } from "@kafka-sim/common/startup";
import { openBooks } from "./books.ts";
import { consume } from "./consume.ts";
import { createHandler } from "./create_handler.ts";
import type { DeadLetters } from "./dead_letters.ts";
import { Ending } from "./ending.ts";
import { installFetchReader } from "./fetch/install.ts";
import { GroupMember } from "./group_member.ts";
import { groupName } from "./group_name.ts";
import { checkHealth, checkReadiness } from "./health.ts";
import { openDeadLetters } from "./open_dead_letters.ts";
import { openReader } from "./open_reader.ts";
import { logBeside, openView } from "./open_view.ts";
import type { ConsumerSettings } from "./settings.ts";
import { systemTime as time } from "./time.ts";

/**
 * The consumer: connects, joins the group, handles what it is given until the signal or the end of
 * `--duration`, commits, leaves the group, reports. Resolves to the exit code.
 *
 * @throws {ProgramError} As start and ledger do; `group_lost` if the group is lost for good.
 */
export async function run(
  settings: ConsumerSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  const { topic, footer } = settings;
  if (footer !== undefined) requireRead(footer);
  const identity = {
    member: crypto.randomUUID(),
    group: groupName(settings.group, topic),
    topic,
  };
  const ending = new Ending(signal);
  const parts: { membership?: GroupMember; deadLetters?: DeadLetters } = {};
  const books = openBooks(time.now, () => parts.membership?.outage);
  await using closing = new AsyncDisposableStack();
  const breaker = createBreaker(settings, log);
  closing.defer(() => breaker.close());
  installFetchReader();
  const client = createClient(settings, { clientId: "kafka-sim-consumer", log, breaker });
  closing.defer(() => client.close());
  const ledger = settings.ledger === undefined
    ? undefined
    : openConsumerLedger(settings.ledger, identity);
  closing.defer(() => ledger?.close());

  const waiting = () => parts.deadLetters?.waiting ?? 0;
  books.metrics.observe({ partitions: books.partitions, waiting, now: time.now });
  const http = startHttp({
    port: settings.healthPort,
    log,
    registry: books.metrics.registry,
    health: () => checkHealth(parts.membership, { now: time.now(), waiting: waiting() }),
    ready: () => checkReadiness(parts.membership, books.partitions),
  });
  closing.defer(() => http.close());

  const reader = await openReader(settings, { log, signal });
  const { brokers, partitions } = await connectCluster(client, settings, { log, signal, topic });
  const onWritten = (count: number) => books.metrics.written(count);
  const dependencies = { client, breaker, brokers, log, time, signal, onWritten };
  const deadLetters = await openDeadLetters(settings, dependencies);
  closing.defer(() => deadLetters?.close());
  if (deadLetters) parts.deadLetters = deadLetters;
  log.info("startup_complete", { ...identity, partitions, dlq: deadLetters?.topic ?? null });

  const view = openView({
    ...settings,
    statistics: () => books.statistics.view(),
    onClosed: () => ending.end(),
  });
  closing.defer(() => view.close());
  const shared = { ...identity, client, settings, time, log: logBeside(settings, log), ending };
  const handler = createHandler({ ...shared, books, view, ledger, deadLetters, reader });
  const membership = new GroupMember({
    ...shared,
    handle: (delivery) => handler.handle(delivery),
    onAssigned: (partitions) => {
      books.partitions.assign(partitions);
      books.metrics.join();
    },
  });
  parts.membership = membership;
  await consume({ ...shared, books, membership });
  await deadLetters?.close();
  view.close();
  log.info("shutdown_complete", books.statistics.totals());
  ending.throwIfFailed();
  return 0;
}
