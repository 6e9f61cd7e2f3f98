import { ProgramError } from "./errors.ts";

/**
 * Refuses to start where Deno's net permission does not cover every broker: kafkajs would report
 * the missing permission as a broker outage and retry for ever.
 *
 * @throws {ProgramError} `net_permission_missing`, exit code 2, naming the flag that helps.
 */
export async function requireNet(addresses: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const host of addresses) {
    const { state } = await Deno.permissions.query({ name: "net", host });
    if (state !== "granted") missing.push(host);
  }
  if (missing.length === 0) return;
  throw new ProgramError(
    "net_permission_missing",
    `Cannot connect to ${missing.join(", ")} as Deno's net permission is missing`,
    { remedy: `Start with --allow-net=${missing.join(",")}`, exitCode: 2 },
  );
}
