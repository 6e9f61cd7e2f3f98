import type { Crew } from "./crew.ts";
import { consumerArgs, producerArgs, programEnv, type Target } from "./program_args.ts";
import type { DevSettings } from "./settings.ts";

/** Starts a run's consumers, and then its producers: the first tick then finds a reader. */
export async function startPrograms(
  crew: Crew,
  settings: DevSettings,
  { target, footer }: { readonly target: Target; readonly footer: string },
): Promise<void> {
  const env = programEnv(settings);
  for (let number = 1; number <= settings.consumers; number++) {
    const args = consumerArgs(settings, target, { number, footer });
    await crew.start(`consumer-${number}`, "consumer", args, { env, showsOutput: true });
  }
  for (let number = 1; number <= settings.producers; number++) {
    await crew.start(`producer-${number}`, "producer", producerArgs(settings, target), { env });
  }
}
