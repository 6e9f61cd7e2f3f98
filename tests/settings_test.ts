/** Every wrong setting of every program is reported, all at once, before any connection. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { SettingsTable } from "@kafka-sim/common/settings";
import { consumerSettings } from "../consumer/settings.ts";
import { topicsSettings } from "../common/topics/settings.ts";
import { devSettings } from "../dev/settings.ts";
import { producerSettings } from "../producer/settings.ts";
import { devCommand } from "./support/dev.ts";
import { TestProgram } from "./support/program.ts";

/** What each setting must refuse; a setting without an entry fails the test. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  "batch-size": ["0", "1.5", "10001", "many"],
  "brokers": ["localhost", "a:0,b:1", "a:70000"],
  "buffer": ["0", "-1"],
  "check": ["maybe"],
  "cluster": ["2", "three"],
  "cluster-id": [" "],
  "commit-interval": ["5", "0ms"],
  "config": ["retention", "=1", "a="],
  "consumers": ["-1", "21", "x"],
  "delivery-timeout": ["120", "1ms"],
  "dlq": ["a b", ".."],
  "drain-timeout": ["soon", "2h"],
  "duration": ["20", "0s", "501h"],
  "fetch-size": ["0", "51201"],
  "fetch-wait": ["500", "31s"],
  "footer": [" "],
  "format": ["xml", "JSON"],
  "from": ["middle"],
  "group": [" "],
  "group-session-timeout": ["10", "31m"],
  "health-port": ["65536", "-1", "on"],
  "heartbeat": ["1", "11m"],
  "interval": ["1500", "0ms", "25h"],
  "kafka": ["localhost", ":9092"],
  "keep": [" "],
  "leave-timeout": ["10", "2h"],
  "ledger": [" "],
  "linger": ["20", "11s"],
  "log-level": ["LOUD", "info"],
  "min-insync-replicas": ["0", "101"],
  "output": ["html", "TABLE"],
  "partitions": ["0", "10001", "3.5"],
  "phase": ["1", "-0.1", "half"],
  "prepare": ["maybe"],
  "producers": ["21", "-1"],
  "rate": ["0", "-5", "fast", "1000001"],
  // An address for the programs, a switch for dev.
  "registry": ["maybe", "ftp://host"],
  "registry-topics": ["maybe"],
  "replication-factor": ["0", "101"],
  "retention": ["168", "0s", "ever"],
  "schema": [" "],
  "seed": ["-1", "4294967296", "x"],
  "session-timeout": ["9", "11m"],
  "speed": ["0", "x"],
  "startup-timeout": ["60", "2h"],
  "symbols": [" "],
  "tls": ["yes"],
  "topic": ["a/b", "."],
  "universe": ["0", "100001"],
};

interface Subject {
  readonly name: string;
  readonly table: SettingsTable;
  /** Where it would connect to. */
  readonly brokersFlag: string;
  /** Rules between settings: the arguments, and what the report says. */
  readonly between: readonly (readonly [readonly string[], RegExp])[];
  readonly start: (args: string[], env?: Record<string, string>) => Promise<TestProgram>;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "producer",
    table: producerSettings,
    brokersFlag: "brokers",
    between: [[["--symbols=a.csv", "--universe=9"], /"--symbols" with "--universe"/]],
    start: (args, env = {}) => TestProgram.start("producer", args, { env }),
  },
  {
    name: "consumer",
    table: consumerSettings,
    brokersFlag: "brokers",
    between: [
      [["--heartbeat=4s"], /"--heartbeat".*a third of.*"4000 ms"/],
      [["--group-session-timeout=1s", "--heartbeat=100ms"], /"--fetch-wait".*a third of/],
    ],
    start: (args, env = {}) => TestProgram.start("consumer", args, { env }),
  },
  {
    name: "topics",
    table: topicsSettings,
    brokersFlag: "brokers",
    between: [
      [["--topic=a", "--dlq=a"], /"a" for both "--topic" and "--dlq"/],
      [["--replication-factor=1", "--min-insync-replicas=2"], /at most "--replication-factor"/],
      [["--config=retention.ms=5"], /use "--retention"/],
    ],
    start: (args, env = {}) => TestProgram.start("common/topics", args, { env }),
  },
  {
    name: "dev",
    table: devSettings,
    brokersFlag: "kafka",
    between: [
      [["--symbols=a.csv", "--universe=9"], /"--symbols" with "--universe"/],
      [["--cluster=3"], /"--kafka" .*with "--cluster", "--keep" or "--registry"/],
      [["--keep=/tmp/data"], /"--kafka" .*with "--cluster", "--keep" or "--registry"/],
      [["--symbols=no_such.csv"], /^Cannot read the symbols in no_such\.csv$/],
    ],
    start: (args, env = {}) =>
      TestProgram.start("producer", [], { env, command: devCommand(args) }),
  },
];

