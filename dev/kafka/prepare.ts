import { withLock } from "../guard/lock.ts";
import type { Run } from "../guard/run.ts";
import { killedOnAbort, layCluster, startAll } from "./cluster.ts";
import { installKafka, type InstallOptions, type KafkaInstall } from "./install_kafka.ts";
import { waiting, withProgress } from "./progress.ts";
import { startupArchive } from "./startup_archive.ts";
import { inspectArchive, keepArchive } from "./startup_note.ts";
import { newClusterId } from "./template.ts";

const WRITE_MS = 120_000;
const QUIET = "-Xlog:disable";

/** Kafka installed, and the flags that make it start quickly. */
export interface PreparedKafka {
  readonly install: KafkaInstall;
  readonly jvmFlags: readonly string[];
}

/**
 * Sees to it that Kafka is installed, formatted, and has its startup archive. The archive is written
 * by a Kafka that is started once for it; without it Kafka starts all the same.
 */
export async function prepareKafka(run: Run, options: InstallOptions): Promise<PreparedKafka> {
  const install = await installKafka(options);
  const { path, useFlags } = startupArchive(install.folder, install.java);
  const compare = options.thorough ? "content" : "size";
  const inspect = () => inspectArchive(path, install.jars, compare);
  let state = await inspect();
  if (state === "missing") {
    await withLock(`${install.folder}/startup.lock`, async () => {
      if (await inspect() !== "missing") return;
      await withProgress(
        options.progress,
        "Preparing a quick start, once",
        () => writeArchive(run, install, options.signal),
      );
    }, waiting(options, "Waiting for another start that is preparing"));
    state = await inspect();
  }
  return { install, jvmFlags: [QUIET, ...state === "usable" ? useFlags : []] };
}

async function writeArchive(
  run: Run,
  install: KafkaInstall,
  signal: AbortSignal | undefined,
): Promise<void> {
  const scratch = `${run.folder}/training`;
  await Deno.mkdir(scratch);
  const archive = startupArchive(scratch, install.java);
  const nodes = await layCluster({
    nodes: 1,
    install,
    run,
    dataDir: scratch,
    clusterId: newClusterId(),
    sessionTimeout: undefined,
    jvmFlags: [QUIET, ...archive.writeFlags],
  });
  await startAll(nodes, signal);
  // The archive is written at the end.
  await killedOnAbort(nodes, signal, () => nodes[0]!.stop(WRITE_MS));
  const { path } = startupArchive(install.folder, install.java);
  await keepArchive(archive.path, path, install.jars);
  await Deno.remove(scratch, { recursive: true });
}
