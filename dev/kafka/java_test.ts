import { deepEqual, equal, match } from "node:assert/strict";
import { findJava, inspectJava, majorOf } from "./java.ts";
import { makePath, withFolder } from "./testing.ts";

/** Makes a Java home that says it is this version. */
async function makeHome(folder: string, version: string): Promise<string> {
  const home = await Deno.realPath(folder) + `/java-${version}`;
  await Deno.mkdir(`${home}/bin`, { recursive: true });
  await Deno.writeTextFile(`${home}/bin/java`, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  await Deno.writeTextFile(`${home}/release`, `IMPLEMENTOR="X"\nJAVA_VERSION="${version}"\n`);
  return home;
}

function environment(values: Record<string, string>): (name: string) => string | undefined {
  return (name) => values[name];
}

Deno.test("majorOf() reads the new and the old manner", () => {
  equal(majorOf("17.0.15"), 17);
  equal(majorOf("25"), 25);
  equal(majorOf("1.8.0_392"), 8);
  equal(majorOf("23-ea"), 23);
});

Deno.test("findJava() takes JAVA_HOME before PATH", () =>
  withFolder(async (folder) => {
    const home = await makeHome(folder, "17.0.15");
    const other = await makeHome(folder, "21.0.1");
    const env = environment({ JAVA_HOME: home, PATH: `${other}/bin` });
    deepEqual((await findJava(env)).java, {
      command: `${home}/bin/java`,
      home,
      version: "17.0.15",
      major: 17,
    });
  }));

Deno.test("findJava() says which Java is too old, and goes on to the next", () =>
  withFolder(async (folder) => {
    const old = await makeHome(folder, "11.0.2");
    const older = await makeHome(folder, "1.8.0_392");
    const home = await makeHome(folder, "21.0.1");
    const PATH = `${older}/bin:/nowhere:${home}/bin`;
    const { java, refused } = await findJava(environment({ JAVA_HOME: old, PATH }));
    equal(java?.major, 21);
    equal(refused.length, 2);
    match(refused[0]!, /Java 11\.0\.2 of JAVA_HOME is too old: Kafka needs 17/);
    match(refused[1]!, /Java 1\.8\.0_392/);
  }));

Deno.test("findJava() says that JAVA_HOME is wrong", async () => {
  const { java, refused } = await findJava(environment({ JAVA_HOME: "/nowhere", PATH: "" }));
  equal(java, undefined);
  match(refused.join(), /JAVA_HOME names no Java/);
});

Deno.test("inspectJava() asks a wrapper which Java it starts", () =>
  withFolder(async (folder) => {
    const says = "    java.home = /opt/java\\n    java.version = 21.0.4\\n";
    const bin = await makePath(folder, [], { java: `printf '${says}' >&2` });
    const java = await inspectJava(`${bin}/java`);
    equal(java?.command, "/opt/java/bin/java");
    equal(java?.version, "21.0.4");
  }));

Deno.test("inspectJava() refuses a wrapper without a Java behind it", () =>
  withFolder(async (folder) => {
    const bin = await makePath(folder, [], { java: "echo 'no Java runtime present' >&2; exit 1" });
    equal(await inspectJava(`${bin}/java`), undefined);
  }));
