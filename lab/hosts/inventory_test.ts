import { deepEqual, ok } from "node:assert/strict";
import { KEY, SSH_CONFIG } from "./files.ts";
import { HOSTS } from "./layout.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("inventory/lab names the hosts as they are, their key and how they are switched", async () => {
  const text = await Deno.readTextFile(new URL("inventory/lab/hosts.yml", ROOT));
  const found = [...text.matchAll(/^ {4}(\S+):\n {6}ansible_host: (\S+)$/gm)];
  deepEqual(found.map(([, name, address]) => ({ name, address })), [...HOSTS]);
  ok(text.includes(`ansible_ssh_private_key_file: ${KEY}\n`));
  ok(text.includes(`-F ${SSH_CONFIG}\n`));
  for (const [, name] of text.matchAll(/lab\/(\w+) \{\{/g)) {
    ok((await Deno.stat(new URL(`lab/${name}`, ROOT))).mode! & 0o111, `lab/${name} cannot be run`);
  }
});
