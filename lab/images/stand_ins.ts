import { type Progress, withProgress } from "../../dev/kafka/progress.ts";
import { fillCc } from "./cc/fill.ts";
import { fillDeno } from "./deno/fill.ts";
import { fillKafka } from "./kafka/fill.ts";
import { fillRegistry } from "./registry/fill.ts";

/** A stand-in for a public image that cannot be fetched here. */
export interface StandIn {
  /** The public image's name. */
  readonly name: string;
  /** Its folder here: a Dockerfile that has the public image's contract, what it copies, and
   * `fill.ts`. Any change in there makes the image anew. */
  readonly folder: string;
  /** Puts what comes from elsewhere into `root`, the root folder of the image. */
  readonly fill: (root: string, progress: Progress) => Promise<void>;
}

/** All of them. */
export const STAND_INS: readonly StandIn[] = [
  { name: "gcr.io/distroless/cc-debian12:nonroot", folder: "cc", fill: fillCc },
  { name: "denoland/deno:2.9.6", folder: "deno", fill: fillDeno },
  { name: "apache/kafka:4.3.1", folder: "kafka", fill: fillKafka },
  { name: "apicurio/apicurio-registry:3.0.9", folder: "registry", fill: fillRegistry },
];

/** Tells every two seconds that a stand-in is still being made. */
export function telling<T>(progress: Progress, name: string, work: () => Promise<T>): Promise<T> {
  return withProgress(progress, `Making a stand-in for ${name}`, work);
}
