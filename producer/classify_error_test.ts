import { equal } from "node:assert/strict";
import kafkajs from "kafkajs";
import { classifyError } from "./classify_error.ts";

const {
  KafkaJSConnectionError,
  KafkaJSLockTimeout,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSRequestTimeoutError,
} = kafkajs;

function refusal(type: string, retriable: boolean): Error {
  return new KafkaJSProtocolError(
    Object.assign(new Error(type), { type, retriable }) as unknown as Error,
  );
}

Deno.test("classifyError() looks at the cause of exhausted retries, which kafkajs calls final", () => {
  const exhausted = (cause: Error) =>
    new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 1, retryTime: 100 });
  equal(exhausted(new KafkaJSConnectionError("refused")).retriable, false);
  equal(classifyError(exhausted(new KafkaJSConnectionError("refused"))), "retriable");
  equal(classifyError(exhausted(refusal("NOT_LEADER_FOR_PARTITION", true))), "retriable");
});

Deno.test("classifyError() resends after everything that decides nothing", () => {
  equal(classifyError(new KafkaJSConnectionError("closed")), "retriable");
  equal(classifyError(Reflect.construct(KafkaJSLockTimeout, ["busy"])), "retriable");
  equal(classifyError(new KafkaJSRequestTimeoutError("late", {} as never)), "retriable");
  equal(classifyError(refusal("NOT_ENOUGH_REPLICAS_AFTER_APPEND", true)), "retriable");
});

Deno.test("classifyError() ends a producer id that the broker refuses", () => {
  for (const type of ["OUT_OF_ORDER_SEQUENCE_NUMBER", "UNKNOWN_PRODUCER_ID", "PRODUCER_FENCED"]) {
    equal(classifyError(refusal(type, false)), "fatal");
    const wrapped = Object.assign(new KafkaJSNonRetriableError(type), {
      cause: refusal(type, false),
    });
    equal(classifyError(wrapped), "fatal");
  }
});

Deno.test("classifyError() goes on after errors that kafkajs does not know either", () => {
  // What kafkajs throws while a connection is being made to a broker that hangs.
  const unready = new Error("Broker not connected");
  equal(classifyError(unready), "retriable");
  const exhausted = new KafkaJSNumberOfRetriesExceeded(unready, { retryCount: 1, retryTime: 100 });
  equal(classifyError(exhausted), "retriable");
  equal(classifyError(new TypeError("undefined is not a function")), "retriable");
  equal(classifyError("text"), "retriable");
});

Deno.test("classifyError() does not repeat what kafkajs refuses to send", () => {
  equal(classifyError(new KafkaJSNonRetriableError("Invalid topic")), "fatal");
});
