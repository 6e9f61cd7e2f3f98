import { equal } from "node:assert/strict";
import { settingsDocs } from "./settings_docs.ts";

const PAGE = new URL("../../docs/settings.md", import.meta.url);

Deno.test("docs/settings.md says what the programs' --help says", async () => {
  const text = settingsDocs();
  if (Deno.args.includes("--update")) await Deno.writeTextFile(PAGE, text);
  equal(await Deno.readTextFile(PAGE), text);
});
