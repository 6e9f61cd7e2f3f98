import { type Progress, withProgress } from "../../dev/kafka/progress.ts";
import { fillCc } from "./cc/fill.ts";
import { fillDeno } from "./deno/fill.ts";

/** A stand-in for a public image that cannot be fetched here. */
export interface StandIn {
  /** The public image's name. */
  readonly name: string;
  /** Its folder here: a Dockerfile that has the public image's contract, and files for it. */
  readonly folder: string;
  /** Its packages by name and version: another text means another image. */
  readonly sources: string;
  /** Puts what comes from elsewhere into `root`, the root folder of the image. */
  readonly fill: (root: string, progress: Progress) => Promise<void>;
}

/** All of them. */
export const STAND_INS: readonly StandIn[] = [
  {
    name: "gcr.io/distroless/cc-debian12:nonroot",
    folder: "cc",
    sources: "debian",
    fill: fillCc,
  },
  { name: "denoland/deno:2.9.6", folder: "deno", sources: "debian, deno 2.9.6", fill: fillDeno },
];

/** Tells every two seconds that a stand-in is still being made. */
export function telling<T>(progress: Progress, name: string, work: () => Promise<T>): Promise<T> {
  return withProgress(progress, `Making a stand-in for ${name}`, work);
}
