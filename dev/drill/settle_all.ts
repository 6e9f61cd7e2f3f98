/**
 * Resolves when all have ended, whatever became of the others: nothing goes on behind the back of
 * whoever waits.
 *
 * @throws What the first of them that failed was rejected with, then.
 */
export async function settleAll(work: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
