/** What one property of a topic should be. */
export interface Wish<T> {
  readonly value: T;
  /** More is fine too; a new topic gets exactly the value. */
  readonly isLeast?: boolean;
}

/** What a topic should be like. */
export interface TopicPlan {
  readonly name: string;
  readonly partitions: Wish<number>;
  readonly replicationFactor: Wish<number>;
  /** By Kafka's names of topic configs. What is not named stays as it is. */
  readonly configs: Readonly<Record<string, Wish<string>>>;
}

/** This value and no other. */
export function exactly<T>(value: T): Wish<T> {
  return { value };
}

/** This value or more; for configs, −1 is without limit and so more than any. */
export function atLeast<T>(value: T): Wish<T> {
  return { value, isLeast: true };
}

/** Whether what is found is what is wished. */
export function isGranted(wish: Wish<number | string>, found: number | string): boolean {
  if (String(found) === String(wish.value)) return true;
  return wish.isLeast === true && size(found) >= size(wish.value);
}

function size(value: number | string): number {
  return Number(value) === -1 ? Infinity : Number(value);
}
