/** The lab's hosts, for real: what makes them hosts, how they break, and that nothing stays. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { runTool } from "../dev/kafka/tool.ts";
import { allHosts } from "../lab/hosts/lab.ts";
import { linkExists } from "../lab/hosts/network.ts";
import { labProblem, thisMachine } from "../lab/hosts/require_lab.ts";
import { tell } from "./support/environment.ts";
import { killedLab, lab, mustLab, mustOnHost, onHost, traces } from "./support/lab.ts";
import { until } from "./support/until.ts";

const ROOT = decodeURIComponent(new URL("..", import.meta.url).pathname);
const NAMES = allHosts().map(({ station }) => station.name);
const IMAGE = "denoland/deno:2.9.6";
const WEB =
  `docker run --detach --name web --restart always --publish 8000:8000 --volume data:/data \
${IMAGE} eval 'Deno.writeTextFileSync("/data/starts", "+", { append: true });
Deno.serve({ port: 8000 }, () => new Response(Deno.readTextFileSync("/data/starts")))'`;
const ASK =
  `timeout 2 bash -c 'exec 3<>/dev/tcp/host-2/8000; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; tail -n 1 <&3'`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function reaches(from: string): Promise<boolean> {
  return (await onHost(from, ASK)).stdout.includes("+");
}

/** The first process of each host. */
async function firsts(): Promise<(number | undefined)[]> {
  return await Promise.all(allHosts().map(({ box }) => box.first()));
}

async function isUsable(): Promise<void> {
  for (const name of NAMES) equal(await mustOnHost(name, "docker info -f '{{.Name}}'"), name);
}

const problem = await labProblem(thisMachine());
if (problem && !Deno.env.get("CI")) {
  // One that is not run has to be told; in CI it has to run.
  tell(`The lab is not tested here, as ${problem.why}`);
  Deno.test(`the lab is not tested on this machine, as ${problem.why}`, () => {});
} else {
  Deno.test("lab", async (t) => {
    equal((await firsts()).join(""), "", "a lab is up: deno task lab down");
    const before = await traces();
    const leavesNothing = async () => {
      deepEqual([...await traces()].filter((line) => !before.has(line)), []);
    };
    try {
      for (const [name, test] of Object.entries(TESTS)) {
        await t.step(name, () => test(leavesNothing));
      }
    } finally {
      await lab("down");
    }
  });
}

