const TELL_MS = 30_000;
const REDRAW_MS = 500;
const encoder = new TextEncoder();

/**
 * What a person sees of a test run: a line for each step at its end, and meanwhile what is under
 * way, redrawn in place on a terminal, else told every 30 seconds.
 */
export class Screen {
  readonly #isTerminal = Deno.stdout.isTerminal();
  readonly #running = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;
  #isDrawn = false;

  constructor() {
    this.#timer = setInterval(() => this.#tell(), this.#isTerminal ? REDRAW_MS : TELL_MS);
  }

  begin(step: string): void {
    this.#running.set(step, performance.now());
    if (this.#isTerminal) this.#tell();
  }

  end(step: string): void {
    this.#running.delete(step);
  }

  line(text: string): void {
    this.#write(`${text}\n`);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#write("");
  }

  #tell(): void {
    if (this.#running.size === 0) return;
    const now = performance.now();
    const parts = [...this.#running].map(([step, since]) =>
      `${step} ${Math.round((now - since) / 1000)} s`
    );
    const text = `… ${parts.join(", ")}`;
    if (!this.#isTerminal) return this.#write(`${text}\n`);
    this.#write(text.slice(0, Deno.consoleSize().columns - 1));
    this.#isDrawn = true;
  }

  #write(text: string): void {
    const bytes = encoder.encode(this.#isDrawn ? `\r\x1b[K${text}` : text);
    for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
    this.#isDrawn = false;
  }
}
