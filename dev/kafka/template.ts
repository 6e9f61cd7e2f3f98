import { installOnce } from "./install.ts";
import type { Java } from "./java.ts";
import { nodeProperties } from "./properties.ts";
import { runTool } from "./tool.ts";

const FILES = ["bootstrap.checkpoint", "meta.properties"];
const NO_PORTS = { broker: 1, controller: 2 };

/**
 * Sees to it that formatted data folders for a cluster of this many nodes lie below `cache`: `1`,
 * `2`, …. Formatting is a Java start of its own; copying what it writes takes milliseconds.
 */
export async function installTemplate(
  cache: string,
  nodes: number,
  options: { java: Java; classPath: string; signal?: AbortSignal },
): Promise<string> {
  const folder = `${cache}/formatted-${nodes}`;
  const isWhole = async () => {
    for (let id = 1; id <= nodes; id++) {
      for (const file of FILES) {
        if (!await Deno.stat(`${folder}/${id}/${file}`).catch(() => undefined)) return false;
      }
    }
    return true;
  };
  await installOnce(folder, isWhole, async (staging) => {
    for (let id = 1; id <= nodes; id++) {
      const properties = `${staging}/${id}.properties`;
      const ports = Array.from({ length: nodes }, () => NO_PORTS);
      const plan = { id, ports, data: `${staging}/${id}`, sessionTimeout: undefined };
      await Deno.writeTextFile(properties, nodeProperties(plan));
      const format = ["kafka.tools.StorageTool", "format", "-t", newClusterId(), "-c", properties];
      const { success, stdout, stderr } = await runTool(
        [options.java.command, "-XX:TieredStopAtLevel=1", "-cp", options.classPath, ...format],
        options.signal ? { signal: options.signal } : {},
      );
      if (!success) throw new Error(`Cannot format a data folder: ${lastLine(stderr || stdout)}`);
    }
  });
  return folder;
}

/** Copies a node's formatted folder from a template; the cluster's id becomes this one. */
export async function copyTemplate(from: string, to: string, clusterId: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  const meta = await Deno.readTextFile(`${from}/meta.properties`);
  await Deno.copyFile(`${from}/bootstrap.checkpoint`, `${to}/bootstrap.checkpoint`);
  // Last: a folder that has it counts as formatted.
  const own = meta.replace(/^cluster\.id=.*$/m, `cluster.id=${clusterId}`);
  await Deno.writeTextFile(`${to}/meta.properties`, own);
}

/** A cluster id as Kafka makes them: a random UUID in URL-safe Base64, not starting with a hyphen. */
export function newClusterId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = bytes[0]! & 0x7f;
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
