import { cacheFolder } from "../../dev/cache_folder.ts";
import { installOnce } from "../../dev/kafka/install.ts";
import { runTool } from "../../dev/kafka/tool.ts";

const VERSION = "1.12.1";
const SCRIPT = `${import.meta.dirname}/read_avro.py`;

/** A tick as `fastavro` reads it. */
export interface ForeignTick {
  readonly symbol: string;
  /** Exactly as it was written. */
  readonly price: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly volume: number;
  /** In schemas that are newer than the project's. */
  readonly venue?: string | null;
}

/** Reads framed values by Python's `fastavro`, which is fetched once. */
export async function readByPython(
  values: readonly Uint8Array[],
  schemas: Readonly<Record<number, string>>,
): Promise<ForeignTick[]> {
  const packages = await installFastavro();
  const env = { PATH: Deno.env.get("PATH") ?? "", PYTHONPATH: packages };
  const lines = [JSON.stringify(schemas), ...values.map((value) => value.toHex())];
  const { success, stdout, stderr } = await runTool(["python3", SCRIPT], {
    env,
    input: `${lines.join("\n")}\n`,
  });
  if (!success) throw new Error(stderr);
  return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

async function installFastavro(): Promise<string> {
  const folder = `${cacheFolder((name) => Deno.env.get(name), Deno.build.os)}/fastavro-${VERSION}`;
  const isWhole = () => Deno.stat(`${folder}/fastavro`).then(() => true, () => false);
  await installOnce(folder, isWhole, async (staging) => {
    const venv = `${staging}/venv`;
    await run(["python3", "-m", "venv", venv]);
    const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--target", staging];
    const pip = [`${venv}/bin/python`, "-m", "pip", "install"];
    await run([...pip, ...options, `fastavro==${VERSION}`]);
    await Deno.remove(venv, { recursive: true });
  });
  return folder;
}

async function run(command: readonly string[]): Promise<void> {
  const { success, stdout, stderr } = await runTool(command);
  if (!success) throw new Error(`${command.join(" ")} failed: ${stderr || stdout}`);
}
