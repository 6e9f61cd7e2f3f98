import { deepEqual } from "node:assert/strict";
import { ReplicaFiles, replicaRoots } from "./replica_files.ts";
import { segmentBatch } from "./testing/segment_bytes.ts";

const LOST = [{ sender: "s", sequence: 2 }, { sender: "s", sequence: 5 }, {
  sender: "t",
  sequence: 2,
}];
const FIRST = "00000000000000000000.log";
const SECOND = "00000000000000000002.log";

async function inFolder(body: (folder: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function write(path: string, ...parts: Uint8Array[]): void {
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  for (const part of parts) Deno.writeFileSync(path, part, { append: true });
}

Deno.test("ReplicaFiles tells which replicas' files have which of the records", async () => {
  await inFolder((folder) => {
    const batch = segmentBatch(0, [{ sender: "s", sequence: 1 }, { sender: "s", sequence: 2 }]);
    const later = segmentBatch(2, [{ sender: "t", sequence: 2 }]);
    write(`${folder}/data/node-1/t-4/${FIRST}`, batch);
    write(`${folder}/data/node-1/t-4/${SECOND}`, later);
    write(`${folder}/data/node-2/t-4/${FIRST}`, later);
    write(`${folder}/data/node-3/t-5/${FIRST}`, batch);
    write(`${folder}/run/replicas/node-3/t-4/${FIRST}`, batch);
    const roots = replicaRoots(`${folder}/data`, `${folder}/run`);
    deepEqual(Object.fromEntries(new ReplicaFiles(roots, "t").find(4, LOST)), {
      "the files of node-1": [LOST[0], LOST[2]],
      "the files of node-2": [LOST[2]],
      "the copy of node-3": [LOST[0]],
    });
  });
});

Deno.test("ReplicaFiles takes what stands before the place where a dead broker's file is torn", async () => {
  await inFolder((folder) => {
    const batch = segmentBatch(0, [LOST[0]!]);
    const next = segmentBatch(1, [LOST[1]!]);
    const damaged = next.slice();
    damaged[70]! ^= 1;
    write(`${folder}/node-1/t-0/${FIRST}`, batch, next.subarray(0, 40));
    write(`${folder}/node-2/t-0/${FIRST}`, batch, damaged);
    write(`${folder}/node-3/t-0/${FIRST}`, batch, new Uint8Array(500));
    const search = new ReplicaFiles([{ path: folder, describe: (name) => name }], "t");
    deepEqual(Object.fromEntries(search.find(0, LOST)), {
      "node-1": [LOST[0]],
      "node-2": [LOST[0]],
      "node-3": [LOST[0]],
    });
  });
});

Deno.test("ReplicaFiles finds nothing where there is no such folder", () => {
  deepEqual(new ReplicaFiles(replicaRoots("/no/such", "/neither"), "t").find(0, LOST), new Map());
});
