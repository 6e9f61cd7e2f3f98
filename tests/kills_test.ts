import { equal, ok } from "node:assert/strict";
import { compare, requireIntact } from "./support/compare.ts";
import { brokersOf, seed, tell } from "./support/environment.ts";
import { compareHandled, type Handled } from "./support/handled.ts";
import { type LoggedRecord, readLog } from "./support/java_log.ts";
import { createTopics, ensureDeadLetters } from "./support/kafka_admin.ts";
import { Load } from "./support/load.ts";
import { randomOf } from "./support/random.ts";
import { Reader } from "./support/reader.ts";
import { readHistory } from "./support/sent_history.ts";
import { pass, until } from "./support/until.ts";

const TOPIC = "kills";
const PRODUCERS = 2;
const CONSUMERS = 2;
/** Each. */
const RATE = 500;
const BATCH = 100;
const KILLS = 10;
/** Seconds between two kills: from while the last victim's successor starts to well after. */
const LEAST_S = 0.2;
const MOST_S = 5;
/** A dead member is noticed after 10 s; then the rest is read. */
const CATCH_UP_S = 60;

Deno.test("after a leave and kill -9 of producers and consumers every record is consumed", async () => {
  const brokers = await brokersOf("single");
  await createTopics(brokers, { [TOPIC]: { partitions: 6 } });
  await ensureDeadLetters(brokers);
  await using crew = new Crew(brokers);
  for (let number = 0; number < CONSUMERS; number++) await crew.start("consumer");
  for (let number = 0; number < PRODUCERS; number++) await crew.start("producer");
  // One leaves in order, and another joins: the group shares out its partitions twice.
  await crew.retire(crew.alive("consumer")[0]!);
  const moments = await killAtRandom(crew, randomOf(seed()));
  await Promise.all(crew.alive("producer").map(({ finish }) => finish()));

  const log = await readLog(brokers, TOPIC);
  const handled = await allHandled(crew.ledgers("consumer"), log);
  await Promise.all(crew.alive("consumer").map(({ finish }) => finish()));
  const histories = crew.ledgers("producer").flatMap((path) => readHistory(path) ?? []);
  const comparison = compare(histories, log);
  tell(`kill -9 after ${moments.join(", ")} (seed ${seed()})`);
  tell(
    `${comparison.acknowledged} acknowledged, all of them consumed; ${comparison.unknown} unknown, ` +
      `${comparison.unknownLogged} of them in the log; ${handled.redelivered} consumed again`,
  );
  requireIntact(comparison);
  ok(comparison.mostUnknown <= BATCH, "More than the batch under way is unknown");
  equal(handled.wrong.length, 0, handled.wrong[0]);
});

type Role = "consumer" | "producer";

interface Member {
  readonly role: Role;
  readonly ledger: string;
  readonly kill: () => Promise<void>;
  readonly finish: () => Promise<void>;
}

/** The programs under test, the dead ones too. */
class Crew implements AsyncDisposable {
  readonly #brokers: string;
  readonly #members: Member[] = [];
  readonly #alive = new Set<Member>();
  readonly #stack = new AsyncDisposableStack();

  constructor(brokers: string) {
    this.#brokers = brokers;
  }

  async start(role: Role): Promise<void> {
    const place = { brokers: this.#brokers, topic: TOPIC };
    const started = role === "consumer"
      ? await Reader.start(place)
      : await Load.start({ ...place, rate: RATE, flags: [`--batch-size=${BATCH}`] });
    const { ledger, program } = this.#stack.use(started);
    const member = {
      ...{ role, ledger },
      finish: async () => void await started.finish(),
      kill: async () => {
        equal(program.hasEnded, false, program.stderr);
        program.kill("SIGKILL");
        await program.end();
      },
    };
    this.#members.push(member);
    this.#alive.add(member);
  }

  /** Kills one and starts another in its place. */
  async replace(member: Member): Promise<void> {
    await member.kill();
    this.#alive.delete(member);
    await this.start(member.role);
  }

  /** Lets one end in order and starts another in its place. */
  async retire(member: Member): Promise<void> {
    await member.finish();
    this.#alive.delete(member);
    await this.start(member.role);
  }

  alive(role?: Role): Member[] {
    return [...this.#alive].filter((member) => !role || member.role === role);
  }

  ledgers(role: Role): string[] {
    return this.#members.flatMap((member) => member.role === role ? [member.ledger] : []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

async function killAtRandom(crew: Crew, random: () => number): Promise<string[]> {
  const moments: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const seconds = LEAST_S + random() * (MOST_S - LEAST_S);
    await pass(seconds);
    const alive = crew.alive();
    const victim = alive[Math.floor(random() * alive.length)]!;
    await crew.replace(victim);
    moments.push(`${seconds.toFixed(1)} s a ${victim.role}`);
  }
  return moments;
}

/** Waits until consumers have noted down all that is in the log. */
async function allHandled(
  ledgers: readonly string[],
  log: readonly LoggedRecord[],
): Promise<Handled> {
  let last: Handled | undefined;
  const look = () => {
    last = compareHandled(ledgers, log);
    return last.missed.length === 0 && last;
  };
  return await until("the consumption of all that is in the log", CATCH_UP_S, look).catch(
    (cause) => {
      const missed = last?.missed ?? [];
      throw new Error(`${missed.length} records were never consumed, first: ${missed[0]}`, {
        cause,
      });
    },
  );
}
