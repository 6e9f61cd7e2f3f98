import { runTool } from "../kafka/tool.ts";

/** What a process has used so far. */
export interface Usage {
  /** CPU time, user and system, of all its threads. */
  readonly cpuSeconds: number;
  /** Memory in RAM: the most so far on Linux, that of the moment elsewhere. */
  readonly bytes: number;
}

/** Linux counts CPU time for programs in hundredths of a second, on every architecture. */
const TICKS_PER_SECOND = 100;
const KIB = 1024;

/** What the process has used; undefined if it has ended. */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  if (Deno.build.os !== "linux") {
    const { success, stdout } = await runTool(["ps", "-o", "time=,rss=", "-p", String(pid)]);
    return success ? readPs(stdout) : undefined;
  }
  // Deno itself reads no /proc without all permissions.
  const { success, stdout } = await runTool(["cat", `/proc/${pid}/stat`, `/proc/${pid}/status`]);
  return success ? readProc(stdout) : undefined;
}

/** CPU time of several processes together; one that has ended counts nothing. */
export async function cpuSecondsOf(pids: readonly number[]): Promise<number> {
  const usages = await Promise.all(pids.map(usageOf));
  return usages.reduce((sum, usage) => sum + (usage?.cpuSeconds ?? 0), 0);
}

/**
 * Reads `/proc/<pid>/stat` and, below it, `/proc/<pid>/status`; undefined for a process that has
 * ended and is only not yet taken note of. Source: proc(5).
 */
export function readProc(text: string): Usage | undefined {
  const [stat = ""] = text.split("\n", 1);
  // The name in brackets may hold spaces; what follows it starts with field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  if (peak === undefined) return undefined;
  return { cpuSeconds: (user + system) / TICKS_PER_SECOND, bytes: Number(peak) * KIB };
}

/** Reads a line such as `1:02:03.45 67890`: time, and memory in KiB. */
export function readPs(line: string): Usage | undefined {
  const [time = "", memory] = line.trim().split(/\s+/);
  if (memory === undefined) return undefined;
  const cpuSeconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuSeconds, bytes: Number(memory) * KIB };
}
