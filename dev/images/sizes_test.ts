import { deepEqual, equal } from "node:assert/strict";
import { megabytes, readLayers } from "./sizes.ts";

Deno.test("layers without content are left out, and the first comes first", () => {
  const history = [
    '0B\t/bin/sh -c #(nop)  ENTRYPOINT ["producer"]',
    "1.2MB\t/bin/sh -c #(nop) COPY dir:0123456789abcdef in /app/ ",
    "17.1MB\t",
  ].join("\n");
  deepEqual(readLayers(`${history}\n`), [
    { size: "17.1MB", step: "" },
    { size: "1.2MB", step: "COPY /app/" },
  ]);
});

Deno.test("a size is told in megabytes", () => equal(megabytes(123_456_789), "123.5 MB"));
