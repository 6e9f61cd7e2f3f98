import { deepEqual, equal, match } from "node:assert/strict";
import { footerLines, type FooterView, type NodeView } from "./footer.ts";

const VIEW: FooterView = {
  brokers: ["127.0.0.1:20001"],
  metrics: ["http://127.0.0.1:9/metrics"],
  logs: "/run",
  nodes: [],
  stalls: [],
  action: "",
  hasKeys: false,
};
const NODE: NodeView = { id: 1, state: "up", seconds: 3, leads: 2, isController: false };

Deno.test("footerLines() says where to look", () => {
  deepEqual(footerLines(VIEW), [
    "Kafka 127.0.0.1:20001",
    "Metrics http://127.0.0.1:9/metrics",
    "Logs /run",
  ]);
});

Deno.test("footerLines() says what is down and for how long", () => {
  const nodes = [NODE, { ...NODE, id: 2, state: "dead", seconds: 12.7, leads: 0 } as const, {
    ...NODE,
    id: 3,
    isController: true,
  }];
  const lines = footerLines({ ...VIEW, nodes });
  equal(
    lines[3],
    "node 1 up, leads 2   node 2 DEAD 12 s, leads 0   node 3 up, leads 2, controller",
  );
  equal(lines[4], "Nothing sent yet");
});

Deno.test("footerLines() says per partition for how long nothing was acknowledged", () => {
  const stalls = [{ partition: 0, seconds: 0.4, longest: 1 }, {
    partition: 1,
    seconds: 4.24,
    longest: 11.81,
  }];
  const line = footerLines({ ...VIEW, nodes: [NODE], stalls })[4]!;
  match(line, /0: ok {2}1: 4\.2 s {3}longest 11\.8 s \(1\)$/);
});

Deno.test("footerLines() names the keys that do something now", () => {
  const keys = (nodes: NodeView[]) => footerLines({ ...VIEW, nodes, hasKeys: true }).at(-1)!;
  equal(keys([]), "Keys: q quit");
  match(keys([NODE]), /p pause a node/);
  match(keys([{ ...NODE, state: "paused" }]), /p resume a node/);
});
