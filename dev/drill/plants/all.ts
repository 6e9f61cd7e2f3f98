import type { Plant } from "../plant.ts";
import { acks0 } from "./acks0.ts";
import { acks1 } from "./acks1.ts";
import { altered } from "./altered.ts";
import { deleted } from "./deleted.ts";
import { duplicated } from "./duplicated.ts";
import { early } from "./early.ts";
import { skipped } from "./skipped.ts";
import { stockSend } from "./stock_send.ts";
import { stranger } from "./stranger.ts";
import { swapped } from "./swapped.ts";

/** Every negative control. */
export const PLANTS: readonly Plant[] = [
  acks0,
  acks1,
  stockSend,
  deleted,
  duplicated,
  swapped,
  altered,
  stranger,
  skipped,
  early,
];
