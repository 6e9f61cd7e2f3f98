import { openCache } from "../cache_folder.ts";
import { runTool } from "../kafka/tool.ts";

/** What the Dockerfiles copy; `.dockerignore` leaves tests out. */
const PARTS = [
  ...[".dockerignore", "deno.json", "deno.lock", "dev/images/in_build"],
  ...["auditor", "common", "consumer", "producer", "schemas"],
];

/** A build context with the dependencies beside the sources. Ends with `using`. */
export class GivenContext implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(root: string, given: string): Promise<GivenContext> {
    const context = new GivenContext(
      await Deno.makeTempDir({ dir: await openCache(), prefix: "context-" }),
    );
    const parts = PARTS.filter((part) => exists(`${root}/${part}`));
    const copy = 'root=$1 to=$2; shift 2; tar -C "$root" -cf - "$@" | tar -C "$to" -xf -';
    await run(["sh", "-c", copy, "sh", root, context.folder, ...parts]);
    await run(["cp", "-R", given, `${context.folder}/given`]);
    return context;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

async function run(command: readonly string[]): Promise<void> {
  const { success, stderr } = await runTool(command);
  if (!success) throw new Error(`Cannot gather what the images are built from: ${stderr.trim()}`);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
