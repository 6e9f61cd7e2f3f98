import { encodeTick } from "@kafka-sim/common/tick";
import { Feed } from "../feed.ts";
import { universe } from "../universe.ts";

/** A program that prints the ticks of 20 s for the seed given, one a line. */
const start = Date.UTC(2024, 0, 15, 10, 30);
const feed = new Feed({
  symbols: universe(60),
  seed: Number(Deno.args[0]),
  speed: 10,
  interval: 1_500,
  rate: 500,
  phase: 0.3,
  start,
});
const lines = feed.take(start + 20_000, Infinity).map(({ tick }) => `${encodeTick(tick)}\n`);
const bytes = new TextEncoder().encode(lines.join(""));
for (let written = 0; written < bytes.length;) {
  written += Deno.stdout.writeSync(bytes.subarray(written));
}
