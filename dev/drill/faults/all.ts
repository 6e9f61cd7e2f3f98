import type { Fault } from "../fault.ts";
import { bounceLeader } from "./bounce_leader.ts";
import { killConsumer } from "./kill_consumer.ts";
import { killController } from "./kill_controller.ts";
import { killLeader } from "./kill_leader.ts";
import { killProducer } from "./kill_producer.ts";
import { killTwo } from "./kill_two.ts";
import { none } from "./none.ts";
import { pauseLeader } from "./pause_leader.ts";
import { silentHost } from "./silent_host.ts";
import { stopLeader } from "./stop_leader.ts";

/** Every fault, in the order of `drill all`. */
export const FAULTS: readonly Fault[] = [
  none,
  killLeader,
  stopLeader,
  pauseLeader,
  bounceLeader,
  killController,
  killTwo,
  killConsumer,
  killProducer,
  silentHost,
];
