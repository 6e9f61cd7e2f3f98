import { run } from "../images/debian.ts";
import type { Host } from "./host.ts";
import { FOLDER, HOSTS, MACHINE, MIRROR } from "./layout.ts";

/** The key that opens all hosts. */
export const KEY = `${FOLDER}/key`;

/** Settings for `ssh -F`, with which the hosts are known by their names. */
export const SSH_CONFIG = `${FOLDER}/ssh_config`;

/** Makes what is missing of the keys and settings that all hosts share. */
export async function prepareLab(): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await makeKey(KEY);
  const hosts = HOSTS.map(({ name, address }) =>
    `Host ${name} ${address}\n  HostName ${address}\n  HostKeyAlias ${address}\n`
  );
  await write(
    SSH_CONFIG,
    `${hosts.join("")}
Host *
  User root
  IdentityFile ${KEY}
  IdentitiesOnly yes
  UserKnownHostsFile ${FOLDER}/known_hosts
  StrictHostKeyChecking yes
`,
  );
}

/** Makes what is missing of a host's own. */
export async function prepareHost(host: Host): Promise<void> {
  await Deno.mkdir(`${host.folder}/disk/root/.ssh`, { recursive: true, mode: 0o700 });
  await makeKey(`${host.folder}/ssh_host_key`);
  await write(`${host.folder}/sshd_config`, SSHD);
  await write(`${host.folder}/hosts`, hostsFile());
  const ours = await Deno.readTextFile(`${KEY}.pub`);
  await write(`${host.folder}/disk/root/.ssh/authorized_keys`, ours);
}

/** Writes down the hosts' keys, so that nobody has to trust at first sight. */
export async function writeKnownHosts(hosts: readonly Host[]): Promise<void> {
  const lines = await Promise.all(hosts.map(async ({ folder, station }) => {
    const key = await Deno.readTextFile(`${folder}/ssh_host_key.pub`);
    return `${station.address} ${key}`;
  }));
  await write(`${FOLDER}/known_hosts`, lines.join(""));
}

const SSHD = `HostKey /run/lab/ssh_host_key
AuthorizedKeysFile .ssh/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PrintMotd no
PidFile /run/sshd.pid
Subsystem sftp internal-sftp
MaxSessions 50
MaxStartups 50
`;

function hostsFile(): string {
  const lines = [...HOSTS, MIRROR].map(({ name, address }) => `${address} ${name}\n`);
  return `127.0.0.1 localhost\n${lines.join("")}${MACHINE} lab-machine\n`;
}

/** Whole or not at all: a key that a killed run has half written would never be mended. */
async function makeKey(path: string): Promise<void> {
  if (await Deno.stat(path).then(() => true, () => false)) return;
  const staged = `${path}.new`;
  for (const name of [staged, `${staged}.pub`]) await Deno.remove(name).catch(() => {});
  await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "kafka-sim-lab", "-f", staged]);
  await Deno.rename(`${staged}.pub`, `${path}.pub`);
  await Deno.rename(staged, path);
}

async function write(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.new`, text);
  await Deno.rename(`${path}.new`, path);
}
