/** Where a view is written to: stdout, or a stand-in of it. */
export interface ViewOutput {
  /** Writes at least one byte and says how many; may wait for the reader. */
  writeSync(bytes: Uint8Array): number;
  /**
   * The same without holding up the program. Where it is given, the table uses it: a terminal that
   * takes nothing (Ctrl-S, a hanging connection) must not cost the consumer its place in the group.
   */
  write?(bytes: Uint8Array): Promise<number>;
  isTerminal(): boolean;
  /** In character cells. May fail or be 0 where it is not known. */
  size(): { readonly columns: number; readonly rows: number };
}

/** The program's own stdout. */
export function standardOutput(): ViewOutput {
  return {
    writeSync: (bytes) => Deno.stdout.writeSync(bytes),
    write: (bytes) => Deno.stdout.write(bytes),
    isTerminal: () => Deno.stdout.isTerminal(),
    size: () => Deno.consoleSize(),
  };
}
