import type { Progress } from "../../../dev/kafka/progress.ts";
import { installRegistry } from "../../../dev/registry/install_registry.ts";
import { run } from "../debian.ts";
import { fillJava, mavenTools } from "../java.ts";

/** Java and Apicurio Registry, the same that the local registry is. */
export async function fillRegistry(root: string, progress: Progress): Promise<void> {
  await fillJava(root);
  const { cache, java, options } = await mavenTools(progress);
  const jar = await installRegistry(cache, java, options);
  await run(["cp", "-R", jar.slice(0, jar.lastIndexOf("/")), `${root}/deployments`]);
  // Here, not in the Dockerfile: there it would be a second copy.
  await run(["chown", "-R", "1001:0", `${root}/deployments`]);
}
