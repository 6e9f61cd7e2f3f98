/**
 * The values of one metric by partition, out of Prometheus' text format.
 * (https://prometheus.io/docs/instrumenting/exposition_formats/)
 */
export function readByPartition(text: string, metric: string): Map<number, number> {
  const values = new Map<number, number>();
  for (const line of text.split("\n")) {
    if (!line.startsWith(`${metric}{`)) continue;
    const [, partition, value] = /[{,]partition="(\d+)"[^}]*} (\S+)/.exec(line) ?? [];
    if (partition !== undefined) values.set(Number(partition), Number(value));
  }
  return values;
}
