import { createHash } from "node:crypto";
import type { Java } from "./java.ts";
import { type Progress, withProgress } from "./progress.ts";
import { runTool } from "./tool.ts";
import { KAFKA_VERSION, SCALA_VERSION } from "./version.ts";

const NAME = `kafka_${SCALA_VERSION}-${KAFKA_VERSION}`;
const PATH = `${KAFKA_VERSION}/${NAME}.tgz`;
/** Apache's mirror has the current releases only, its archive all of them. */
const ARCHIVES = ["https://dlcdn.apache.org/kafka", "https://archive.apache.org/dist/kafka"];
/** Checksums come from Apache itself, never from a mirror. (https://www.apache.org/info/verification.html) */
const CHECKSUMS = ["https://downloads.apache.org/kafka", "https://archive.apache.org/dist/kafka"];
const ANSWER_MS = 20_000;

/**
 * Fetches Apache's own release archive, checks it by the SHA-512 that Apache publishes, and unpacks
 * its jars into `folder`. `KAFKA_SIM_ARCHIVE` names another place for both, such as a company's mirror.
 *
 * @throws {Error} If it cannot be had or is not what Apache published: the message says why.
 */
export async function fetchArchive(
  folder: string,
  _java: Java,
  options: {
    progress: Progress;
    signal?: AbortSignal;
    env: (name: string) => string | undefined;
  },
): Promise<void> {
  const own = options.env("KAFKA_SIM_ARCHIVE");
  const signals = options.signal ? [options.signal] : [];
  const published = await ask(own ? [own] : CHECKSUMS, `${PATH}.sha512`, signals);
  const wanted = readChecksum(await published.text());
  const archive = `${folder}/${NAME}.tgz`;
  let received = 0;
  await withProgress(
    options.progress,
    `Fetching Kafka ${KAFKA_VERSION} from Apache, once (about 135 MB)`,
    async () => {
      const response = await ask(own ? [own] : ARCHIVES, PATH, signals);
      const hash = createHash("sha512");
      using file = await Deno.open(archive, { write: true, create: true });
      for await (const chunk of response.body!) {
        options.signal?.throwIfAborted();
        hash.update(chunk);
        received += chunk.length;
        for (let written = 0; written < chunk.length;) {
          written += await file.write(chunk.subarray(written));
        }
      }
      const found = hash.digest("hex");
      if (found !== wanted) {
        throw new Error(`${NAME}.tgz is not what Apache published: its SHA-512 is ${found}`);
      }
    },
    () => `${Math.round(received / 1e6)} MB`,
  );
  await unpack(archive, folder);
}

/** The 128 hexadecimal digits of a checksum file, in `sha512sum`'s or in GnuPG's form. */
export function readChecksum(text: string): string {
  const digits = text.replace(/^[^\s:]*:/, "").replace(/\s+[^\s]*\.tgz\s*$/, "").replace(/\s/g, "");
  if (!/^[\da-fA-F]{128}$/.test(digits)) throw new Error("Apache's checksum file is not readable");
  return digits.toLowerCase();
}

async function ask(
  bases: readonly string[],
  path: string,
  signals: readonly AbortSignal[],
): Promise<Response> {
  const failures: string[] = [];
  for (const base of bases) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new Error("no answer in 20 s")), ANSWER_MS);
    try {
      const signal = AbortSignal.any([...signals, patience.signal]);
      const response = await fetch(`${base}/${path}`, { signal });
      if (response.ok) return response;
      await response.body?.cancel();
      failures.push(`${base} answers ${response.status}`);
    } catch (error) {
      failures.push(`${base} cannot be reached (${reason(error)})`);
    } finally {
      clearTimeout(timer);
    }
  }
  throw new Error(failures.join(", "));
}

/** What follows the address and the layers that the error came through. */
function reason(error: unknown): string {
  let inner = error as Error;
  while (inner.cause instanceof Error) inner = inner.cause;
  return inner.message.replace(/^.*client error \(\w+\): /, "").slice(0, 160);
}

async function unpack(archive: string, folder: string): Promise<void> {
  const inner = `${folder}/${NAME}`;
  const { success, stderr } = await runTool(["tar", "-xzf", archive, "-C", folder, `${NAME}/libs`]);
  if (!success) throw new Error(`tar failed: ${stderr.trim().slice(0, 300)}`);
  for await (const { name } of Deno.readDir(`${inner}/libs`)) {
    if (name.endsWith(".jar")) await Deno.rename(`${inner}/libs/${name}`, `${folder}/${name}`);
  }
  await Deno.remove(inner, { recursive: true });
  await Deno.remove(archive);
}
