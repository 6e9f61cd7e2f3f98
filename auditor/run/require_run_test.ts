import { rejects } from "node:assert/strict";
import { requireRun } from "./require_run.ts";

Deno.test({
  name: "requireRun() accepts a command that may be run",
  permissions: { run: ["sh"] },
  fn: () => requireRun("sh"),
});

Deno.test({
  name: "requireRun() names the flag where the permission is missing",
  permissions: { run: false },
  fn: () =>
    rejects(requireRun("sh"), { code: "run_permission_missing", remedy: /--allow-run=sh$/ }),
});
