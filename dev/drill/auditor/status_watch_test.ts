import { equal } from "node:assert/strict";
import { status } from "../testing.ts";
import { StatusWatch } from "./status_watch.ts";

Deno.test("StatusWatch gives a fresh answer only to a question asked from now on", async () => {
  const answers: ((phase: string) => void)[] = [];
  const ask = () =>
    new Promise<ReturnType<typeof status>>((resolve) => {
      answers.push((phase) => resolve({ ...status(), phase }));
    });
  const asked = async (count: number) => {
    while (answers.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const opening = StatusWatch.open(ask, 1);
  answers[0]!("first");
  using watch = await opening;
  equal(watch.latest.phase, "first");
  await asked(2);
  const fresh = watch.fresh();
  answers[1]!("asked before");
  await asked(3);
  equal(watch.latest.phase, "asked before");
  answers[2]!("asked after");
  equal((await fresh).phase, "asked after");
});

Deno.test("StatusWatch keeps the last answer, and goes on asking, where none comes", async () => {
  let asked = 0;
  const ask = () => {
    asked++;
    if (asked > 1 && asked < 5) return Promise.reject(new Error("busy"));
    return Promise.resolve({ ...status(), phase: String(asked) });
  };
  using watch = await StatusWatch.open(ask, 1);
  equal((await watch.fresh()).phase, "5");
});
