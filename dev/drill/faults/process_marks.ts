import type { KafkaNode } from "../../kafka/embedded.ts";
import type { Stage } from "../stage.ts";

/** What may become of a node's process; the report draws from these where it is out. */
export type ProcessPhase = "continued" | "gone" | "started" | "stopped";

/**
 * Puts on the report's timeline what became of a node's process: the others learn of it much later.
 * An auditor that does not answer hinders nothing, least of all the healing.
 *
 * @param time Milliseconds since 1970, where it was earlier than now.
 */
export async function markProcess(
  { auditor }: Stage,
  { id }: KafkaNode,
  phase: ProcessPhase,
  { detail = "", time = Date.now() }: { readonly detail?: string; readonly time?: number } = {},
): Promise<void> {
  await auditor.mark(`node ${id}`, phase, detail, new Date(time)).catch(() => {});
}

/** SIGSTOP. @param detail Why, where that is not plain. */
export async function pause(stage: Stage, node: KafkaNode, detail = ""): Promise<void> {
  node.pause();
  await markProcess(stage, node, "stopped", { detail: `SIGSTOP${detail && `: ${detail}`}` });
}

/** SIGCONT, if it is stopped. */
export async function resume(stage: Stage, node: KafkaNode): Promise<void> {
  if (node.state !== "paused") return;
  node.resume();
  await markProcess(stage, node, "continued");
}
