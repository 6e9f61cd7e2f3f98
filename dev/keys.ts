/** Reads single keys of the terminal; Ctrl-C goes on being a signal. */
export class Keys {
  #isOpen = true;

  /** @returns Undefined where stdin is no terminal. */
  static open(onKey: (key: string) => void): Keys | undefined {
    if (!Deno.stdin.isTerminal()) return undefined;
    return new Keys(onKey);
  }

  private constructor(onKey: (key: string) => void) {
    Deno.stdin.setRaw(true, { cbreak: true });
    this.#read(onKey);
  }

  /** Gives the terminal back as it was. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      Deno.stdin.setRaw(false);
    } catch {
      // The terminal itself is gone.
    }
  }

  async #read(onKey: (key: string) => void): Promise<void> {
    const buffer = new Uint8Array(16);
    while (this.#isOpen) {
      const count = await Deno.stdin.read(buffer).catch(() => null);
      if (count === null) return;
      for (const key of new TextDecoder().decode(buffer.subarray(0, count))) {
        if (this.#isOpen) onKey(key);
      }
    }
  }
}
