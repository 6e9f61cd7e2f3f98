import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import type { Java } from "../kafka/java.ts";
import { writeManifest } from "../kafka/manifest.ts";
import { makePath, withFolder } from "../kafka/testing.ts";
import { installRegistry } from "./install_registry.ts";
import { REGISTRY_SHA256, REGISTRY_VERSION } from "./version.ts";

const JAVA: Java = { command: "/no/java", home: "/no", version: "17", major: 17 };
const NAME = `apicurio-registry-app-${REGISTRY_VERSION}`;

function install(folder: string, path: string): Promise<string> {
  const env = (name: string) => name === "PATH" ? path : undefined;
  return installRegistry(`${folder}/cache`, JAVA, { progress: () => {}, env });
}

async function fails(work: Promise<unknown>, text: string): Promise<void> {
  await rejects(work, (error) => {
    ok(error instanceof ProgramError);
    equal(error.code, "registry_not_fetched");
    ok(error.message.includes(text), error.message);
    return true;
  });
}

async function leftovers(folder: string): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(`${folder}/cache`), ({ name }) => name);
  return names.filter((name) => !name.endsWith(".lock"));
}

Deno.test("A registry that cannot be fetched says why, and leaves nothing half", () =>
  withFolder(async (folder) => {
    await fails(install(folder, await makePath(folder, ["sh", "tar"])), "no Maven");
    deepEqual(await leftovers(folder), []);
  }));

Deno.test("Maven's own words are passed on", () =>
  withFolder(async (folder) => {
    const mvn = 'echo "[ERROR] Could not transfer artifact"; exit 1';
    await fails(
      install(folder, await makePath(folder, ["sh", "tar"], { mvn })),
      "Could not transfer",
    );
  }));

Deno.test("An archive that is not the published one is not unpacked", () =>
  withFolder(async (folder) => {
    const mvn = `for word; do case $word in -DoutputDirectory=*) to=\${word#*=};; esac; done
echo other > "$to/${NAME}-all.tar.gz"`;
    await fails(install(folder, await makePath(folder, ["sh", "tar"], { mvn })), "another archive");
    deepEqual(await leftovers(folder), []);
  }));

Deno.test("A registry that is there is used without Maven", () =>
  withFolder(async (folder) => {
    const home = `${folder}/cache/apicurio-registry-${REGISTRY_VERSION}`;
    await Deno.mkdir(home, { recursive: true });
    await Deno.writeTextFile(`${home}/${NAME}-runner.jar`, "jar");
    await writeManifest(home);
    const path = await makePath(folder, ["sh"]);
    equal(await install(folder, path), `${home}/${NAME}-runner.jar`);
    await Deno.remove(`${home}/${NAME}-runner.jar`);
    await fails(install(folder, path), "no Maven");
  }));

Deno.test("Maven's file and the code name the same registry", async () => {
  const pom = await Deno.readTextFile(new URL("./pom.xml", import.meta.url));
  ok(pom.includes(`<version>${REGISTRY_VERSION}</version>`));
  equal(REGISTRY_SHA256.length, 64);
});
