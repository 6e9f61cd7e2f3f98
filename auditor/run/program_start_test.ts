import { equal, ok } from "node:assert/strict";
import { readerArgs, senderArgs } from "./program_args.ts";
import { programStart } from "./program_start.ts";

const PLAN = {
  connection: {
    brokers: ["a:1", "b:2"],
    tls: true,
    clusterId: "c",
    sessionTimeout: 3_000,
    startupTimeout: 60_000,
  },
  topic: "t",
  rate: 500,
  universe: 60,
  longest: 90_000,
};

Deno.test("programStart() gives the program its published permissions and no settings but its own", async () => {
  const { command, env } = await programStart("producer", senderArgs(PLAN, "x.ledger"), "map.json");
  ok(command.includes("--allow-net"));
  ok(!command.some((part) => part === "--allow-all" || part === "-A" || part === "--allow-run"));
  ok(command.includes("--import-map=map.json"));
  ok(command.includes("--brokers=a:1,b:2"));
  ok(command.includes("--tls"));
  equal(env.TICK_RATE, "", "an empty variable counts as absent");
  equal(env.KAFKA_SIM_LAUNCHER, String(Deno.pid), "it ends when this process is gone");
});

Deno.test("senders and readers of a run are told the format and the registry", () => {
  const format = { format: "avro", registry: "http://r:1" } as const;
  for (const make of [senderArgs, readerArgs]) {
    const args = make({ ...PLAN, format }, "x.ledger");
    ok(args.includes("--format=avro") && args.includes("--registry=http://r:1"), args.join());
    ok(!make(PLAN, "x.ledger").join().includes("registry"));
  }
});

Deno.test("senders and readers of a run share topic and cluster, and write their own ledgers", () => {
  for (const args of [senderArgs(PLAN, "x.ledger"), readerArgs(PLAN, "x.ledger")]) {
    const wanted = ["--topic=t", "--cluster-id=c", "--ledger=x.ledger", "--session-timeout=3000ms"];
    for (const arg of [...wanted, "--duration=90000ms"]) ok(args.includes(arg), arg);
  }
  ok(readerArgs(PLAN, "x.ledger").includes("--dlq=t_dlq"));
});
