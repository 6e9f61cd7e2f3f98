import type { Registry } from "prom-client";

/** Options of {@linkcode WeightedHistogram}. */
export interface WeightedHistogramOptions {
  readonly name: string;
  readonly help: string;
  /** Upper ends, ascending. */
  readonly buckets: readonly number[];
  readonly register: Registry;
}

/** A histogram of prom-client's kind that takes many equal values in one go, which its own does not. */
export class WeightedHistogram {
  readonly name: string;
  readonly #help: string;
  readonly #buckets: readonly number[];
  /** What is above the last end comes last. */
  readonly #counts: number[];
  #sum = 0;

  constructor({ name, help, buckets, register }: WeightedHistogramOptions) {
    this.name = name;
    this.#help = help;
    this.#buckets = buckets;
    this.#counts = new Array<number>(buckets.length + 1).fill(0);
    // A registry asks a metric for its name, and for its values by get().
    register.registerMetric(this as never);
  }

  /** Counts a value so many times. */
  observe(value: number, times: number): void {
    const at = this.#buckets.findIndex((end) => value <= end);
    this.#counts[at < 0 ? this.#buckets.length : at]! += times;
    this.#sum += value * times;
  }

  /** What the registry writes out: the buckets, each with what is in those below it, sum and count. */
  get(): unknown {
    const { name } = this;
    let count = 0;
    const values: unknown[] = [...this.#buckets, "+Inf"].map((le, at) => {
      count += this.#counts[at]!;
      return { metricName: `${name}_bucket`, labels: { le }, value: count };
    });
    values.push({ metricName: `${name}_sum`, labels: {}, value: this.#sum });
    values.push({ metricName: `${name}_count`, labels: {}, value: count });
    return { name, help: this.#help, type: "histogram", aggregator: "sum", values };
  }
}
