import { equal, notEqual, ok, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { openDataDir } from "./data_dir.ts";
import { withFolder } from "./testing.ts";

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => {
    ok(error instanceof ProgramError);
    equal(error.code, code);
    return true;
  };
}

Deno.test("openDataDir() goes on from the cluster that is there", () =>
  withFolder(async (folder) => {
    const first = await openDataDir(`${folder}/a`, 3);
    first.release();
    const second = await openDataDir(`${folder}/a`, 3);
    second.release();
    equal(second.clusterId, first.clusterId);
    const other = await openDataDir(`${folder}/b`, 3);
    other.release();
    notEqual(other.clusterId, first.clusterId);
  }));

Deno.test("openDataDir() refuses a folder that is in use", () =>
  withFolder(async (folder) => {
    const first = await openDataDir(folder, 1);
    await rejects(openDataDir(folder, 1), hasCode("data_in_use"));
    first.release();
  }));

Deno.test("openDataDir() refuses a cluster of another size", () =>
  withFolder(async (folder) => {
    (await openDataDir(folder, 1)).release();
    await rejects(openDataDir(folder, 3), hasCode("data_other_size"));
  }));

Deno.test("openDataDir() leaves alone what is not its own", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/thesis.txt`, "");
    await rejects(openDataDir(folder, 1), hasCode("data_foreign"));
  }));
