/** Memory of a process in MiB, as Linux counts it. */
export interface ProcessMemory {
  /** Resident now. */
  readonly now: number;
  /** The most that was resident at any time so far. */
  readonly peak: number;
}

const KIB_PER_MIB = 1024;

/** Asks the kernel; undefined where the process has ended, or the system has no `/proc`. */
export function memoryOf(pid: number): ProcessMemory | undefined {
  let status: string;
  try {
    status = Deno.readTextFileSync(`/proc/${pid}/status`);
  } catch {
    return undefined;
  }
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  const [now, peak] = [read("VmRSS") / KIB_PER_MIB, read("VmHWM") / KIB_PER_MIB];
  // One that has ended and was not yet waited for has no memory any more.
  return Number.isNaN(now) ? undefined : { now, peak };
}

/** Watches a process until the end of its life, or until this is closed. */
export class MemoryWatch implements Disposable {
  /** The most so far, MiB. */
  peak = 0;
  /** What was resident, one sample for each of so many seconds. */
  readonly samples: number[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param every Seconds between two samples. */
  constructor(pid: number, every: number) {
    const begun = performance.now();
    this.#timer = setInterval(() => {
      const memory = memoryOf(pid);
      if (!memory) return;
      this.peak = Math.max(this.peak, memory.peak);
      const due = Math.floor((performance.now() - begun) / 1_000 / every);
      if (this.samples.length <= due) this.samples.push(memory.now);
    }, LOOK_EVERY_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Short, as a peak is not seen any more once the process has ended. */
const LOOK_EVERY_MS = 50;
