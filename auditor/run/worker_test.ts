import { deepEqual, equal, match } from "node:assert/strict";
import { openLog } from "@kafka-sim/common/log";
import { Journal } from "../evidence/journal.ts";
import { Worker } from "./worker.ts";

/** A worker whose program is a line of shell, in a folder of its own. */
async function withWorker(
  script: string,
  body: (worker: Worker, journal: Journal, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const journal = Journal.create(folder);
  const worker = new Worker({
    name: "sender-1",
    ledgers: folder,
    logOf: (process) => `${folder}/${process}.log`,
    start: (ledger) => Promise.resolve({ command: ["sh", "-c", script, "sh", ledger], env: {} }),
    journal,
    log: openLog({ program: "test", level: "ERROR", write: () => {} }),
    onEnded: () => {},
    pause: 10,
  });
  try {
    await body(worker, journal, folder);
  } finally {
    await worker.stop(0);
    journal.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Waits until there is something, for ten seconds at most. */
async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("Not in time");
}

const LASTING = `echo x > "$1"; echo '{"event":"startup_complete"}' >&2; exec sleep 60`;

Deno.test("Worker replaces a process that was killed, with a new ledger", async () => {
  await withWorker(LASTING, async (worker, journal, folder) => {
    worker.begin();
    const first = await until(() => worker.status()?.state === "running" && worker.status());
    equal(first.ledger, `${folder}/sender-1.ledger`);
    Deno.kill(first.pid, "SIGKILL");
    const second = await until(() =>
      worker.status()?.starts === 2 && worker.status()?.state === "running" && worker.status()
    );
    equal(second.ledger, `${folder}/sender-1-2.ledger`);
    await worker.stop(5_000);
    equal(worker.status()?.state, "ended");
    deepEqual(
      journal.entries.map((entry) =>
        entry.kind === "ended"
          ? [entry.ledger, entry.signal, entry.asked, entry.bytes]
          : entry.kind === "started" && entry.ledger
      ),
      [
        "sender-1.ledger",
        ["sender-1.ledger", "SIGKILL", false, 2],
        "sender-1-2.ledger",
        ["sender-1-2.ledger", "SIGTERM", true, 2],
      ],
    );
  });
});

Deno.test("Worker kills a process that does not end when asked", async () => {
  const deaf = LASTING.replace("exec sleep 60", 'trap "" TERM; while :; do sleep 0.05; done');
  await withWorker(deaf, async (worker, journal) => {
    worker.begin();
    await until(() => worker.status()?.state === "running");
    await worker.stop(100);
    const ended = journal.entries.at(-1)!;
    equal(ended.kind === "ended" && ended.signal, "SIGKILL");
  });
});

Deno.test("Worker gives up a program that ends again and again, and says its last words", async () => {
  await withWorker("echo no such broker >&2; exit 1", async (worker) => {
    worker.begin();
    match((await worker.failed).message, /^sender-1 ends again and again: no such broker$/);
    equal(worker.status()?.starts, 5);
  });
});
