import type { Permissions } from "../../../common/permission_flags.ts";

/** Where the image's user mounts what a program reads: symbols, a private CA. */
const READ = ["/config", "/data"];
/** Where a program writes: ledgers, reports. */
const WRITE = ["/data"];

/**
 * The permissions of a program in its image: those that it publishes, with folders of the image in the
 * place of "any file". The net stays open, since the brokers' addresses are only known when it runs.
 */
export function imagePermissions(published: Permissions): Permissions {
  return {
    ...published,
    ...published.read ? { read: READ } : {},
    ...published.write ? { write: WRITE } : {},
  };
}
