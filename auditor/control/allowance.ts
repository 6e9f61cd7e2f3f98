import { RequestError } from "./requests.ts";

/** How much of something a run takes in; what it notes is kept until its end. */
export class Allowance {
  readonly #most: number;
  readonly #what: string;
  #used = 0;

  constructor(most: number, what: string) {
    this.#most = most;
    this.#what = what;
  }

  /**
   * Uses some of it.
   *
   * @throws {RequestError} 409, and nothing is used, if so much is not left.
   */
  use(count = 1): void {
    if (this.#used + count > this.#most) {
      const most = this.#most.toLocaleString("en-US");
      const problem = `A run takes at most ${most} ${this.#what}: post fewer, or begin another run`;
      throw new RequestError(problem, 409);
    }
    this.#used += count;
  }
}
