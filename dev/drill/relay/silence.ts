/** Which node nothing passes to or from at the moment. */
export class Silence {
  #node: number | undefined;
  #over = Promise.withResolvers<void>();

  /** Lets nothing pass between this node and any other, in either direction. */
  begin(node: number): void {
    this.#node = node;
  }

  /** Lets everything pass again; what waited goes first. */
  end(): void {
    this.#node = undefined;
    this.#over.resolve();
    this.#over = Promise.withResolvers();
  }

  /**
   * Resolves as soon as bytes may pass between these two. A node always reaches itself.
   *
   * @param opener The node that opened the connection; undefined: a client.
   * @param node The node that it leads to.
   */
  async passage(opener: number | undefined, node: number): Promise<void> {
    while (this.#cuts(opener, node)) await this.#over.promise;
  }

  #cuts(opener: number | undefined, node: number): boolean {
    return this.#node !== undefined && opener !== node &&
      (this.#node === opener || this.#node === node);
  }
}
