import { rejects } from "node:assert/strict";
import { requireRoom } from "./disk.ts";

Deno.test("requireRoom() refuses a full disk and says how much is free", async () => {
  await requireRoom("/", 300, () => Promise.resolve(300e6));
  const full = requireRoom("/cache", 300, () => Promise.resolve(12.9e6));
  await rejects(full, /only 12 MB are free on the disk of \/cache: it needs 300/);
});

Deno.test("requireRoom() asks the disk itself", async () => {
  await rejects(requireRoom("/", Number.MAX_SAFE_INTEGER), /MB are free/);
});
