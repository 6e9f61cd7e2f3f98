import { installJars } from "../../../dev/kafka/jars.ts";
import type { Progress } from "../../../dev/kafka/progress.ts";
import { fillJava, mavenTools } from "../java.ts";

/** Java and Kafka's jars, the same that the local Kafka uses. */
export async function fillKafka(root: string, progress: Progress): Promise<void> {
  await fillJava(root);
  const { cache, java, options } = await mavenTools(progress);
  const classPath = await installJars(cache, java, options);
  const libs = `${root}/opt/kafka/libs`;
  await Deno.mkdir(libs, { recursive: true });
  for (const jar of classPath.split(":")) {
    await Deno.copyFile(jar, `${libs}/${jar.slice(jar.lastIndexOf("/") + 1)}`);
  }
}
