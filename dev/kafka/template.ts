import { installOnce } from "./install.ts";
import type { Java } from "./java.ts";
import { type Progress, withProgress } from "./progress.ts";
import { nodeProperties } from "./properties.ts";
import { runTool } from "./tool.ts";

const FILES = ["bootstrap.checkpoint", "meta.properties"];
const PORTS = { broker: 1, controller: 2 };

/**
 * Sees to it that a formatted data folder lies below `cache`. Formatting is a Java start of its own;
 * copying what it writes takes milliseconds.
 */
export async function installTemplate(
  cache: string,
  options: { java: Java; classPath: string; progress: Progress; signal?: AbortSignal },
): Promise<string> {
  const folder = `${cache}/formatted`;
  const isWhole = async () => {
    const found = await Promise.all(
      FILES.map((file) => Deno.stat(`${folder}/${file}`).catch(() => undefined)),
    );
    return found.every((info) => info !== undefined && info.size > 0);
  };
  await installOnce(folder, isWhole, async (staging) => {
    const properties = `${staging}/server.properties`;
    const plan = { id: 1, ports: [PORTS], data: staging, sessionTimeout: undefined };
    await Deno.writeTextFile(properties, nodeProperties(plan));
    const format = ["kafka.tools.StorageTool", "format", "-t", newClusterId(), "-c", properties];
    const { success, stdout, stderr } = await withProgress(
      options.progress,
      "Formatting a data folder, once",
      () =>
        runTool(
          [options.java.command, "-XX:TieredStopAtLevel=1", "-cp", options.classPath, ...format],
          options.signal ? { signal: options.signal } : {},
        ),
    );
    if (!success) throw new Error(`Cannot format a data folder: ${lastLine(stderr || stdout)}`);
  });
  return folder;
}

/**
 * Makes a node's formatted folder out of the template. What the format writes does not depend on the
 * node but for the ids in `meta.properties`.
 */
export async function copyTemplate(
  from: string,
  to: string,
  { clusterId, node }: { readonly clusterId: string; readonly node: number },
): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  const meta = await Deno.readTextFile(`${from}/meta.properties`);
  await Deno.copyFile(`${from}/bootstrap.checkpoint`, `${to}/bootstrap.checkpoint`);
  const own = meta
    .replace(/^cluster\.id=.*$/m, `cluster.id=${clusterId}`)
    .replace(/^node\.id=.*$/m, `node.id=${node}`)
    .replace(/^directory\.id=.*$/m, `directory.id=${newClusterId()}`);
  // Last: a folder that has it counts as formatted.
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
