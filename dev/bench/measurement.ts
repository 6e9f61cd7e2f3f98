/** What one contestant did in one round. */
export interface Measurement {
  /** Records acknowledged, or read. */
  readonly records: number;
  /** From the first that could be sent or read to the last that was. */
  readonly seconds: number;
  /** CPU time of the whole process, its start included. */
  readonly cpuSeconds: number;
  /** The most memory that the process had in RAM. */
  readonly peakBytes: number;
  /** CPU time of all brokers in the meantime. */
  readonly brokerCpuSeconds: number;
}

/** The medians of a contestant's rounds. */
export interface Figures {
  readonly recordsPerSecond: number;
  /** CPU seconds per million records. */
  readonly cpuPerMillion: number;
  readonly peakBytes: number;
  /** CPU seconds of all brokers per million records. */
  readonly brokerCpuPerMillion: number;
}

/** The middle value, or the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** Sums up the rounds of one contestant: each figure has a median of its own. */
export function figuresOf(rounds: readonly Measurement[]): Figures {
  const medianOf = (figure: (round: Measurement) => number) => median(rounds.map(figure));
  return {
    recordsPerSecond: medianOf(({ records, seconds }) => records / seconds),
    cpuPerMillion: medianOf(({ records, cpuSeconds }) => cpuSeconds * 1e6 / records),
    peakBytes: medianOf(({ peakBytes }) => peakBytes),
    brokerCpuPerMillion: medianOf(({ records, brokerCpuSeconds }) =>
      brokerCpuSeconds * 1e6 / records
    ),
  };
}

/**
 * How many times as fast as the reference: the median of the rounds' ratios, since what a round's
 * other contestants meet on the machine at that time is nearest to what this one met.
 */
export function ratioTo(
  reference: readonly Measurement[],
  rounds: readonly Measurement[],
): number {
  const rate = ({ records, seconds }: Measurement) => records / seconds;
  return median(rounds.map((round, at) => rate(round) / rate(reference[at]!)));
}
