import { permissionFlags } from "@kafka-sim/common/permission_flags";
import { runTool, type ToolResult } from "../../dev/kafka/tool.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);
const SSH_CONFIG = "/srv/kafka-sim-lab/ssh_config";

/** Runs `deno task lab` with the permissions that it publishes, and without the launcher. */
export async function lab(...args: string[]): Promise<ToolResult> {
  return await runTool(await labCommand(args));
}

/** The same, and it has to succeed. */
export async function mustLab(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await lab(...args);
  if (!success) throw new Error(`lab ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** Starts it, kills it with SIGKILL once `moment` says so, and says whether it was still at work. */
export async function killedLab(
  args: readonly string[],
  moment: () => Promise<boolean>,
): Promise<boolean> {
  const [program = "", ...rest] = await labCommand(args);
  const child = new Deno.Command(program, {
    args: rest,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let ended = false;
  child.status.then(() => ended = true);
  while (!ended && !await moment()) await new Promise((resolve) => setTimeout(resolve, 5));
  const wasAtWork = !ended;
  if (wasAtWork) child.kill("SIGKILL");
  await child.status;
  return wasAtWork;
}

/** Runs a command on a host by SSH, as playbooks do. */
export async function onHost(host: string, command: string): Promise<ToolResult> {
  return await runTool(["timeout", "60", "ssh", "-F", SSH_CONFIG, host, command]);
}

/** The same, and it has to succeed. */
export async function mustOnHost(host: string, command: string): Promise<string> {
  const { success, stdout, stderr } = await onHost(host, command);
  if (!success) throw new Error(`${host}: ${command}: ${stderr}`);
  return stdout.trim();
}

/** What a lab could leave on this machine, a line each. */
export async function traces(): Promise<Set<string>> {
  const script = `ls /sys/class/net /srv /var/lib | sed "s/^/name /"
    cut -d" " -f5 /proc/self/mountinfo | sed "s/^/mount /"
    for table in filter nat raw; do iptables -t "$table" -S | sed "s/^/$table /"; done
    for type in mnt uts; do
      lsns --noheadings --output=NS,TYPE,COMMAND --type="$type" | grep -v lab/engine/inside.sh
    done
    sysctl net.ipv4.ip_forward
    find /sys/fs/cgroup -name "kafka-sim-lab*"
    ps -eo pid,args | grep -E "kafka-sim-lab|lab/hosts/[a-z]+[.]sh" | grep -v grep`;
  const { stdout } = await runTool(["sh", "-c", script]);
  return new Set(stdout.split("\n").filter(Boolean));
}

async function labCommand(args: readonly string[]): Promise<string[]> {
  const published = JSON.parse(await Deno.readTextFile(`${ROOT}/lab/hosts/permissions.json`));
  const map = Deno.env.get("KAFKA_SIM_IMPORT_MAP");
  const flags = ["--quiet", ...permissionFlags(published), ...map ? [`--import-map=${map}`] : []];
  return [Deno.execPath(), "run", ...flags, `${ROOT}/lab/hosts/main.ts`, ...args];
}
