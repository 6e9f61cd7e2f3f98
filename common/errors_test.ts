import { deepEqual } from "node:assert/strict";
import { describeError, ProgramError } from "./errors.ts";

Deno.test("describeError() keeps code, remedy and cause", () => {
  const cause = Object.assign(new Error("Refused"), { code: "ECONNREFUSED" });
  const error = new ProgramError("brokers_refused", "Cannot connect", { remedy: "Start", cause });
  deepEqual(describeError(error), {
    name: "ProgramError",
    message: "Cannot connect",
    code: "brokers_refused",
    remedy: "Start",
    cause: { name: "Error", message: "Refused", code: "ECONNREFUSED" },
  });
});

Deno.test("describeError() takes whatever was thrown", () => {
  deepEqual(describeError("text"), { name: "Unknown", message: "text" });
  const circular = new Error("Circular");
  circular.cause = circular;
  deepEqual(describeError(circular), { name: "Error", message: "Circular" });
});
