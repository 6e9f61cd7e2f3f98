import { EventTail, type LoggedEvent } from "./event_tail.ts";
import type { Child } from "./guard/child.ts";
import type { Run } from "./guard/run.ts";
import { programCommand, type ProgramFolder } from "./programs.ts";
import type { Ending } from "./summary.ts";

/** The event that says that a program does what it is there for. */
const WORKING: Partial<Record<ProgramFolder, string>> = {
  consumer: "partitions_assigned",
  producer: "startup_complete",
};

/** A program at work. */
interface Member {
  readonly folder: ProgramFolder;
  readonly child: Child;
  readonly tail: EventTail;
  port: number | undefined;
  /** Whether it could send or receive. */
  isWorking: boolean;
  ending: LoggedEvent | undefined;
}

/** The programs of a run: starts them, follows their events, ends them in order. */
export class Crew {
  readonly #run: Run;
  readonly #importMap: string;
  readonly #members: Member[] = [];
  readonly #ended = Promise.withResolvers<Child>();
  readonly #working = Promise.withResolvers<void>();
  #isStopping = false;

  constructor(run: Run, importMap: string) {
    this.#run = run;
    this.#importMap = importMap;
  }

  /** The first program that ended by itself. */
  get ended(): Promise<Child> {
    return this.#ended.promise;
  }

  /** Resolves when a tick can flow: every producer sends, and a consumer, if there is any, receives. */
  get working(): Promise<void> {
    this.#lookAtWork();
    return this.#working.promise;
  }

  /** Ports of the `/metrics` of the programs of this folder, as far as they have told. */
  ports(folder: ProgramFolder): number[] {
    return this.#members.flatMap((member) =>
      member.folder === folder && member.port !== undefined ? [member.port] : []
    );
  }

  /** Starts a program of the project; its events go to `<name>.log` in the run's folder. */
  async start(
    name: string,
    folder: ProgramFolder,
    args: readonly string[],
    options: { readonly env: Readonly<Record<string, string>>; readonly showsOutput?: boolean },
  ): Promise<Child> {
    const command = await programCommand(folder, args, this.#importMap);
    const child = this.#run.spawn(name, command, {
      stdout: options.showsOutput ? "inherit" : `${this.#run.folder}/${name}.out`,
      // A program whose supervisor was killed ends by itself, should the guard be killed too.
      env: { ...options.env, KAFKA_SIM_LAUNCHER: String(Deno.pid) },
    });
    const member: Member = {
      folder,
      child,
      port: undefined,
      isWorking: false,
      ending: undefined,
      tail: new EventTail(child.log, (event) => this.#take(member, event)),
    };
    this.#members.push(member);
    child.ended.then(() => {
      member.tail.close();
      if (!this.#isStopping) this.#ended.resolve(child);
    });
    return child;
  }

  #take(member: Member, event: LoggedEvent): void {
    if (event.event === "http_listening") member.port = Number(event.port);
    if (event.event === "shutdown_complete") member.ending = event;
    if (event.event !== WORKING[member.folder]) return;
    member.isWorking = true;
    this.#lookAtWork();
  }

  #lookAtWork(): void {
    const isWorking = (folder: ProgramFolder) =>
      this.#members.filter((member) => member.folder === folder).map(({ isWorking }) => isWorking);
    const consumers = isWorking("consumer");
    // More consumers than partitions: not each of them gets one.
    if (consumers.length > 0 && !consumers.includes(true)) return;
    if (isWorking("producer").every(Boolean)) this.#working.resolve();
  }

  /**
   * Ends all programs in order, producers first: what they sent can so still be shown.
   *
   * @returns Those that did not end well.
   */
  async stop(grace: number): Promise<readonly Child[]> {
    this.#isStopping = true;
    const failed: Child[] = [];
    for (const folder of ["producer", "consumer"]) {
      const members = this.#members.filter((member) => member.folder === folder);
      await Promise.all(members.map(async ({ child }) => {
        const { success, signal } = await child.stop(grace);
        // One that had only just begun does not know the signal yet, and ends by it.
        if (!success && signal !== "SIGTERM") failed.push(child);
      }));
    }
    return failed;
  }

  /** What each program said at its end. */
  endings(): Ending[] {
    return this.#members.map(({ child, ending }) => ({ name: child.name, event: ending }));
  }
}
