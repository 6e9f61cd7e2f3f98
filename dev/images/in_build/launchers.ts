/**
 * A step of the Dockerfiles: makes programs that Deno runs from their sources startable by name, with
 * their permissions as sets in `deno.json`. The system reads a launcher's first line and starts Deno in
 * its place, so that the program is the process that gets the signals, without a shell.
 *
 * Usage: launchers.ts NAME=FOLDER…
 */
import { imagePermissions } from "./image_permissions.ts";

const config = JSON.parse(await Deno.readTextFile("deno.json"));
config.permissions = {};
await Deno.mkdir("bin", { recursive: true });
for (const argument of Deno.args) {
  const [name = "", folder = ""] = argument.split("=");
  const published = JSON.parse(await Deno.readTextFile(`${folder}/permissions.json`));
  config.permissions[name] = imagePermissions(published);
  const text = `#!/usr/bin/deno -qP=${name}\nimport "../${folder}/main.ts";\n`;
  await Deno.writeTextFile(`bin/${name}`, text, { mode: 0o755 });
}
await Deno.writeTextFile("deno.json", JSON.stringify(config, null, 2));
