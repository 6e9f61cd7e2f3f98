import { xxh64 } from "@kafka-sim/common/hash";
import { startHttp } from "@kafka-sim/common/http";
import { createBreaker, createClient } from "@kafka-sim/common/kafka";
import { openProducerLedger } from "@kafka-sim/common/ledger";
import type { ProgramContext } from "@kafka-sim/common/program";
import { connectCluster } from "@kafka-sim/common/startup";
import { Backlog } from "./backlog.ts";
import { Delivery } from "./delivery.ts";
import { Feed } from "./feed.ts";
import { checkHealth, checkReadiness } from "./health.ts";
import { createKafkajsEngines } from "./kafkajs_engine.ts";
import { Lanes } from "./lanes.ts";
import { createLeaderQuestion, LeaderWatch } from "./leader_watch.ts";
import { loadSymbols } from "./load_symbols.ts";
import { addLaneMetrics, createMetrics } from "./metrics.ts";
import { countPartitions } from "./partition_watch.ts";
import { prepareEncoder } from "./prepare_encoder.ts";
import { produce } from "./produce.ts";
import type { ProducerSettings } from "./settings.ts";
import { Statistics } from "./statistics.ts";
import { systemTime as time } from "./time.ts";

/**
 * The producer: connects, sends ticks until the signal or the end of `--duration`, delivers what is
 * under way, reports. Resolves to the exit code: 1 if anything was sent of which nobody knows
 * whether it arrived, or if anything that came due could not be sent.
 */
export async function run(
  settings: ProducerSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  const { topic, deliveryTimeout } = settings;
  const symbols = await loadSymbols(settings);
  const openEncoder = await prepareEncoder(settings, { log, signal });
  // Unique per process start: sequences begin at 0 again.
  const sender = crypto.randomUUID();
  await using closing = new AsyncDisposableStack();
  const breaker = createBreaker(settings, log);
  closing.defer(() => breaker.close());
  const client = createClient(settings, { clientId: "kafka-sim-producer", log, breaker });
  closing.defer(() => client.close());
  const ledger = settings.ledger === undefined
    ? undefined
    : openProducerLedger(settings.ledger, { sender, topic });
  closing.defer(() => ledger?.close());

  const backlog = new Backlog(settings.buffer);
  const metrics = createMetrics();
  const delivery = new Delivery({ backlog, log, metrics, ledger, hash: xxh64 });
  const leaders = new LeaderWatch({ ask: createLeaderQuestion(settings, topic), time });
  closing.defer(() => leaders.close());
  const engines = createKafkajsEngines({
    ...{ connection: settings, topic, sender, breaker, leaders, log },
  });
  const { batchSize } = settings;
  const lanes = new Lanes({ engines, observer: delivery, time, batchSize, deliveryTimeout });
  addLaneMetrics(metrics, lanes, time.now);
  const http = startHttp({
    port: settings.healthPort,
    log,
    registry: metrics.registry,
    health: () => checkHealth(lanes, { now: time.now(), patience: deliveryTimeout }),
    ready: () => checkReadiness(lanes),
  });
  closing.defer(() => http.close());

  const { partitions } = await connectCluster(client, settings, { log, signal, topic });
  lanes.encode = await openEncoder();
  lanes.grow(partitions);
  log.info("startup_complete", { sender, topic, partitions, symbols: symbols.length });
  const statistics = new Statistics({ lanes, delivery, log, time });
  const unsent = await produce({
    ...settings,
    source: createFeed(settings, symbols),
    backlog,
    lanes,
    statistics,
    countPartitions: () => countPartitions(client, topic),
    log,
    time,
    signal,
  });
  log.info("shutdown_complete", { ...statistics.totals(), unsent });
  if (lanes.error !== undefined) throw lanes.error;
  return delivery.unknown.length > 0 || unsent > 0 ? 1 : 0;
}

function createFeed(settings: ProducerSettings, symbols: Awaited<ReturnType<typeof loadSymbols>>) {
  const { seed, speed, rate, interval } = settings;
  return new Feed({
    symbols,
    seed,
    speed,
    rate,
    interval,
    phase: settings.phase ?? Math.random(),
    start: time.now(),
  });
}
