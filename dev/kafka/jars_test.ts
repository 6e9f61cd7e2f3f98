import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { installJars } from "./jars.ts";
import { emptyZip, makePath, withFolder } from "./testing.ts";

const JAVA = { command: "/opt/java/bin/java", home: "/opt/java", version: "17", major: 17 };
/** Copies two jars to where Maven is told to, and counts. */
const MAVEN = `case "$*" in *--version*) exit 0 ;; esac
for word; do case $word in -DoutputDirectory=*) target=\${word#*=} ;; esac; done
here=\${0%/bin/mvn}
echo "$*" >>"$here/calls"
cp "$here/jar" "$target/b.jar" && cp "$here/jar" "$target/a.jar"`;

async function withMaven(
  script: string,
  work: (
    folder: string,
    install: (compare?: "size" | "content") => Promise<string>,
    said: string[],
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const PATH = await makePath(folder, ["sh", "cp", "rm", "cat", "mkdir"], { mvn: script });
    await Deno.writeFile(`${folder}/jar`, emptyZip());
    const said: string[] = [];
    // Nothing listens on the discard port: Apache "cannot be reached".
    const values: Record<string, string> = { PATH, KAFKA_SIM_ARCHIVE: "http://127.0.0.1:9" };
    const env = (name: string) => values[name];
    const progress = (line: string) => void said.push(line);
    await work(
      folder,
      (compare = "size") => installJars(`${folder}/cache`, JAVA, { env, progress, compare }),
      said,
    );
  });
}

function calls(folder: string): number {
  return Deno.readTextFileSync(`${folder}/calls`).trim().split("\n").length;
}

Deno.test("installJars() fetches once and gives the class path in a fixed order", () =>
  withMaven(MAVEN, async (folder, install) => {
    const first = await install();
    equal(await install(), first);
    deepEqual(first.split(":").map((path) => path.split("/").at(-1)), ["a.jar", "b.jar"]);
    equal(calls(folder), 1);
  }));

Deno.test("installJars() mends a truncated jar and says so", () =>
  withMaven(MAVEN, async (folder, install, said) => {
    const path = (await install()).split(":")[0]!;
    await Deno.truncate(path, 5);
    await install();
    deepEqual(await Deno.readFile(path), emptyZip());
    match(said.join("\n"), /Fetching Kafka again as the cache is damaged: a\.jar/);
    equal(calls(folder), 2);
  }));

Deno.test("installJars() mends a changed jar when it looks at the content", () =>
  withMaven(MAVEN, async (folder, install) => {
    const path = (await install()).split(":")[0]!;
    const changed = emptyZip();
    changed[4] = 1;
    await Deno.writeFile(path, changed);
    await install();
    equal(calls(folder), 1);
    await install("content");
    equal(calls(folder), 2);
    deepEqual(await Deno.readFile(path), emptyZip());
  }));

Deno.test("installJars() fetches past Maven's own cache where that is damaged", () => {
  const script = `${MAVEN}
case "$*" in *maven.repo.local*) mkdir "$target/repository" ;;
  *) echo broken >"$target/b.jar" ;; esac`;
  return withMaven(script, async (folder, install) => {
    const path = (await install()).split(":")[1]!;
    deepEqual(await Deno.readFile(path), emptyZip());
    equal(calls(folder), 2);
  });
});

Deno.test("installJars() says of each way why it failed, and leaves nothing half done", () => {
  const script = `case "$*" in *--version*) exit 0 ;; esac
echo "[ERROR] Could not resolve host"; exit 1`;
  return withMaven(script, async (folder, install) => {
    await rejects(install(), (error) => {
      ok(error instanceof ProgramError);
      equal(error.code, "kafka_not_fetched");
      match(error.message, /Maven failed: Could not resolve host; http:\/\/127\.0\.0\.1:9 cannot/);
      return true;
    });
    const left = [...Deno.readDirSync(`${folder}/cache`)].map(({ name }) => name);
    equal(left.join(), "kafka-4.3.1.lock");
  });
});

Deno.test("installJars() says that the disk is full", () => {
  const script = `case "$*" in *--version*) exit 0 ;; esac
echo "[ERROR] x"; echo "java.io.IOException: No space left on device"; exit 1`;
  return withMaven(script, async (_folder, install) => {
    await rejects(install(), (error) => {
      ok(error instanceof ProgramError);
      equal(error.code, "disk_full");
      match(error.remedy, /Make room/);
      return true;
    });
  });
});

Deno.test("installJars() fetches past Maven's own cache where that cannot be made", () => {
  const script = `case "$*" in *--version*|*maven.repo.local*) ;;
  *) echo "[ERROR] Could not create local repository at /none -> [Help 1]"; exit 1 ;; esac
${MAVEN}
case "$*" in *maven.repo.local*) mkdir "$target/repository" ;; esac`;
  return withMaven(script, async (folder, install) => {
    const path = (await install()).split(":")[1]!;
    deepEqual(await Deno.readFile(path), emptyZip());
    equal(calls(folder), 1);
  });
});
