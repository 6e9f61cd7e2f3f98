const POLL_MS = 50;

/** An event as a program writes it: one JSON object a line. */
export interface LoggedEvent {
  readonly event: string;
  readonly level: string;
  readonly [field: string]: unknown;
}

/** Follows the events that a child writes to its log file. */
export class EventTail {
  readonly #path: string;
  readonly #onEvent: (event: LoggedEvent) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #decoder = new TextDecoder();
  #position = 0;
  #rest = "";

  constructor(path: string, onEvent: (event: LoggedEvent) => void) {
    this.#path = path;
    this.#onEvent = onEvent;
    this.#timer = setInterval(() => this.#readOn(), POLL_MS);
  }

  /** Reads what is left and stops following. */
  close(): void {
    clearInterval(this.#timer);
    this.#readOn();
  }

  #readOn(): void {
    for (const line of this.#newLines()) {
      const event = parseEvent(line);
      if (event) this.#onEvent(event);
    }
  }

  #newLines(): string[] {
    try {
      using file = Deno.openSync(this.#path);
      const bytes = new Uint8Array(file.statSync().size - this.#position);
      if (bytes.length === 0) return [];
      file.seekSync(this.#position, Deno.SeekMode.Start);
      const count = file.readSync(bytes) ?? 0;
      this.#position += count;
      const text = this.#rest + this.#decoder.decode(bytes.subarray(0, count), { stream: true });
      const lines = text.split("\n");
      this.#rest = lines.pop()!;
      return lines;
    } catch (error) {
      // The child has not opened it yet, or the run is over.
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }
}

/** The event of a line; undefined for a line that is none, such as a runtime's own warning. */
export function parseEvent(line: string): LoggedEvent | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value?.event === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
