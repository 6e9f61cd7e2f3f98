import { harmless } from "./text_width.ts";

const REFRESH_MS = 500;

/** Reads a text file again and again that another program keeps up to date. */
export class FooterFile {
  readonly #path: string;
  readonly #read: (path: string) => Promise<string>;
  #lines: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = true;

  constructor(path: string, read: (path: string) => Promise<string> = Deno.readTextFile) {
    this.#path = path;
    this.#read = read;
    this.#refresh();
  }

  /** As last read; none until it is there. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    try {
      this.#lines = (await this.#read(this.#path)).trimEnd().split("\n").map(harmless);
    } catch {
      // Not there yet, or just being replaced: what was last read stays.
    }
    if (this.#isOpen) this.#timer = setTimeout(() => this.#refresh(), REFRESH_MS);
  }
}
