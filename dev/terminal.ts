const CLEAR_LINE = "\r\x1b[K";
const encoder = new TextEncoder();

/**
 * What a person is told on stderr: progress that replaces itself on a terminal, and lines that stay.
 * Stdout belongs to the consumer.
 */
export class Terminal {
  readonly #isTerminal: boolean;
  readonly #write: (text: string) => void;
  #hasProgress = false;

  constructor(
    isTerminal: boolean = Deno.stderr.isTerminal(),
    write: (text: string) => void = writeToStderr,
  ) {
    this.#isTerminal = isTerminal;
    this.#write = write;
  }

  progress(line: string): void {
    if (!this.#isTerminal) return this.#write(`${line}\n`);
    this.#write(`${CLEAR_LINE}${line} …`);
    this.#hasProgress = true;
  }

  /** Takes the progress off the screen. */
  clear(): void {
    if (this.#hasProgress) this.#write(CLEAR_LINE);
    this.#hasProgress = false;
  }

  line(text: string): void {
    this.clear();
    this.#write(`${text}\n`);
  }
}

function writeToStderr(text: string): void {
  try {
    Deno.stderr.writeSync(encoder.encode(text));
  } catch {
    // The terminal was closed: what is under way ends in order all the same.
  }
}
