import { match, ok } from "node:assert/strict";
import { nodeProperties } from "./properties.ts";

const PORTS = [{ broker: 1, controller: 2 }, { broker: 3, controller: 4 }, {
  broker: 5,
  controller: 6,
}];

Deno.test("nodeProperties() gives three nodes safe copies, and each its own ports", () => {
  const text = nodeProperties({ id: 2, ports: PORTS, data: "/d", sessionTimeout: undefined });
  match(text, /^node\.id=2$/m);
  match(text, /^controller\.quorum\.voters=1@127\.0\.0\.1:2,2@127\.0\.0\.1:4,3@127\.0\.0\.1:6$/m);
  match(text, /^listeners=PLAINTEXT:\/\/127\.0\.0\.1:3,CONTROLLER:\/\/127\.0\.0\.1:4$/m);
  match(text, /^min\.insync\.replicas=2$/m);
  match(text, /^offsets\.topic\.replication\.factor=3$/m);
  match(text, /^transaction\.state\.log\.min\.isr=2$/m);
  match(text, /^unclean\.leader\.election\.enable=false$/m);
  match(text, /^auto\.leader\.rebalance\.enable=false$/m);
  ok(!text.includes("broker.session.timeout.ms"));
});

Deno.test("nodeProperties() gives one node what one node can keep", () => {
  const ports = PORTS.slice(0, 1);
  const text = nodeProperties({ id: 1, ports, data: "/d", sessionTimeout: undefined });
  match(text, /^default\.replication\.factor=1$/m);
  match(text, /^offsets\.topic\.replication\.factor=1$/m);
  match(text, /^min\.insync\.replicas=1$/m);
  ok(!text.includes("auto.leader.rebalance.enable"));
});

Deno.test("nodeProperties() speeds up with a short session what notices a death", () => {
  const text = nodeProperties({ id: 1, ports: PORTS, data: "/d", sessionTimeout: 3_000 });
  match(text, /^broker\.session\.timeout\.ms=3000$/m);
  match(text, /^broker\.heartbeat\.interval\.ms=500$/m);
  match(text, /^controller\.quorum\.fetch\.timeout\.ms=1500$/m);
});

Deno.test("nodeProperties() lets others, and the quorum, come by the relays before the nodes", () => {
  const fronts = PORTS.map(({ broker, controller }) => ({
    broker: 100 + broker,
    controller: 100 + controller,
  }));
  const plan = { id: 2, ports: PORTS, fronts, data: "/d", sessionTimeout: undefined };
  const text = nodeProperties(plan);
  match(text, /^listeners=PLAINTEXT:\/\/127\.0\.0\.1:3,CONTROLLER:\/\/127\.0\.0\.1:4$/m);
  match(
    text,
    /^advertised\.listeners=PLAINTEXT:\/\/127\.0\.0\.1:103,CONTROLLER:\/\/127\.0\.0\.1:104$/m,
  );
  match(
    text,
    /^controller\.quorum\.voters=1@127\.0\.0\.1:102,2@127\.0\.0\.1:104,3@127\.0\.0\.1:106$/m,
  );
});

Deno.test("nodeProperties() binds to this machine only", () => {
  const text = nodeProperties({ id: 1, ports: PORTS, data: "/d", sessionTimeout: undefined });
  for (const line of text.split("\n").filter((text) => text.includes("listeners="))) {
    ok(!/\/\/(?!127\.0\.0\.1:)/.test(line), line);
  }
});
