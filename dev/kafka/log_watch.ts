const POLL_MS = 20;
/** Longer than any line waited for. */
const OVERLAP = 200;

/** Waits for texts in a file that another process appends to. */
export class LogWatch {
  readonly #path: string;
  readonly #start: number;
  #position: number;

  /** Looks only at what is appended from now on. */
  constructor(path: string) {
    this.#path = path;
    this.#start = sizeOf(path);
    this.#position = this.#start;
  }

  /** The last lines, up to so many bytes, of what was appended since. */
  async lines(bytes: number): Promise<string[]> {
    try {
      using file = await Deno.open(this.#path);
      const { size } = await file.stat();
      await file.seek(Math.max(this.#start, size - bytes), Deno.SeekMode.Start);
      const text = await new Response(file.readable).text();
      return text.split("\n").filter((line) => line !== "");
    } catch {
      // Nothing was written at all.
      return [];
    }
  }

  /** Resolves to true when the text has appeared, to false when `signal` was aborted before. */
  async waitFor(text: string, signal: AbortSignal): Promise<boolean> {
    let carry = "";
    while (true) {
      // Asked before reading: what was written before the abort is still seen.
      const { aborted } = signal;
      carry = carry.slice(-OVERLAP) + await this.#readOn();
      if (carry.includes(text)) return true;
      if (aborted) return false;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async #readOn(): Promise<string> {
    if (sizeOf(this.#path) <= this.#position) return "";
    using file = await Deno.open(this.#path);
    await file.seek(this.#position, Deno.SeekMode.Start);
    const bytes = new Uint8Array(await new Response(file.readable).arrayBuffer());
    this.#position += bytes.length;
    return new TextDecoder().decode(bytes);
  }
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}
