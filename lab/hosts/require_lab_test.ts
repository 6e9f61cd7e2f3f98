import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { type LabHost, labProblem, requireLab } from "./require_lab.ts";

const GIB = 1024 ** 3;
const FIT: LabHost = {
  os: "linux",
  user: 0,
  has: () => true,
  memory: () => 8 * GIB,
  disk: () => 50 * GIB,
  foreign: () => undefined,
};

Deno.test("a machine that has everything can carry the lab", async () => {
  equal(await labProblem(FIT), undefined);
});

Deno.test("missing tools are told with the packages that have them", async () => {
  deepEqual(await labProblem({ ...FIT, has: (tool) => !/^sshd$|registry/.test(tool) }), {
    why: "sshd, docker-registry is missing",
    remedy: "On Debian: apt-get install openssh-server docker-registry",
  });
});

Deno.test("too little memory or disk is told with what it needs", async () => {
  deepEqual(await labProblem({ ...FIT, memory: () => GIB / 2 }), {
    why: "512 MiB of memory are free",
    remedy: "Make room: it needs 1024 MiB",
  });
  match(
    (await labProblem({ ...FIT, disk: () => GIB }))?.why ?? "",
    /^1024 MiB of disk below \/srv/,
  );
});

Deno.test("what cannot carry the lab is refused with a code and before anything is made", async () => {
  for (
    const wrong of [
      { os: "darwin" },
      { user: 1000 },
      { foreign: () => "10.99.0.0/24 is in use by tun0" },
    ]
  ) await rejects(requireLab({ ...FIT, ...wrong }), { code: "lab_impossible", exitCode: 2 });
});
