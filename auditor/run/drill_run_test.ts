import { openLog } from "@kafka-sim/common/log";
import { deepEqual } from "node:assert/strict";
import { readJournal } from "../evidence/journal.ts";
import { readStory } from "../evidence/story.ts";
import { Crew } from "./crew.ts";
import { DrillRun } from "./drill_run.ts";
import { LiveRun } from "./live_run.ts";
import { RunFolder } from "./run_folder.ts";
import { TopicWatch } from "./topic_watch.ts";

/** A run of no programs, and what whoever judges it later will doubt. */
async function doubtsAfter(body: (drill: DrillRun) => void | Promise<void>): Promise<unknown> {
  const path = await Deno.makeTempDir();
  try {
    using folder = RunFolder.open(path);
    const log = openLog({ program: "test", level: "ERROR", write: () => {} });
    const live = new LiveRun(folder.ledgers);
    const dial = () => Promise.reject(new Error("There is no broker"));
    const watch = new TopicWatch({ brokers: [], topic: "t", dial, onChange: () => {} });
    const connection = { sessionTimeout: 1, startupTimeout: 1, brokers: [], tls: false } as never;
    const plan = { connection, topic: "t", rate: 1, universe: 1, longest: 1 };
    const crew = new Crew({ senders: 0, readers: 0, plan, folder, live, importMap: "", log });
    const drill = new DrillRun({
      run: "r",
      topic: "t",
      group: "g",
      folder,
      live,
      watch,
      crew,
      log,
    });
    await body(drill);
    drill.enter("running");
    drill.enter("stopping");
    drill.enter("judging");
    return readStory(readJournal(path)!).doubts;
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

Deno.test("DrillRun notes in the journal that it was interrupted in a fault", async () => {
  const doubts = await doubtsAfter((drill) => {
    drill.fault({ name: "none", bites: 0 });
    drill.interrupt();
  });
  deepEqual(doubts, ["the run was interrupted"]);
  deepEqual(await doubtsAfter((drill) => drill.interrupt()), []);
});

Deno.test("DrillRun notes in the journal that not everything flowed in time", async () => {
  const doubts = await doubtsAfter(async (drill) => void await drill.warmUp(0));
  deepEqual(doubts, ["not everything flowed within 0 s"]);
});

Deno.test("DrillRun notes in the journal whatever else is doubted", async () => {
  deepEqual(await doubtsAfter((drill) => drill.doubt("not in sync")), ["not in sync"]);
});
