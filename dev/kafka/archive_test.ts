import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { createHash } from "node:crypto";
import { fetchArchive, readChecksum } from "./archive.ts";
import { withFolder } from "./testing.ts";

const NAME = "kafka_2.13-4.3.1";
const JAVA = { command: "/opt/java/bin/java", home: "/opt/java", version: "17", major: 17 };
const DIGITS = "0123456789abcdef".repeat(8);

Deno.test("readChecksum() reads sha512sum's and GnuPG's form", () => {
  equal(readChecksum(`${DIGITS}  ${NAME}.tgz\n`), DIGITS);
  const groups = DIGITS.toUpperCase().match(/.{8}/g)!;
  const lines = [groups.slice(0, 8).join(" "), groups.slice(8).join(" ")];
  equal(readChecksum(`${NAME}.tgz: ${lines.join(`\n${" ".repeat(22)}`)}\n`), DIGITS);
});

Deno.test("readChecksum() refuses anything else", () => {
  throws(() => readChecksum("<html>not found</html>"), /not readable/);
  throws(() => readChecksum(`${DIGITS}00`), /not readable/);
});

/** Serves an archive with one jar and another file, and this checksum. */
async function withMirror(
  checksum: (archive: Uint8Array) => string,
  work: (folder: string, fetched: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/${NAME}/libs`, { recursive: true });
    await Deno.mkdir(`${folder}/target`);
    await Deno.writeTextFile(`${folder}/${NAME}/libs/kafka.jar`, "jar");
    await Deno.writeTextFile(`${folder}/${NAME}/libs/kafka.asc`, "signature");
    const { success } = await new Deno.Command("tar", {
      args: ["-czf", `${folder}/it.tgz`, "-C", folder, NAME],
    }).output();
    equal(success, true);
    const archive = await Deno.readFile(`${folder}/it.tgz`);
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === `/4.3.1/${NAME}.tgz`) return new Response(archive);
      if (pathname === `/4.3.1/${NAME}.tgz.sha512`) return new Response(checksum(archive));
      return new Response("", { status: 404 });
    });
    const env = () => `http://127.0.0.1:${server.addr.port}`;
    try {
      await work(folder, () => fetchArchive(`${folder}/target`, JAVA, { env, progress: () => {} }));
    } finally {
      await server.shutdown();
    }
  });
}

Deno.test("fetchArchive() unpacks the jars of an archive that is what was published", () =>
  withMirror(
    (archive) => createHash("sha512").update(archive).digest("hex"),
    async (folder, fetched) => {
      await fetched();
      deepEqual([...Deno.readDirSync(`${folder}/target`)].map(({ name }) => name), ["kafka.jar"]);
    },
  ));

Deno.test("fetchArchive() refuses an archive that is not what was published", () =>
  withMirror(() => DIGITS, async (folder, fetched) => {
    await rejects(fetched(), /not what Apache published: its SHA-512 is [\da-f]{128}/);
    const names = [...Deno.readDirSync(`${folder}/target`)].map(({ name }) => name);
    equal(names.includes("kafka.jar"), false);
  }));
