import type { Contestant } from "./contestant.ts";
import type { Machine } from "./machine.ts";
import { type Figures, figuresOf, type Measurement, ratioTo } from "./measurement.ts";
import type { BenchSize } from "./settings.ts";

/** What is asked of ours, in times of the reference's rate. */
export const GOAL = 0.8;

/** One contestant's result. */
export interface Result {
  readonly name: string;
  readonly discipline: Contestant["discipline"];
  readonly isOurs: boolean;
  readonly figures: Figures;
  /** Its rate in times of the reference's. */
  readonly ratio: number;
  readonly rounds: readonly Measurement[];
}

/** All of a benchmark. Written as it is with `--report`. */
export interface BenchReport {
  readonly version: 1;
  /** When it began, ISO 8601. */
  readonly time: string;
  readonly machine: Machine;
  readonly size: BenchSize;
  readonly goal: number;
  /** By discipline, in the order in which they first had their turn. */
  readonly results: readonly Result[];
}

/** What each has measured, in the order of the rounds. */
export type Rounds = ReadonlyMap<Contestant, readonly Measurement[]>;

/** Sums up the rounds. Each discipline has one reference. */
export function resultsOf(rounds: Rounds): Result[] {
  return [...rounds].map(([contestant, measured]) => {
    const { name, discipline, isOurs = false } = contestant;
    const [, reference] = [...rounds].find(([other]) =>
      other.discipline === discipline && other.isReference
    )!;
    return {
      ...{ name, discipline, isOurs, rounds: measured },
      figures: figuresOf(measured),
      ratio: ratioTo(reference, measured),
    };
  });
}
