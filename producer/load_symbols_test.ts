import { deepEqual, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { loadSymbols } from "./load_symbols.ts";
import { universe } from "./universe.ts";

Deno.test("loadSymbols() takes the five unless told otherwise", async () => {
  deepEqual(await loadSymbols({ symbols: undefined, universe: undefined }), universe(5));
  deepEqual(await loadSymbols({ symbols: undefined, universe: 60 }), universe(60));
});

Deno.test("loadSymbols() reads own symbols from a file, and says if it cannot", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/own`, "AAPL,150,2\n");
  deepEqual(
    await loadSymbols({ symbols: `${folder}/own`, universe: undefined }),
    universe(1),
  );
  await rejects(
    loadSymbols({ symbols: `${folder}/other`, universe: undefined }),
    (error) =>
      error instanceof ProgramError && error.code === "symbols_unreadable" &&
      error.exitCode === 2 && error.message.includes(`${folder}/other`),
  );
  await Deno.remove(folder, { recursive: true });
});
