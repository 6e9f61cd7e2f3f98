/** A time, in milliseconds since 1970; both ends belong to it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A time in which no progress can be expected. */
export interface ExcusedSpan extends Span {
  /** @default {every partition} */
  readonly partition?: number;
}

/** The same times in order, none of which touch each other. */
export function unite(spans: readonly Span[]): Span[] {
  const united: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && span.from <= last.to) {
      united[united.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else if (span.from <= span.to) united.push(span);
  }
  return united;
}

/** How many milliseconds of a time lie in others, which are {@linkcode unite}d. */
export function overlap({ from, to }: Span, united: readonly Span[]): number {
  let sum = 0;
  for (const span of united) sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
  return sum;
}
