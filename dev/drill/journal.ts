import type { News } from "./news.ts";

/** The news of all drills of a series, one JSON object a line with its time. */
export class Journal implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #onFailure: (problem: string) => void;
  #hasFailed = false;

  /**
   * @param onFailure Told once, if it cannot be written any more: drills go on without it.
   * @throws {Deno.errors.AlreadyExists} A journal is evidence: none is written over.
   */
  constructor(path: string, onFailure: (problem: string) => void) {
    this.#file = Deno.openSync(path, { createNew: true, write: true });
    this.#onFailure = onFailure;
  }

  add(news: News): void {
    if (this.#hasFailed) return;
    const text = JSON.stringify({ time: new Date().toISOString(), ...news });
    try {
      this.#write(new TextEncoder().encode(`${text}\n`));
    } catch (error) {
      this.#hasFailed = true;
      this.#onFailure(`Cannot write the journal any more, the drills go on without it: ${error}`);
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += this.#file.writeSync(bytes.subarray(done));
  }
}
