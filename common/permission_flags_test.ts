import { deepEqual } from "node:assert/strict";
import { permissionFlags } from "./permission_flags.ts";

Deno.test("permissionFlags() names what is allowed and nothing else", () => {
  deepEqual(permissionFlags({ net: true, env: ["A", "B"], read: [] }), [
    "--no-prompt",
    "--allow-env=A,B",
    "--allow-net",
  ]);
});
