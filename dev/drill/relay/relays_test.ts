import { equal } from "node:assert/strict";
import { Relays } from "./relays.ts";
import { Echo, read, request } from "./testing.ts";

/** Two nodes whose two listeners echo, with relays before them. */
class Scene implements Disposable {
  readonly relays = new Relays();
  readonly #echoes = Array.from({ length: 4 }, () => new Echo());
  readonly #open: Deno.Conn[] = [];
  readonly #fronts = this.relays.front([
    { broker: this.#echoes[0]!.port, controller: this.#echoes[1]!.port },
    { broker: this.#echoes[2]!.port, controller: this.#echoes[3]!.port },
  ]);

  /** Bytes that a node's broker listener has received. */
  received(node: number): number {
    return this.#echoes[2 * node - 2]!.received;
  }

  /** Opens a connection to a node's broker listener and says who it is. */
  async open(clientId: string, node: number): Promise<Deno.Conn> {
    const { broker } = this.#fronts[node - 1]!;
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: broker });
    this.#open.push(connection);
    await connection.write(request(clientId));
    return connection;
  }

  /** Opens one that is known to work. */
  async openReady(clientId: string, node: number): Promise<Deno.Conn> {
    const connection = await this.open(clientId, node);
    const { length } = request(clientId);
    equal(await read(connection, length), length);
    return connection;
  }

  kill(node: number): void {
    this.#echoes[2 * node - 2]![Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.relays[Symbol.dispose]();
    for (const connection of this.#open) {
      try {
        connection.close();
      } catch {
        // The test has closed it.
      }
    }
    for (const echo of this.#echoes) {
      try {
        echo[Symbol.dispose]();
      } catch {
        // The test has killed it.
      }
    }
  }
}

/** Whether bytes come back: asked by way of another connection, whose echo must come later. */
async function echoes(scene: Scene, connection: Deno.Conn, other: Deno.Conn): Promise<boolean> {
  let came = false;
  await connection.write(new Uint8Array(3));
  const waiting = read(connection, 3).then((count) => came = count === 3);
  for (let turn = 0; turn < 20; turn++) {
    await other.write(new Uint8Array(1));
    await read(other, 1);
  }
  if (came) return true;
  scene.relays.restore();
  await waiting;
  return false;
}

Deno.test("Relays pass bytes in both directions, whoever opens the connection", async () => {
  using scene = new Scene();
  for (const clientId of ["", "kafka-sim", "broker-2-fetcher-0", "1"]) {
    const connection = await scene.openReady(clientId, 1);
    await connection.write(new Uint8Array(200_000));
    equal(await read(connection, 200_000), 200_000);
  }
});

Deno.test("Relays cut a silent node off from clients and nodes, and what it opens itself", async () => {
  for (
    const [clientId, node] of [["kafka-sim", 1], ["raft-client-2", 1], [
      "raft-client-1",
      2,
    ]] as const
  ) {
    using scene = new Scene();
    const connection = await scene.openReady(clientId, node);
    const other = await scene.openReady("kafka-sim", 2);
    scene.relays.silence(1);
    equal(await echoes(scene, connection, other), false, `${clientId} to ${node}`);
    await connection.write(new Uint8Array(5));
    equal(await read(connection, 5), 5);
  }
});

Deno.test("Relays let a silent node reach itself, and the others each other", async () => {
  for (const [clientId, node] of [["1", 1], ["kafka-sim", 2], ["raft-client-2", 2]] as const) {
    using scene = new Scene();
    const connection = await scene.openReady(clientId, node);
    const other = await scene.openReady("kafka-sim", 2);
    scene.relays.silence(1);
    equal(await echoes(scene, connection, other), true, `${clientId} to ${node}`);
  }
});

Deno.test("Relays hold back what is opened in a silence, and pass it on afterwards", async () => {
  using scene = new Scene();
  scene.relays.silence(1);
  const connection = await scene.open("kafka-sim", 1);
  const other = await scene.openReady("kafka-sim", 2);
  equal(await echoes(scene, connection, other), false);
  equal(scene.received(1), request("kafka-sim").length + 3);
});

Deno.test("Relays pass a node's death on, and its silence hides it", async () => {
  using scene = new Scene();
  const connection = await scene.openReady("kafka-sim", 1);
  const other = await scene.openReady("kafka-sim", 2);
  scene.relays.silence(1);
  scene.kill(1);
  let ended = false;
  const end = read(connection, 1).then(() => ended = true);
  for (let turn = 0; turn < 20; turn++) {
    await other.write(new Uint8Array(1));
    await read(other, 1);
  }
  equal(ended, false);
  scene.relays.restore();
  await end;
  const refused = await scene.open("kafka-sim", 1);
  equal(await read(refused, 1), 0);
});