const TESTS: Readonly<Record<string, (leavesNothing: () => Promise<void>) => Promise<void>>> = {
  "up brings three hosts, and again nothing changes": async () => {
    tell(
      `lab up, with what the registry lacked: ${(await seconds(() => mustLab("up"))).toFixed(1)} s`,
    );
    const first = await firsts();
    ok(first.every((pid) => pid !== undefined));
    const rules = (await runTool(["iptables", "-S"])).stdout;
    tell(`again: ${(await seconds(() => mustLab("up"))).toFixed(1)} s`);
    deepEqual(await firsts(), first);
    equal((await runTool(["iptables", "-S"])).stdout, rules);
    await mustLab("down");
    const warm = await seconds(() => mustLab("up"));
    tell(`lab up when everything is built: ${warm.toFixed(1)} s`);
    ok(warm < 10);
  },

  "each has its own name, Docker, folders and processes": async () => {
    const ids = new Set<string>();
    for (const name of NAMES) {
      equal(await mustOnHost(name, "hostname; cat /etc/hostname"), `${name}\n${name}`);
      ids.add(await mustOnHost(name, "docker info -f '{{.ID}}'"));
      equal(await mustOnHost(name, "docker info -f '{{.DockerRootDir}}'"), "/var/lib/docker");
      equal(await mustOnHost(name, "ls -A /root /srv /home"), "/home:\n\n/root:\n.ssh\n\n/srv:");
      equal(await mustOnHost(name, "cat /proc/1/comm"), "sh");
    }
    equal(ids.size, NAMES.length);
    await mustOnHost("host-1", "touch /etc/mark /usr/bin/mark /var/lib/mark /tmp/mark /run/mark");
    for (const top of ["/etc", "/usr/bin", "/var/lib", "/tmp", "/run"]) {
      equal(
        (await runTool(["test", "-e", `${top}/mark`])).success,
        false,
        `${top} is the machine's`,
      );
      equal((await onHost("host-2", `test -e ${top}/mark`)).success, false);
    }
  },

  "each runs a container whose image the registry has, by its public name": async () => {
    await Promise.all(NAMES.map(async (name) => {
      const run =
        `docker run --rm --hostname ${name}-inner ${IMAGE} eval 'console.log(Deno.hostname())'`;
      equal(await mustOnHost(name, run), `${name}-inner`);
    }));
    const took = await seconds(async () => {
      equal((await onHost("host-1", "docker pull --quiet no/such:1")).success, false);
    });
    tell(`an image that the registry lacks is refused after ${took.toFixed(1)} s`);
  },

  "hosts reach each other until they are cut, and after heal again": async () => {
    await mustOnHost("host-2", WEB);
    await until("host-2 serves", 20, () => reaches("host-1"));
    await mustLab("cut", "host-1", "host-2");
    equal(await reaches("host-1"), false);
    equal(await reaches("host-3"), true);
    await mustLab("cut", "host-2");
    equal(await reaches("host-3"), false);
    equal(await mustLab("shell", "host-2", "hostname"), "host-2");
    const status = await mustLab("status");
    match(status, /^host-1 .* cut from host-2, 0 containers$/m);
    match(status, /^host-2 .* unplugged, 1 containers$/m);
    await mustLab("heal");
    await until("host-1 hears host-2", 10, () => reaches("host-1"));
    equal(await reaches("host-3"), true);
  },

  "a killed host is gone at once, and comes back with its disk": async () => {
    await mustOnHost("host-2", "echo kept >/etc/mark");
    const took = await seconds(() => mustLab("kill", "host-2"));
    equal((await firsts())[1], undefined);
    equal(await reaches("host-3"), false);
    equal(await linkExists("kslab-host-2"), false);
    match(await mustLab("status"), /^host-2 .*down$/m);
    equal(
      (await lab("shell", "host-2", "true")).stderr.split("\n")[0],
      "Cannot use host-2 of the lab as it is down",
    );
    const back = await seconds(() => mustLab("start", "host-2"));
    tell(`lab kill: ${took.toFixed(1)} s, lab start: ${back.toFixed(1)} s`);
    equal(await mustOnHost("host-2", "cat /etc/mark"), "kept");
    await until(
      "its container is back",
      20,
      async () => (await onHost("host-3", ASK)).stdout.includes("++"),
    );
  },

  "the executables are the same commands": async () => {
    const { stdout } = await runTool([`${ROOT}/lab/status`]);
    equal(stdout.trim(), await mustLab("status"));
  },

  "down leaves nothing": async (leavesNothing) => {
    tell(`lab down: ${(await seconds(() => mustLab("down"))).toFixed(1)} s`);
    await leavesNothing();
    await mustLab("down");
  },

  "after kill -9 of up at any moment the next up or down mends it": async (leavesNothing) => {
    const isAlive = () => allHosts()[0]!.box.isAlive();
    const moments = [
      () => linkExists("kslab"),
      () => linkExists("kslab-host-1"),
      isAlive,
      () => Deno.stat(`${allHosts()[2]!.folder}/docker.sock`).then(() => true, () => false),
    ];
    for (const [index, moment] of moments.entries()) {
      ok(await killedLab(["up"], moment), "it had ended before");
      if (index % 2 === 0) {
        await mustLab("up");
        await isUsable();
        ok(await killedLab(["down"], async () => !await isAlive()), "it had ended before");
      }
      await mustLab("down");
      await leavesNothing();
    }
  },

  "another's interface or addresses are refused and left alone": async () => {
    for (const link of ["kslab", "kslab-other"]) {
      const others = [
        ["link", "add", link, "type", "bridge"],
        ["link", "set", link, "up"],
        ...link === "kslab" ? [] : [["address", "add", "10.99.0.200/32", "dev", link]],
      ];
      for (const command of others) ok((await runTool(["ip", ...command])).success);
      try {
        const { code, stderr } = await lab("up");
        equal(code, 2, stderr);
        match(stderr, /^Cannot have the lab here as .*(kslab is there|10\.99\.0\.200 is in use)/);
        await mustLab("down");
        ok(await linkExists(link), "it is gone");
      } finally {
        await runTool(["ip", "link", "del", link]);
      }
    }
  },
};
