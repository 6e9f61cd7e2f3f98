import { requireNet } from "@kafka-sim/common/permissions";
import type { ProgramContext } from "@kafka-sim/common/program";
import { startControl } from "./control/server.ts";
import { isUnjudgeable } from "./evidence/unjudgeable.ts";
import { JudgeError } from "./judge/judge_error.ts";
import { dialer } from "./log_reader/connection.ts";
import { tellInconclusive, tellReport } from "./report/tell_report.ts";
import { concludeRun } from "./run/conclude_run.ts";
import { Crew } from "./run/crew.ts";
import { DrillRun } from "./run/drill_run.ts";
import { createDrillTopics, removeDrillTopics } from "./run/drill_topic.ts";
import { LiveRun } from "./run/live_run.ts";
import { ViewNotes } from "./run/view_notes.ts";
import { groupOf } from "./run/program_args.ts";
import { SHELL } from "./run/child_program.ts";
import { requireRun } from "./run/require_run.ts";
import { RunFolder } from "./run/run_folder.ts";
import { TopicWatch } from "./run/topic_watch.ts";
import { type RunSettings, runSettings } from "./run_settings.ts";
import { settingsByFlag } from "./settings.ts";

/** Beyond the programs' own start: until a group is complete and everything flows. */
const WARM_UP_MS = 60_000;
/** Programs end by themselves so long after the run should be over. */
const SPARE_MS = 30 * 60_000;
const REMOVE_MS = 30_000;

/**
 * `auditor run`: makes a topic, keeps senders and readers at work on it while others break the
 * cluster, and judges by their ledgers and the log whether anything was lost.
 *
 * @returns 0 passed, 3 failed, 1 inconclusive or not to be judged.
 */
export async function runCommand(settings: RunSettings, context: ProgramContext): Promise<number> {
  await requireNet(settings.brokers);
  await requireRun(SHELL);
  try {
    using folder = RunFolder.open(settings.report!);
    return await runIn(folder, settings, context);
  } catch (error) {
    if (isUnjudgeable(error)) return tellInconclusive(error, context.log);
    if (error !== context.signal.reason || !context.signal.aborted) throw error;
    // Ended before there was anything to judge: this must not look like a pass.
    const message = `Cannot judge what had not begun: ${context.signal.reason.message}`;
    return tellInconclusive(new JudgeError("interrupted", message), context.log);
  }
}

async function runIn(
  folder: RunFolder,
  settings: RunSettings,
  { log, signal }: ProgramContext,
): Promise<number> {
  const run = crypto.randomUUID().slice(0, 8);
  const topic = `${settings.topicPrefix}${run}`;
  folder.journal.add({ kind: "run", run, topic, settings: settingsByFlag(runSettings, settings) });
  const { live, watch, crew } = assemble(topic, folder, { settings, log });
  const drill = new DrillRun({ run, topic, group: groupOf(topic), folder, live, watch, crew, log });
  await using closing = new AsyncDisposableStack();
  closing.defer(() => watch.close());
  closing.defer(() => drill.close());
  closing.defer(() => crew.kill());
  const { controlHost: hostname, controlPort } = settings;
  const control = startControl({ hostname, port: controlPort, controlled: drill });
  closing.defer(() => control.close());
  log.info("control_listening", { port: control.port, run, topic });
  signal.addEventListener("abort", () => drill.interrupt());

  drill.enter("starting");
  await createDrillTopics(settings, { ...settings, topic }, { log, signal });
  drill.begin();
  drill.enter("warm-up");
  if (await drill.warmUp(settings.startupTimeout + WARM_UP_MS)) {
    drill.enter("running");
    await drill.endure(settings.duration);
  }
  const report = await concludeRun({ topic, drill, crew, live, watch, folder, settings });
  drill.enter("done");
  const exitCode = await tellReport(settings, report, log);
  if (report.verdict.result !== "passed" || settings.keepTopic) log.info("topic_kept", { topic });
  else await remove(topic, settings, log);
  return exitCode;
}

function assemble(
  topic: string,
  folder: RunFolder,
  { settings, log }: { readonly settings: RunSettings; readonly log: ProgramContext["log"] },
): { readonly live: LiveRun; readonly watch: TopicWatch; readonly crew: Crew } {
  const { brokers, tls, senders, readers, rate, universe, duration } = settings;
  const live = new LiveRun(folder.ledgers);
  const notes = new ViewNotes(folder.journal);
  const watch = new TopicWatch({
    ...{ brokers, topic, dial: dialer(tls) },
    onChange: (view, before) => notes.take(view, before),
  });
  const plan = {
    ...{ connection: settings, format: settings, topic, universe },
    rate: rate / Math.max(1, senders),
    longest: duration + settings.startupTimeout + SPARE_MS,
  };
  const importMap = Deno.env.get("KAFKA_SIM_IMPORT_MAP") ?? "";
  return { live, watch, crew: new Crew({ senders, readers, plan, folder, live, importMap, log }) };
}

/** A topic that cannot be removed does not change a verdict. */
async function remove(
  topic: string,
  settings: RunSettings,
  log: ProgramContext["log"],
): Promise<void> {
  try {
    const signal = AbortSignal.timeout(REMOVE_MS);
    await removeDrillTopics(settings, topic, { log, signal });
    log.info("topic_removed", { topic });
  } catch (error) {
    log.warn("topic_kept", { topic, error });
  }
}
