import { deepEqual } from "node:assert/strict";
import kafkajs from "kafkajs";
import { isCodecMissing, isRefusal, isTooLarge, mayPass } from "./kafkajs_errors.ts";

/** An error as kafkajs makes them: their types do not let tests do so. */
function kafkajsError(name: string, retriable: boolean | undefined, cause?: Error): Error {
  return Object.assign(new Error(name, { cause }), { name, retriable });
}

const exceeded = (cause: Error) => kafkajsError("KafkaJSNumberOfRetriesExceeded", false, cause);
const final = (cause?: Error) => kafkajsError("KafkaJSNonRetriableError", false, cause);

Deno.test("Errors of kafkajs are told apart by what is innermost, whatever the outer one says", () => {
  const closed = kafkajsError("KafkaJSConnectionClosedError", true);
  const refused = kafkajsError("KafkaJSProtocolError", false);
  const cases: [string, unknown, boolean, boolean][] = [
    ["no connection", closed, false, true],
    ["no connection, often", exceeded(closed), false, true],
    ["no lock in time", kafkajsError("KafkaJSLockTimeout", false), false, true],
    ["nobody who answers", kafkajsError("KafkaJSGroupCoordinatorNotFound", false), false, true],
    ["a refusal", refused, true, false],
    ["a refusal, wrapped", exceeded(final(refused)), true, false],
    ["of kafkajs' own", final(), true, false],
    ["a mistake in the code", exceeded(new TypeError("x is undefined")), false, false],
    ["no error at all", "text", false, false],
  ];
  for (const [name, error, refusal, passes] of cases) {
    deepEqual([isRefusal(error), mayPass(error)], [refusal, passes], name);
  }
});

Deno.test("A refusal for the size and a codec that is missing are known, wrapped or not", () => {
  // Error code 10 of Kafka's protocol, as kafkajs reads it out of an answer.
  const plain = { type: "MESSAGE_TOO_LARGE", code: 10, retriable: false };
  const large = new kafkajs.KafkaJSProtocolError(Object.assign(new Error("Too large"), plain));
  const missing = kafkajsError("KafkaJSNotImplemented", false);
  const other = kafkajsError("KafkaJSProtocolError", false);
  for (const wrap of [(error: Error) => error, final, exceeded]) {
    const cases = [large, missing, other].map(wrap);
    deepEqual(cases.map(isTooLarge), [true, false, false]);
    deepEqual(cases.map(isCodecMissing), [false, true, false]);
  }
});
