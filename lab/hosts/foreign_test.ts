import { equal, match } from "node:assert/strict";
import { foreignProblem } from "./foreign.ts";

const ROUTES = `default via 192.0.2.1 dev eth0
192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2
local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1
`;
const OURS = "7: kslab: <UP> mtu 1500\n    link/ether 02:6b:73:6c:61:62 brd ff:ff:ff:ff:ff:ff";

Deno.test("a machine without anything of the lab's is free", () => {
  equal(foreignProblem(ROUTES, ""), undefined);
});

Deno.test("what the lab itself has made is no problem", () => {
  const routes = `${ROUTES}10.99.0.0/24 dev kslab proto kernel scope link src 10.99.0.1
local 10.99.0.1 dev kslab table local proto kernel scope host src 10.99.0.1`;
  equal(foreignProblem(routes, OURS), undefined);
});

Deno.test("another's interface of the bridge's name is told", () => {
  match(foreignProblem(ROUTES, OURS.replace("02:6b", "02:42")) ?? "", /kslab is there that is not/);
});

Deno.test("addresses in use are told, whether narrower, wider or a single one", () => {
  match(foreignProblem(`${ROUTES}10.99.0.128/25 dev tun0`, "") ?? "", /10.99.0.128\/25 .* by tun0/);
  match(foreignProblem(`${ROUTES}10.0.0.0/8 via 10.1.0.1 dev tun0`, "") ?? "", /10.0.0.0\/8/);
  match(
    foreignProblem(`${ROUTES}local 10.99.0.11 dev eth0 table local`, "") ?? "",
    /10.99.0.11 is/,
  );
  equal(foreignProblem(`${ROUTES}10.98.0.0/16 dev tun0`, ""), undefined);
});
