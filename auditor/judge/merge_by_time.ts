/** Events of several sources, each in the order of time, as one. Holds one event of each. */
export function* mergeByTime<T extends { readonly time: number }>(
  sources: readonly Iterable<T>[],
): Generator<T> {
  const heads = sources.map((source) => {
    const events = source[Symbol.iterator]();
    return { events, next: events.next() };
  });
  while (true) {
    let first: typeof heads[number] | undefined;
    for (const head of heads) {
      if (head.next.done) continue;
      if (!first || head.next.value.time < (first.next.value as T).time) first = head;
    }
    if (!first) return;
    yield first.next.value;
    first.next = first.events.next();
  }
}
