import { Crew } from "./crew.ts";
import { describeEnd } from "./describe_end.ts";
import type { Child } from "./guard/child.ts";
import type { Run } from "./guard/run.ts";
import { programEnv, topicsArgs } from "./program_args.ts";
import type { DevSettings } from "./settings.ts";

/** Creates the topics, or grows them, by the project's own program. */
export class TopicsStep {
  readonly #settings: DevSettings;
  readonly #run: Run;
  readonly #importMap: string;
  #child: Promise<Child> | undefined;
  #number = 0;

  constructor(settings: DevSettings, run: Run, importMap: string) {
    this.#settings = settings;
    this.#run = run;
    this.#importMap = importMap;
  }

  /**
   * Starts the program, together with Kafka: it waits for one that is still forming. Once more, for
   * other addresses, ends the one before.
   */
  begin(brokers: readonly string[]): void {
    this.#child?.then((child) => child.kill("SIGKILL"));
    const args = topicsArgs(this.#settings, { brokers, clusterId: undefined });
    // Each has a name of its own: one that just ends must not be taken for the next.
    const name = `topics-${++this.#number}`;
    const env = programEnv(this.#settings);
    this.#child = new Crew(this.#run, this.#importMap).start(name, "common/topics", args, { env });
    // Nobody waits for it where Kafka itself does not come up.
    this.#child.catch(() => {});
  }

  /**
   * Waits until the topics are there.
   *
   * @throws {ProgramError} If the program failed; what `signal` was aborted with, if it was.
   */
  async done(signal: AbortSignal): Promise<void> {
    const child = await this.#child;
    if (!child) throw new Error("Cannot wait for topics that were not begun");
    const kill = () => child.kill("SIGKILL");
    signal.addEventListener("abort", kill);
    const { success } = await child.ended;
    signal.removeEventListener("abort", kill);
    signal.throwIfAborted();
    if (!success) throw await describeEnd(child);
  }
}
