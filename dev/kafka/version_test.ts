import { equal, match } from "node:assert/strict";
import { KAFKA_VERSION, SCALA_VERSION } from "./version.ts";

Deno.test("pom.xml names the version that the code names", async () => {
  const pom = await Deno.readTextFile(`${import.meta.dirname}/pom.xml`);
  const versions = [...pom.matchAll(/org\.apache\.kafka<\/groupId>[^]*?<version>(.*?)</g)];
  equal(versions.length, 2);
  for (const [, version] of versions) equal(version, KAFKA_VERSION);
  match(pom, new RegExp(`<artifactId>kafka_${SCALA_VERSION}</artifactId>`));
});
