import type { RecordName, ReplicaSearch } from "../judge/replica_search.ts";
import { LogReaderError } from "../log_reader/errors.ts";
import { RecordReader } from "./logged_record.ts";
import { recordHashes } from "./record_hashes.ts";
import { readSegment } from "./segment_file.ts";

/** A folder below which replicas' files lie, and what they are to be called in a report. */
export interface ReplicaRoot {
  readonly path: string;
  readonly describe: (replica: string) => string;
}

const SEGMENT = /^\d{20}\.log$/;
const MOST_DEPTH = 4;

/**
 * Searches the segment files of a topic's replicas: every folder `<topic>-<partition>` below one of
 * the roots. A replica is called by the folder that holds its partitions' folders.
 */
export class ReplicaFiles implements ReplicaSearch {
  readonly #roots: readonly ReplicaRoot[];
  readonly #topic: string;

  constructor(roots: readonly ReplicaRoot[], topic: string) {
    this.#roots = roots;
    this.#topic = topic;
  }

  find(partition: number, names: readonly RecordName[]): Map<string, readonly RecordName[]> {
    const wanted = new Map(names.map((name) => [keyOf(name), name]));
    const found = new Map<string, readonly RecordName[]>();
    for (const { path, describe } of this.#roots) {
      for (const { replica, folder } of findFolders(path, `${this.#topic}-${partition}`)) {
        const here = searchFolder(folder, wanted);
        if (here.length > 0) found.set(describe(replica), here);
      }
    }
    return found;
  }
}

function* findFolders(
  root: string,
  name: string,
  depth = 0,
): Generator<{ replica: string; folder: string }> {
  const replica = root.slice(root.lastIndexOf("/") + 1);
  for (const entry of list(root)) {
    if (!entry.isDirectory) continue;
    if (entry.name === name) yield { replica, folder: `${root}/${name}` };
    else if (depth < MOST_DEPTH) yield* findFolders(`${root}/${entry.name}`, name, depth + 1);
  }
}

function searchFolder(folder: string, wanted: ReadonlyMap<string, RecordName>): RecordName[] {
  const found = new Map<string, RecordName>();
  const reader = new RecordReader(recordHashes);
  for (const { name } of list(folder).sort((a, b) => a.name.localeCompare(b.name))) {
    if (!SEGMENT.test(name)) continue;
    try {
      for (const { records } of readSegment(`${folder}/${name}`)) {
        for (const record of records) {
          const { sender, sequence } = reader.read(record);
          if (sender === undefined || sequence === undefined) continue;
          const key = keyOf({ sender, sequence });
          const hit = wanted.get(key);
          if (hit) found.set(key, hit);
        }
      }
    } catch (error) {
      // The end of a dead broker's segment may be anything: what came before it counts.
      if (!(error instanceof LogReaderError)) throw error;
    }
  }
  return [...found.values()];
}

/** A broker at work may remove a folder at any time. */
function list(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch {
    return [];
  }
}

function keyOf({ sender, sequence }: RecordName): string {
  return `${sender} ${sequence}`;
}

/** The folders of a run that may hold replicas' files: brokers' own, and copies in the run's folder. */
export function replicaRoots(dataDir: string | undefined, folder: string): ReplicaRoot[] {
  const copies = { path: `${folder}/replicas`, describe: (name: string) => `the copy of ${name}` };
  if (dataDir === undefined) return [copies];
  return [{ path: dataDir, describe: (name) => `the files of ${name}` }, copies];
}
