/**
 * A program's published permissions, as `<program>/permissions.json` holds them. `true` means all of
 * a kind, a list names what is allowed; a kind that is absent is denied.
 */
export interface Permissions {
  readonly env?: readonly string[];
  readonly net?: true | readonly string[];
  readonly read?: true | readonly string[];
  readonly run?: true | readonly string[];
  readonly sys?: readonly string[];
  readonly write?: true | readonly string[];
}

/**
 * The command line flags that grant exactly these permissions. Deno would ask at a terminal for
 * whatever is missing; `--no-prompt` makes it an error everywhere.
 */
export function permissionFlags(permissions: Permissions): string[] {
  const flags = ["--no-prompt"];
  for (const [kind, allowed] of Object.entries(permissions).sort()) {
    if (allowed === true) flags.push(`--allow-${kind}`);
    else if (allowed.length > 0) flags.push(`--allow-${kind}=${allowed.join(",")}`);
  }
  return flags;
}
