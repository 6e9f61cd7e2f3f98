import type { SeenLetter, SeenTick, View } from "../view.ts";

/** Remembers what it was given. */
export class FakeView implements View {
  readonly ticks: SeenTick[] = [];
  readonly letters: SeenLetter[] = [];
  /** Thrown instead of taking a tick. */
  failure: Error | undefined;

  tick(seen: SeenTick): void {
    if (this.failure) throw this.failure;
    this.ticks.push(seen);
  }

  letter(seen: SeenLetter): void {
    this.letters.push(seen);
  }

  close(): void {}
}
