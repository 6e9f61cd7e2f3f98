/** Helpers of the tests in this folder and of those that need a registry without a Kafka. */

/** A registry in memory, with the answers that Apicurio Registry 3.0.9 gives. */
export class FakeRegistry {
  /** Answers instead, where it is set: a registry that is down or something else. */
  fault: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Whether levels that are set are kept. */
  keepsLevel = true;
  /** The subjects' own compatibility; undefined: they have none, as other registries begin. */
  level: string | undefined = "NONE";
  /** Holds for subjects without one. */
  globalLevel = "NONE";
  /** Every schema by its id, and those of each subject. */
  readonly schemas: Map<number, string> = new Map();
  readonly subjects: Map<string, number[]> = new Map();
  readonly paths: string[] = [];
  #server: Deno.HttpServer<Deno.NetAddr> | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/apis/ccompat/v7`;
  }

  /** Listens, on the same port again after `stop()`. */
  start(): this {
    const onListen = () => {};
    const options = { hostname: "127.0.0.1", port: this.#port, onListen };
    this.#server = Deno.serve(options, (request) => this.#answer(request));
    this.#port = this.#server.addr.port;
    return this;
  }

  async stop(): Promise<void> {
    await this.#server?.shutdown();
  }

  /** Adds a schema without any check. */
  add(subject: string, schema: string, id: number = this.schemas.size + 1): number {
    this.schemas.set(id, schema);
    this.subjects.set(subject, [...this.subjects.get(subject) ?? [], id]);
    return id;
  }

  async #answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace("/apis/ccompat/v7", "");
    this.paths.push(`${request.method} ${path}`);
    if (this.fault) return await this.fault(request);
    const [, room, a = "", b, c = ""] = path.split("/");
    if (room === "subjects" && !a) return Response.json([...this.subjects.keys()]);
    if (room === "schemas") return this.#byId(Number(b));
    if (room === "config") return await this.#config(request);
    if (room === "compatibility") return Response.json({ is_compatible: true });
    if (room !== "subjects") return new Response("", { status: 404 });
    if (request.method === "POST") return await this.#register(a, request);
    return this.#version(a, c);
  }

  #byId(id: number): Response {
    const schema = this.schemas.get(id);
    return schema === undefined ? unknown(40403) : Response.json({ schema, schemaType: "AVRO" });
  }

  async #config(request: Request): Promise<Response> {
    if (request.method === "PUT") {
      const { compatibility } = await request.json();
      if (this.keepsLevel) this.level = compatibility;
      return Response.json({ compatibility });
    }
    const isGlobal = new URL(request.url).pathname.endsWith("/config");
    const level = isGlobal ? this.globalLevel : this.level;
    return level === undefined ? unknown(40408) : Response.json({ compatibilityLevel: level });
  }

  async #register(subject: string, request: Request): Promise<Response> {
    const { schema } = await request.json();
    const known = this.subjects.get(subject)?.find((id) => this.schemas.get(id) === schema);
    return Response.json({ id: known ?? this.add(subject, schema) });
  }

  #version(subject: string, which: string): Response {
    const ids = this.subjects.get(subject);
    if (!ids) return unknown(40401);
    if (which === "") return Response.json(ids.map((_, index) => index + 1));
    const version = which === "latest" ? ids.length : Number(which);
    const id = ids[version - 1];
    if (id === undefined) return unknown(40402);
    return Response.json({ subject, version, id, schema: this.schemas.get(id) });
  }
}

function unknown(code: number): Response {
  return Response.json({ message: "No artifact was found.", error_code: code }, { status: 404 });
}

/** Runs `work` with a registry that has ended afterwards. */
export async function withRegistry(work: (fake: FakeRegistry) => Promise<void>): Promise<void> {
  const fake = new FakeRegistry().start();
  try {
    await work(fake);
  } finally {
    await fake.stop();
  }
}
