import { freePorts } from "../../kafka/ports.ts";
import type { NodePorts } from "../../kafka/properties.ts";
import { Relay } from "./relay.ts";
import { Silence } from "./silence.ts";

/**
 * Relays before both listeners of every node of a cluster. Clients and nodes reach every node by
 * them only, so one node can be cut off from all others: what they open to it and what it opens
 * itself, which the relays tell apart by the name that each connection's first request gives.
 */
export class Relays implements Disposable {
  readonly #silence = new Silence();
  readonly #open: Relay[] = [];

  /**
   * Stands before these ports, in the place of what it stood before until now.
   *
   * @returns The ports by which others reach the nodes.
   */
  front(ports: readonly NodePorts[]): readonly NodePorts[] {
    this[Symbol.dispose]();
    const free = freePorts(2 * ports.length);
    return ports.map(({ broker, controller }, index) => {
      const node = index + 1;
      return {
        broker: this.#relay(node, broker, free[2 * index]!),
        controller: this.#relay(node, controller, free[2 * index + 1]!),
      };
    });
  }

  /** From now on nothing passes between this node and anyone; no connection is closed. */
  silence(node: number): void {
    this.#silence.begin(node);
  }

  /** From now on everything passes. */
  restore(): void {
    this.#silence.end();
  }

  [Symbol.dispose](): void {
    for (const relay of this.#open.splice(0)) relay.close();
  }

  #relay(node: number, target: number, port: number): number {
    const relay = new Relay({ port, target, node, silence: this.#silence });
    this.#open.push(relay);
    return relay.port;
  }
}