/** A broker that nobody may come to. */
class Trap {
  callers = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });

  constructor() {
    this.#count();
  }

  get address(): string {
    return `127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }

  async #count(): Promise<void> {
    for await (const connection of this.#listener) {
      this.callers++;
      connection.close();
    }
  }
}

/** What a program that must refuse its settings says, one sentence for each problem. */
async function problemsOf(program: TestProgram): Promise<string[]> {
  const { code } = await program.end(30);
  equal(code, 2, program.stderr);
  equal(program.stdout, "");
  const events = program.events.filter(({ event }) => event === "setting_refused");
  if (events.length > 0) return events.map(({ problem }) => String(problem));
  return program.stderr.trim().split("\n").filter((line) => line.startsWith("Cannot"));
}

/** In round 0 the first wrong text of each setting, and so on; those with fewer repeat their last. */
function wrongText(flag: string, round: number): string {
  const texts = WRONG[flag];
  ok(texts, `--${flag} has no entry in WRONG`);
  return texts[Math.min(round, texts.length - 1)]!;
}

function checkProblems(problems: string[], table: SettingsTable, round: number, only: "env" | "") {
  const expected = Object.values(table).filter(({ env }) => only !== "env" || env);
  equal(problems.length, expected.length, problems.join("\n"));
  for (const { flag, env } of expected) {
    const problem = problems.find((text) => text.includes(`"--${flag}"`));
    ok(problem, `nothing about --${flag}:\n${problems.join("\n")}`);
    const value = wrongText(flag, round);
    ok(problem.endsWith(`current value is "${value}"`), problem);
    match(problem, /^Cannot read setting ".*as it must /);
    if (env) ok(problem.includes(`(${env})`), problem);
  }
}

for (const { name, table, brokersFlag, between, start } of SUBJECTS) {
  const rows = Object.values(table);
  const rounds = Math.max(...rows.map(({ flag }) => WRONG[flag]?.length ?? 0));

  Deno.test(`${name} reports every wrong flag at once`, async () => {
    await Promise.all(Array.from({ length: rounds }, async (_, round) => {
      const args = rows.map(({ flag }) => `--${flag}=${wrongText(flag, round)}`);
      await using program = await start(args);
      checkProblems(await problemsOf(program), table, round, "");
    }));
  });

  Deno.test(`${name} reports every wrong environment variable at once`, async () => {
    const env = Object.fromEntries(
      rows.flatMap(({ flag, env }) => env ? [[env, wrongText(flag, 0)]] : []),
    );
    await using program = await start([], env);
    checkProblems(await problemsOf(program), table, 0, "env");
  });

  Deno.test(`${name} reports what it does not know, and what contradicts, and connects to nobody`, async () => {
    using trap = new Trap();
    const broker = `--${brokersFlag}=${trap.address}`;
    const cases: [string[], RegExp][] = [
      [["--no-such-thing"], /Cannot use argument "--no-such-thing": see --help/],
      [["stray"], /Cannot use argument "stray": see --help/],
      [["--log-level"], /"--log-level"/],
      ...between.map(([args, report]): [string[], RegExp] => [[...args], report]),
    ];
    await Promise.all(cases.map(async ([args, report]) => {
      await using program = await start([broker, ...args]);
      const problems = await problemsOf(program);
      equal(problems.length, 1, problems.join("\n"));
      match(problems[0]!, report);
    }));
    equal(trap.callers, 0);
  });
}

Deno.test("a wrong flag counts where the environment is right", async () => {
  await using program = await TestProgram.start("producer", ["--rate=x"], {
    env: { TICK_RATE: "5" },
  });
  deepEqual(await problemsOf(program), [
    'Cannot read setting "--rate" (TICK_RATE) as it must be a number above 0 and at most 1000000: ' +
    'current value is "x"',
  ]);
});
