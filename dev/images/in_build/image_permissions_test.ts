import { deepEqual } from "node:assert/strict";
import { imagePermissions } from "./image_permissions.ts";

Deno.test("an image's program reads and writes in the image's folders only, the rest stays", () => {
  deepEqual(
    imagePermissions({ env: ["A"], net: true, read: true, sys: ["hostname"], write: true }),
    {
      env: ["A"],
      net: true,
      read: ["/config", "/data"],
      sys: ["hostname"],
      write: ["/data"],
    },
  );
});

Deno.test("a program that reads and writes nothing still does not", () => {
  deepEqual(imagePermissions({ env: [], net: true }), { env: [], net: true });
});
