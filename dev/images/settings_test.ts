import { deepEqual, throws } from "node:assert/strict";
import { readImagesSettings } from "./settings.ts";

Deno.test("without arguments all images are built, compiled", () => {
  const programs = ["producer", "consumer", "auditor"];
  deepEqual(readImagesSettings([]), { programs, target: "compiled", dependencies: undefined });
});

Deno.test("target, dependencies and programs are read", () => {
  deepEqual(readImagesSettings(["consumer", "--target=source", "--dependencies=given"]), {
    programs: ["consumer"],
    target: "source",
    dependencies: "given",
  });
});

Deno.test("all that cannot be read is told at once", () => {
  throws(() => readImagesSettings(["--target=fast", "prodcer"]), /--target=fast"[^]*prodcer"/);
});
