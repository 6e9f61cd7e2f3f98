import type { News } from "./news.ts";

/** The news of all drills of a series, one JSON object a line with its time. */
export class Journal implements Disposable {
  readonly #file: Deno.FsFile;

  /** @throws {Deno.errors.AlreadyExists} A journal is evidence: none is written over. */
  constructor(path: string) {
    this.#file = Deno.openSync(path, { createNew: true, write: true });
  }

  add(news: News): void {
    const text = JSON.stringify({ time: new Date().toISOString(), ...news });
    const bytes = new TextEncoder().encode(`${text}\n`);
    for (let done = 0; done < bytes.length;) done += this.#file.writeSync(bytes.subarray(done));
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
