import { runTool } from "../kafka/tool.ts";

/** The commit of this clone, with `-dirty` where files differ from it; "" without git. */
export async function findRevision(root: string): Promise<string> {
  const git = (...args: string[]) => runTool(["git", "-C", root, ...args]);
  const commit = await git("rev-parse", "--short=12", "HEAD");
  if (!commit.success) return "";
  const changes = await git("status", "--porcelain", "--untracked-files=no");
  return `${commit.stdout.trim()}${changes.stdout.trim() === "" ? "" : "-dirty"}`;
}
