/**
 * A step of the Dockerfiles: prints the permission flags of a program for `deno compile`.
 *
 * Usage: flags.ts FOLDER
 */
import { permissionFlags } from "../../../common/permission_flags.ts";
import { imagePermissions } from "./image_permissions.ts";

const published = JSON.parse(await Deno.readTextFile(`${Deno.args[0]}/permissions.json`));
const flags = permissionFlags(imagePermissions(published)).join(" ");
Deno.stdout.writeSync(new TextEncoder().encode(`${flags}\n`));
