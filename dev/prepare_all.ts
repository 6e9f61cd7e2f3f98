import { ProgramError } from "@kafka-sim/common/errors";
import { cacheFolder } from "./cache_folder.ts";
import type { Run } from "./guard/run.ts";
import { prepareKafka } from "./kafka/prepare.ts";
import { withProgress } from "./kafka/progress.ts";
import { runTool } from "./kafka/tool.ts";
import { cacheCommand } from "./programs.ts";
import { installRegistry } from "./registry/install_registry.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Fetches and prepares all that later starts need.
 *
 * @returns The exit code.
 * @throws {ProgramError} If something cannot be had.
 */
export async function prepareAll(
  options: {
    readonly run: Run;
    readonly terminal: Terminal;
    readonly signal: AbortSignal;
    readonly importMap: string;
    /** Prepare for a schema registry, too. */
    readonly registry: boolean;
  },
): Promise<number> {
  const { run, signal, terminal } = options;
  const progress = (line: string) => terminal.progress(line);
  const { success, stderr } = await withProgress(
    progress,
    "Fetching the programs' packages",
    () => runTool(cacheCommand(options.importMap), { signal }),
  );
  if (!success) {
    throw new ProgramError(
      "packages_not_fetched",
      `Cannot fetch the programs' packages: ${stderr.trim()}`,
      { remedy: "Check the network and its proxy, then start again" },
    );
  }
  const { install, jvmFlags } = await prepareKafka(run, { progress, signal });
  const { java } = install;
  if (options.registry) {
    const env = (name: string) => Deno.env.get(name);
    await installRegistry(cacheFolder(env, Deno.build.os), java, { env, progress, signal });
  }
  terminal.line(`Prepared: Java ${java.version} (${java.home}), Kafka and quick start`);
  terminal.line("Later starts need no network (npx has to be told: npx --offline …)");
  if (jvmFlags.length < 2) {
    terminal.line("This Java writes no class-data archive: Kafka starts a second later");
  }
  return 0;
}
