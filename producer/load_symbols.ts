import { ProgramError } from "@kafka-sim/common/errors";
import { requireRead } from "@kafka-sim/common/permissions";
import type { ProducerSettings } from "./settings.ts";
import { readSymbols, type SymbolSpec } from "./symbols.ts";
import { universe } from "./universe.ts";

/** How many symbols there are unless said otherwise. */
const FIVE = 5;

/**
 * The symbols to send: own ones from a file, or those of the universe.
 *
 * @throws {ProgramError} With exit code 2: `symbols_unreadable` or `read_permission_missing` if the
 * file cannot be read, `symbols_invalid` if there is anything wrong in it.
 */
export async function loadSymbols(
  settings: Pick<ProducerSettings, "symbols" | "universe">,
): Promise<readonly SymbolSpec[]> {
  if (settings.symbols === undefined) return universe(settings.universe ?? FIVE);
  return readSymbols(await readText(settings.symbols));
}

async function readText(path: string): Promise<string> {
  requireRead(path);
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    throw new ProgramError("symbols_unreadable", `Cannot read the symbols in ${path}`, {
      remedy: "Name a file that is there and may be read with --symbols (TICK_SYMBOLS)",
      exitCode: 2,
      cause,
    });
  }
}
