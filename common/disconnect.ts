/**
 * Disconnects a kafkajs client, but waits no longer than `milliseconds`: kafkajs waits for the
 * answers of hung brokers. Never rejects; the connections themselves are cut by
 * `KafkaClient.close()`, which has to follow.
 */
export async function disconnectWithin(
  client: { disconnect(): Promise<void> },
  milliseconds: number,
): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([client.disconnect().catch(() => {}), late]);
  clearTimeout(timer);
}
