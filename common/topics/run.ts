import { disconnectWithin } from "../disconnect.ts";
import { ProgramError } from "../errors.ts";
import { createClient } from "../kafka.ts";
import type { EventLog } from "../log.ts";
import type { ProgramContext } from "../program.ts";
import { connectCluster } from "../startup.ts";
import type { Finding } from "./compare.ts";
import { ensureTopic, type TopicReport } from "./ensure.ts";
import { KafkajsTopicAdmin } from "./kafkajs_topic_admin.ts";
import { treatAll } from "./treat_all.ts";
import type { TopicPlan } from "./plan.ts";
import type { TopicsSettings } from "./settings.ts";
import { changes, differences, reportText } from "./table.ts";

const DISCONNECT_MS = 1_000;

/**
 * The topic program: waits for the cluster, checks or mends the topic and its dead letter topic, and
 * prints what it found. Resolves to the exit code: 1 if a check found any difference.
 *
 * @throws {ProgramError} `topic_differs` if something is left that cannot be mended; `interrupted`
 * by the signal.
 */
export async function run(settings: TopicsSettings, context: ProgramContext): Promise<number> {
  const { log, signal } = context;
  try {
    const reports = await treatTopics(settings, context);
    return conclude(reports, { isCheck: settings.check, log });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    // Whoever waits for the topics must not take this for success.
    throw new ProgramError("interrupted", `Cannot finish: ${signal.reason.message}`, {
      remedy: "Start again: what has been done stays done",
    });
  }
}

async function treatTopics(
  settings: TopicsSettings,
  { log, signal }: ProgramContext,
): Promise<TopicReport[]> {
  await using closing = new AsyncDisposableStack();
  const client = createClient(settings, { clientId: "kafka-sim-topics", log });
  closing.defer(() => client.close());
  const { brokers } = await connectCluster(client, settings, { log, signal });
  const kafka = client.kafka.admin();
  client.watch(kafka);
  closing.defer(() => disconnectWithin(kafka, DISCONNECT_MS));
  await kafka.connect();
  const admin = new KafkajsTopicAdmin(kafka, client, { ...settings, brokers });

  const ensure = async (plan: TopicPlan): Promise<TopicReport> => {
    const leastBrokers = plan.replicationFactor.value;
    if (brokers.length < leastBrokers && !await admin.describe(plan.name)) {
      await connectCluster(client, settings, { log, signal, leastBrokers });
    }
    return await ensureTopic(admin, plan, { signal });
  };
  return await treatAll(settings, { admin, ensure, signal });
}

/** Tells people and machines what came of it. */
function conclude(
  reports: readonly TopicReport[],
  { isCheck, log }: { readonly isCheck: boolean; readonly log: EventLog },
): number {
  for (const report of reports) {
    const { topic, findings } = report;
    const properties = (list: readonly Finding[]) => list.map(({ property }) => property);
    const changed = properties(changes(report));
    const open = properties(differences(report));
    log.info("topic_checked", { topic, changes: changed, differences: open, findings });
  }
  Deno.stdout.writeSync(new TextEncoder().encode(reportText(reports)));
  const open = reports.flatMap((report) =>
    differences(report).map((finding) => ({ ...finding, topic: report.topic }))
  );
  log.info("shutdown_complete", {
    changes: reports.flatMap(changes).length,
    differences: open.length,
  });
  const [first] = open;
  if (!first || isCheck) return first ? 1 : 0;
  const states = open.map(({ topic, property, wanted, found }) =>
    `${topic}, ${property}: wanted "${wanted}", found "${found ?? "none"}"`
  );
  const nothing = reports.some(({ isMended }) => isMended) ? "" : ", so nothing was changed";
  throw new ProgramError(
    "topic_differs",
    `Cannot mend everything${nothing}: ${states.join("; ")}`,
    {
      remedy: open.find(({ remedy }) => remedy)?.remedy ?? "See --help",
    },
  );
}
