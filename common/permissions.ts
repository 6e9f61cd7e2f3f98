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

/** What kafkajs reads. Without it some of its requests fail, which looks like a broker's fault. */
const KAFKAJS_ENV = [
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_LOG_LEVEL",
  "KAFKAJS_NO_PARTITIONER_WARNING",
  "NODE_ENV",
];

/** A sentence for each of these environment variables that Deno's permissions keep out of reach. */
export function missingEnv(names: readonly string[]): string[] {
  const missing = names.filter((variable) =>
    Deno.permissions.querySync({ name: "env", variable }).state !== "granted"
  );
  return missing.map((name) =>
    `Cannot read environment variable ${name} as Deno's env permission is missing: ` +
    `start with --allow-env=${name}`
  );
}

/**
 * Refuses to use kafkajs where it may not read the environment variables that it reads.
 *
 * @throws {ProgramError} `env_permission_missing`, exit code 2, naming the flag that helps.
 */
export function requireKafkajsEnv(): void {
  const problems = missingEnv(KAFKAJS_ENV);
  if (problems.length === 0) return;
  throw new ProgramError("env_permission_missing", problems.join("; "), {
    remedy: `Start with --allow-env=${KAFKAJS_ENV.join(",")} besides the others`,
    exitCode: 2,
  });
}

/**
 * Refuses to start where a file may not be read.
 *
 * @throws {ProgramError} `read_permission_missing`, exit code 2, naming the flag that helps.
 */
export function requireRead(path: string): void {
  if (Deno.permissions.querySync({ name: "read", path }).state === "granted") return;
  throw new ProgramError(
    "read_permission_missing",
    `Cannot read ${path} as Deno's read permission is missing`,
    { remedy: `Start with --allow-read=${path}`, exitCode: 2 },
  );
}
