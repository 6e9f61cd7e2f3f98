import type { ExcusedWindow, Fault, FaultRequest, Window } from "./contract.ts";

/** What has been said of a run's fault, post by post; each takes as long as it is itself. */
export class DeclaredFault {
  readonly #proofs: string[] = [];
  readonly #kills: string[] = [];
  readonly #excused: ExcusedWindow[] = [];
  readonly #forbidden: Window[] = [];
  readonly #doubts: string[] = [];
  #fault: Fault | undefined;

  /** All of it; undefined before anything was said. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Whether this is about the same fault, or about the first. */
  fits({ name }: FaultRequest): boolean {
    return this.#fault === undefined || this.#fault.name === name;
  }

  /** Adds what fits, and returns all of it. */
  add(request: FaultRequest): Fault {
    const { name, proof, kills = [], excused, forbidden, limits, planted, doubt } = request;
    if (proof !== undefined) this.#proofs.push(proof);
    this.#kills.push(...kills);
    if (excused) this.#excused.push(excused);
    if (forbidden) this.#forbidden.push(forbidden);
    if (doubt !== undefined) this.#doubts.push(doubt);
    const known = this.#fault;
    const plant = planted ?? known?.planted;
    return this.#fault = {
      name,
      expectation: request.expectation ?? known?.expectation ?? "",
      outcome: request.outcome ?? known?.outcome ?? "",
      limits: { ...known?.limits, ...limits },
      bites: request.bites ?? known?.bites ?? 1,
      proofs: this.#proofs,
      kills: this.#kills,
      excused: this.#excused,
      forbidden: this.#forbidden,
      ...this.#doubts.length === 0 ? {} : { doubts: this.#doubts },
      ...plant === undefined ? {} : { planted: plant },
    };
  }
}
