import type { Buffer } from "node:buffer";
import response from "kafkajs/fetch_response";
import { readFetchAnswer } from "./fetch_answer.ts";

/** kafkajs' module that reads the answer to a fetch of version 11, which every broker since 2.3 has. */
interface ResponseModule {
  decode: Decode;
}

type Decode = (bytes: Buffer) => Promise<unknown>;

/** kafkajs' own, for records in a format of before 2017. */
const own: Decode = (response as ResponseModule).decode;

/**
 * Puts a reader of fetched records into the place of kafkajs' own, which makes several 64-bit numbers
 * of `BigInt`, decoders and an object per header of every record and takes most of a consumer's time.
 * Everything else (requests, connections, errors, the group) stays kafkajs'. It hands the module's
 * object around and looks its function up at each answer, so that it can be replaced from outside.
 *
 * @throws {TypeError} If kafkajs is not the version that this was written for.
 */
export function installFetchReader(): void {
  if (typeof own !== "function") {
    throw new TypeError("Cannot use this version of kafkajs: its fetch response has no decode()");
  }
  (response as ResponseModule).decode = async (bytes) =>
    await readFetchAnswer(bytes) ?? await own(bytes);
}
