import { installKafka } from "./install_kafka.ts";
import { runTool, type ToolOptions, type ToolResult } from "./tool.ts";

const LOG_SETTINGS = `${import.meta.dirname}/log4j2_tools.properties`;

/**
 * Runs one of Kafka's own Java programs on the same jars, such as
 * `javaTool("org.apache.kafka.tools.consumer.ConsoleConsumer", ["--bootstrap-server", …])`.
 */
export async function javaTool(
  mainClass: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const { java, classPath } = await installKafka({ progress: () => {} });
  const flags = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"];
  const log = `-Dlog4j2.configurationFile=${LOG_SETTINGS}`;
  return await runTool(
    [java.command, ...flags, log, "-cp", classPath, mainClass, ...args],
    options,
  );
}
