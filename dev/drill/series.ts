import { ProgramError } from "@kafka-sim/common/errors";
import type { Drill, DrillOptions } from "./drill.ts";
import type { Fault } from "./fault.ts";
import type { Lab, LabOptions } from "./lab.ts";
import type { Plant } from "./plant.ts";
import { restsOn } from "./rests_on.ts";
import { type DrillResult, withoutVerdict } from "./result.ts";
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
  /** Starts a Kafka. */
  readonly openLab: (options: LabOptions) => Promise<Lab>;
  readonly makeDrill: (options: DrillOptions) => Pick<Drill, "isWell" | "run">;
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

  /** Runs them all. @throws The signal's reason, and what keeps the first Kafka from starting. */
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
        tell({ drill: name, phase: "end", detail: describeEnd(result) });
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

  /** One that is ended by an error proves nothing, and is no reason to leave out the others. */
  async #drill(name: string, fault: Fault): Promise<DrillResult> {
    const { report, importMap, rate, tell, pace, signal, isFast, show, plant } = this.#options;
    const folder = `${report}/${name}`;
    let drill: Pick<Drill, "isWell" | "run"> | undefined;
    try {
      const lab = await this.#labFor(fault);
      drill = this.#options.makeDrill({
        ...{ name, fault, plant, lab, folder, importMap, rate, tell, pace, signal },
        session: (isFast ? FAST_SESSION_MS : DEFAULT_SESSION_MS) / 1000,
        onStage: (stage) => show.watch(stage),
        onSummary: (text) => this.#options.print(text),
      });
      return await drill.run();
    } catch (error) {
      // Where not even the first Kafka can be started, none can.
      if (signal.aborted || !drill && this.results.length === 0) throw error;
      return this.#broken(name, folder, error);
    } finally {
      show.watch(undefined);
      if (!drill?.isWell) await this.#closeLab();
    }
  }

  #broken(name: string, folder: string, error: unknown): DrillResult {
    const sentence = `Inconclusive: the drill was ended by an error: ${describe(error)}`;
    const stack = error instanceof Error ? error.stack : undefined;
    this.#options.tell({ drill: name, phase: "error", detail: describe(error), stack });
    return {
      ...{ name, folder, victim: "", limits: undefined, took: 0 },
      ...withoutVerdict(sentence),
    };
  }

  async #labFor({ needs }: Fault): Promise<Lab> {
    const { kafka, isFast, show, signal } = this.#options;
    const isRelayed = needs === "relays";
    if (this.#lab && isRelayed !== (this.#lab.relays !== undefined)) await this.#closeLab();
    return this.#lab ??= await this.#options.openLab({
      ...{ kafka, isRelayed, signal },
      sessionTimeout: isFast ? FAST_SESSION_MS : undefined,
      progress: (line) => show.progress(line),
    });
  }

  async #closeLab(): Promise<void> {
    const lab = this.#lab;
    this.#lab = undefined;
    await lab?.close();
  }
}

/** Most sentences begin with the verdict. */
function describeEnd({ verdict, sentence }: DrillResult): string {
  const isSaid = sentence.toLowerCase().startsWith(`${verdict}:`);
  return isSaid ? sentence : `${verdict}: ${sentence}`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof ProgramError ? `${error.message}. ${error.remedy}` : error.message;
}
