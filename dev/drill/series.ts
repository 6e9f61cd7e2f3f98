import { Drill, type DrillOptions } from "./drill.ts";
import type { Fault } from "./fault.ts";
import { type Lab, openLab } from "./lab.ts";
import type { Plant } from "./plant.ts";
import type { DrillResult } from "./result.ts";
import type { Show } from "./screen/show.ts";

const DEFAULT_SESSION_MS = 9_000;
const FAST_SESSION_MS = 3_000;

/** What a series works with. */
export interface SeriesOptions
  extends Pick<DrillOptions, "importMap" | "pace" | "rate" | "signal" | "tell"> {
  readonly faults: readonly Fault[];
  readonly plant: Plant | undefined;
  /** Folder that each drill's report gets a folder in. */
  readonly report: string;
  readonly kafka: readonly string[] | undefined;
  /** Whether dead brokers are noticed after 3 s. */
  readonly isFast: boolean;
  readonly show: Show;
  /** A line for the reader of stdout. */
  readonly print: (text: string) => void;
}

/**
 * Drills one after the other, on one cluster as far as it can serve them all: one is started anew
 * where a fault needs relays, and where a cluster did not come back to what it was.
 */
export class Series {
  readonly results: DrillResult[] = [];
  readonly #options: SeriesOptions;
  #lab: Lab | undefined;

  constructor(options: SeriesOptions) {
    this.#options = options;
  }

  /** Runs them all. @throws The signal's reason, and whatever keeps a drill from its verdict. */
  async run(): Promise<void> {
    const { faults, plant, show, tell } = this.#options;
    try {
      for (const [index, fault] of faults.entries()) {
        show.begin(`${index + 1} of ${faults.length}`);
        const name = `${String(index + 1).padStart(2, "0")}-${fault.name}`;
        const result = plant
          ? await this.#provoke(name, fault, plant)
          : await this.#drill(name, fault);
        this.results.push(result);
        const { verdict: phase, sentence } = result;
        tell({ drill: name, phase: "end", detail: `${phase}: ${sentence}` });
      }
    } finally {
      show.watch(undefined);
      await this.#lab?.close();
    }
  }

  /** Plants a damage until the verdict rests on it, as often as it may be tried. */
  async #provoke(name: string, fault: Fault, plant: Plant): Promise<DrillResult> {
    const { finds, attempts: most = 1 } = plant;
    for (let attempts = 1;; attempts++) {
      const numbered = `${name}-${plant.name}${attempts > 1 ? `-${attempts}` : ""}`;
      const result = await this.#drill(numbered, fault);
      const isFound = restsOn(result, plant);
      const planted = { finds, isFound, attempts };
      if (isFound || attempts === most) return { ...result, planted };
    }
  }

  async #drill(name: string, fault: Fault): Promise<DrillResult> {
    const { plant, report, importMap, rate, tell, pace, signal, isFast, show } = this.#options;
    const lab = await this.#labFor(fault);
    const drill = new Drill({
      ...{ name, fault, plant, lab, folder: `${report}/${name}` },
      ...{ importMap, rate, tell, pace, signal },
      session: (isFast ? FAST_SESSION_MS : DEFAULT_SESSION_MS) / 1000,
      onStage: (stage) => show.watch(stage),
      onSummary: (text) => this.#options.print(text),
    });
    try {
      return await drill.run();
    } finally {
      show.watch(undefined);
      if (!drill.isWell) await this.#closeLab();
    }
  }

  async #labFor({ needs }: Fault): Promise<Lab> {
    const { kafka, isFast, show, signal } = this.#options;
    const isRelayed = needs === "relays";
    if (this.#lab && isRelayed !== (this.#lab.relays !== undefined)) await this.#closeLab();
    return this.#lab ??= await openLab({
      ...{ kafka, isRelayed, signal },
      sessionTimeout: isFast ? FAST_SESSION_MS : undefined,
      progress: (line) => show.progress(line),
    });
  }

  async #closeLab(): Promise<void> {
    await this.#lab?.close();
    this.#lab = undefined;
  }
}

/** Whether a verdict rests on what was planted, and blames nobody else for it. */
export function restsOn(
  { verdict, failing, senders }: Pick<DrillResult, "failing" | "senders" | "verdict">,
  { finds, sender }: Pick<Plant, "finds" | "sender">,
): boolean {
  const isBlamed = sender === undefined ||
    (senders[finds] ?? []).every((name) => name.startsWith(sender));
  return verdict === "failed" && failing.includes(finds) && isBlamed;
}

/**
 * 0 if every drill passed, 3 if one failed, else 1. A plant is to end with 3; where the verdict does
 * not rest on what was planted, nothing is proven.
 */
export function exitCodeOf(results: readonly DrillResult[]): 0 | 1 | 3 {
  if (results.some(({ planted }) => planted && !planted.isFound)) return 1;
  if (results.some(({ verdict }) => verdict === "failed")) return 3;
  return results.length > 0 && results.every(({ verdict }) => verdict === "passed") ? 0 : 1;
}
