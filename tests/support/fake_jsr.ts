import { createHash } from "node:crypto";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

/** The JSR packages of this project, with the file that takes the place of what JSR has. */
const PACKAGES = [
  { name: "@std/log", version: "0.224.14", entry: ".", file: "common/standins/std_log.ts" },
  {
    name: "@std/cli",
    version: "1.0.28",
    entry: "./parse-args",
    file: "common/standins/std_cli_parse_args.ts",
  },
];

/**
 * A JSR on this machine, for tests with or without the real one: it answers as
 * https://jsr.io/docs/api#jsr-registry-api says, and counts who asks.
 */
export class FakeJsr {
  requests = 0;
  readonly #files: ReadonlyMap<string, string>;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(files: ReadonlyMap<string, string>, isThere: boolean) {
    this.#files = files;
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    this.#server = Deno.serve(options, (request) => {
      this.requests++;
      return isThere ? this.#answer(request) : new Response(null, { status: 403 });
    });
  }

  /** @param isThere Whether it has the packages; else it answers as a proxy does that forbids JSR. */
  static async start(isThere: boolean): Promise<FakeJsr> {
    const files = new Map<string, string>();
    for (const { name, version, entry, file } of PACKAGES) {
      const text = await Deno.readTextFile(`${ROOT}${file}`);
      const checksum = `sha256-${createHash("sha256").update(text).digest("hex")}`;
      const size = new TextEncoder().encode(text).length;
      const [, scope, short] = /^@(.*)\/(.*)$/.exec(name)!;
      const meta = { scope, name: short, latest: version, versions: { [version]: {} } };
      const manifest = { "/mod.ts": { size, checksum } };
      files.set(`/${name}/meta.json`, JSON.stringify(meta));
      files.set(
        `/${name}/${version}_meta.json`,
        JSON.stringify({ manifest, exports: { [entry]: "./mod.ts" } }),
      );
      files.set(`/${name}/${version}/mod.ts`, text);
    }
    return new FakeJsr(files, isThere);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  #answer(request: Request): Response {
    const path = new URL(request.url).pathname;
    const text = this.#files.get(path);
    if (text === undefined) return new Response(null, { status: 404 });
    const type = path.endsWith(".ts") ? "text/typescript" : "application/json";
    return new Response(text, { headers: { "content-type": type } });
  }
}
