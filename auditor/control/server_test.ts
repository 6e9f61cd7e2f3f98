import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Fault, FaultRequest, Status } from "./contract.ts";
import { DeclaredFault } from "./declared_fault.ts";
import type { Mark } from "./requests.ts";
import { startControl } from "./server.ts";

const STATUS = { run: "r", phase: "running" } as Status;

/** A run that only remembers what it was told. */
class Told {
  readonly marks: Mark[] = [];
  readonly declared = new DeclaredFault();
  stops = 0;

  status = () => STATUS;
  mark = (mark: Mark) => void this.marks.push(mark);
  stop = () => void this.stops++;
  fault = (request: FaultRequest) =>
    this.declared.fits(request) ? this.declared.add(request) : undefined;

  get known(): Fault | undefined {
    return this.declared.fault;
  }
}

async function withControl(
  body: (
    ask: (path: string, init?: RequestInit) => Promise<{ code: number; answer: unknown }>,
    told: Told,
  ) => Promise<void>,
): Promise<void> {
  const told = new Told();
  const control = startControl({ hostname: "127.0.0.1", port: 0, controlled: told });
  try {
    await body(async (path, init = {}) => {
      const response = await fetch(`http://127.0.0.1:${control.port}${path}`, init);
      return { code: response.status, answer: await response.json() };
    }, told);
  } finally {
    await control.close();
  }
}

const post = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });

Deno.test("control tells the status, takes marks and the stop", async () => {
  await withControl(async (ask, told) => {
    deepEqual(await ask("/status"), { code: 200, answer: STATUS });
    const time = "2026-01-15T10:30:00.123Z";
    const mark = { name: "kill-leader", phase: "injected", detail: "node 2", time };
    deepEqual(await ask("/mark", post(mark)), { code: 200, answer: mark });
    const before = Date.now();
    equal((await ask("/mark", post({ name: "quiet", phase: "quiet" }))).code, 200);
    deepEqual(told.marks[0], { ...mark, time: Date.parse(time) });
    equal(told.marks[1]!.detail, "");
    equal(told.marks[1]!.time >= before, true);
    equal((await ask("/stop", { method: "POST" })).code, 202);
    equal(told.stops, 1);
  });
});

Deno.test("control puts together what is said of the fault, and refuses a second one", async () => {
  await withControl(async (ask, told) => {
    const window = { from: "2026-01-15T10:30:00Z", to: "2026-01-15T10:30:20Z" };
    const name = "kill-two";
    await ask("/fault", post({ name, expectation: "it waits", limits: { writing: 30 } }));
    await ask(
      "/fault",
      post({ name, proof: "node 1 is gone", kills: ["a"], limits: { reading: 40 } }),
    );
    await ask(
      "/fault",
      post({ name, proof: "node 2 is gone", kills: ["b"], forbidden: window, bites: 2 }),
    );
    await ask("/fault", post({ name, excused: { ...window, partition: 4 }, doubt: "it hung" }));
    const last = { name, excused: window, outcome: "it went on", planted: "a loss" };
    const { answer } = await ask("/fault", post(last));
    const expected = {
      name,
      expectation: "it waits",
      outcome: "it went on",
      limits: { writing: 30, reading: 40 },
      bites: 2,
      proofs: ["node 1 is gone", "node 2 is gone"],
      kills: ["a", "b"],
      excused: [{ ...window, partition: 4 }, window],
      forbidden: [window],
      doubts: ["it hung"],
      planted: "a loss",
    };
    deepEqual(answer, expected);
    equal((await ask("/fault", post({ name: "other" }))).code, 409);
    deepEqual(told.known, expected);
  });
});

Deno.test("control refuses what it does not understand, and says what is wrong", async () => {
  await withControl(async (ask, told) => {
    const day = { from: "2026-01-01", to: "2026-01-02" };
    const cases: [string, unknown, RegExp][] = [
      ["/mark", { phase: "x" }, /"name" is missing/],
      ["/mark", { name: "x", phase: "y", when: 1 }, /"when" is not known/],
      ["/mark", { name: "x", phase: "y", time: "soon" }, /"time" must be a time/],
      ["/mark", [], /must be a JSON object/],
      ["/fault", { name: "x", bites: 1.5 }, /"bites" must be/],
      ["/fault", { name: "x", limits: { writing: "13 s" } }, /"limits.writing" must be seconds/],
      ["/fault", { name: "x", excused: { from: "2026-01-02", to: "2026-01-01" } }, /not be after/],
      ["/fault", { name: "x", excused: { ...day, partition: -1 } }, /"excused.partition" must/],
      ["/fault", { name: "x", forbidden: { ...day, partition: 1 } }, /"partition" is not known/],
      ["/fault", { name: "x", kills: "reader-1" }, /"kills" must be a list/],
      ["/fault", { name: "x", kills: ["r".repeat(2_001)] }, /at most 2000 characters/],
      ["/fault", { name: "x", proof: 7 }, /"proof" must be a text/],
    ];
    for (const [path, body, problem] of cases) {
      const { code, answer } = await ask(path, post(body));
      equal(code, 400, JSON.stringify(body));
      match((answer as { problem: string }).problem, problem);
    }
    equal((await ask("/mark", { method: "POST", body: "{" })).code, 400);
    equal((await ask("/")).code, 404);
    deepEqual([told.marks, told.known], [[], undefined]);
  });
});

Deno.test("control does not let a page in a browser steer a run", async () => {
  await withControl(async (ask, told) => {
    const headers = { origin: "https://example.org" };
    equal((await ask("/stop", { method: "POST", headers })).code, 403);
    equal(told.stops, 0);
  });
});

Deno.test("control ends in time while a body that never ends is being sent", async () => {
  const control = startControl({ hostname: "127.0.0.1", port: 0, controlled: new Told() });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: control.port });
  const head = "POST /mark HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
  await connection.write(new TextEncoder().encode(head));
  // Answered: the one before is being waited for by now.
  await (await fetch(`http://127.0.0.1:${control.port}/status`)).body?.cancel();
  const start = performance.now();
  await control.close();
  ok(performance.now() - start < 4_000);
  connection.close();
});

Deno.test("control reads no more of a body than one may have", async () => {
  await withControl(async (ask) => {
    equal((await ask("/mark", { method: "POST", body: " ".repeat(70_000) })).code, 400);
  });
});

Deno.test("control takes so many marks, posts about the fault and kills, and says so", async () => {
  await withControl(async (ask, told) => {
    const mark = post({ name: "x", phase: "y" });
    for (let count = 0; count < 1_000; count++) equal((await ask("/mark", mark)).code, 200);
    const { code, answer } = await ask("/mark", mark);
    deepEqual([code, told.marks.length], [409, 1_000]);
    match((answer as { problem: string }).problem, /^A run takes at most 1,000 marks: post fewer/);

    const kills = Array.from({ length: 600 }, (_, index) => `reader-${index}`);
    equal((await ask("/fault", post({ name: "x", kills }))).code, 200);
    equal((await ask("/fault", post({ name: "x", kills }))).code, 409);
    equal((await ask("/fault", post({ name: "x", kills: kills.slice(0, 400) }))).code, 200);
    equal(told.known!.kills.length, 1_000);
    for (let count = 2; count < 1_000; count++) {
      await ask("/fault", post({ name: "x", proof: "p" }));
    }
    equal((await ask("/fault", post({ name: "x", proof: "p" }))).code, 409);
    equal(told.known!.proofs.length, 998);
  });
});
