import { deepEqual, match, rejects } from "node:assert/strict";
import { type Host, hostProblem, requireHost } from "./require_host.ts";

const FIT: Host = { os: "linux", user: 0, has: () => true };

Deno.test("a machine that has everything is no problem", async () => {
  deepEqual(await hostProblem(FIT), undefined);
});

Deno.test("another system, another user and missing tools are told with a remedy", async () => {
  match((await hostProblem({ ...FIT, os: "darwin" }))?.why ?? "", /this is darwin/);
  match((await hostProblem({ ...FIT, user: 1000 }))?.remedy ?? "", /as root/);
  deepEqual(
    await hostProblem({ ...FIT, has: (tool) => !["docker", "dockerd", "ip"].includes(tool) }),
    {
      why: "dockerd, docker, ip is missing",
      remedy: "On Debian: apt-get install docker.io iproute2",
    },
  );
});

Deno.test("what cannot carry the engine is refused with a code", async () => {
  await rejects(requireHost({ ...FIT, user: 1000 }), { code: "engine_impossible", exitCode: 2 });
});
