import { deepEqual, equal, match } from "node:assert/strict";
import { explainRefusal } from "./refusal.ts";

const ofType = (type: string) => Object.assign(new Error("kafkajs' words"), { type });

Deno.test("explainRefusal() finds the reason where kafkajs has put it", () => {
  const gathered = Object.assign(new Error("Topic creation errors"), {
    errors: [ofType("INVALID_CONFIG")],
  });
  const wrapped = new Error("Retries exceeded", { cause: ofType("LEADER_NOT_AVAILABLE") });
  const codes = [gathered, wrapped].map((error) => explainRefusal("create it", error).code);
  deepEqual(codes, ["topic_config_refused", "cluster_not_ready"]);
});

Deno.test("explainRefusal() says what could not be done, and passes on what it does not know", () => {
  const error = new Error("The disk is gone");
  const refusal = explainRefusal('create topic "x"', error);
  equal(refusal.message, 'Cannot create topic "x": The disk is gone');
  deepEqual([refusal.code, refusal.exitCode, refusal.cause], ["topic_change_failed", 1, error]);
  match(explainRefusal("look", "a text").message, /Cannot look: a text/);
});

Deno.test("explainRefusal() tells wrong settings from failures by the exit code", () => {
  equal(explainRefusal("x", ofType("INVALID_CONFIG")).exitCode, 2);
  equal(explainRefusal("x", ofType("POLICY_VIOLATION")).exitCode, 1);
});
