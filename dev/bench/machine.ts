import { cpus } from "node:os";
import { VERSION } from "@kafka-sim/common/version";
import { KAFKA_VERSION } from "../kafka/version.ts";

/** What the figures were measured on and with. */
export interface Machine {
  readonly os: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Processes that wanted a core in the last minute before the start, on average. */
  readonly loadBefore: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** Looks at this machine. */
export function lookAtMachine(java: string): Machine {
  const [first] = cpus();
  return {
    os: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    cpu: first?.model.trim() ?? "unknown",
    cores: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    loadBefore: Deno.loadavg()[0]!,
    versions: { "kafka-sim": VERSION, kafka: KAFKA_VERSION, java, deno: Deno.version.deno },
  };
}
