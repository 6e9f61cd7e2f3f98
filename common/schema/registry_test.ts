import { deepEqual, equal, rejects } from "node:assert/strict";
import { Registry } from "./registry.ts";
import { RegistryError, type RegistryProblem } from "./registry_error.ts";
import { type FakeRegistry, withRegistry } from "./testing.ts";

const SUBJECT = "stock_ticks-value";

async function fails(work: Promise<unknown>, problem: RegistryProblem, text: RegExp) {
  await rejects(work, (error) => {
    equal(error instanceof RegistryError && error.problem, problem, String(error));
    return text.test((error as Error).message);
  });
}

function registryOf({ url }: FakeRegistry, timeout = 5_000): Registry {
  return new Registry(url, timeout);
}

Deno.test("A registry is asked for subjects, versions and schemas", () =>
  withRegistry(async (fake) => {
    const registry = registryOf(fake);
    equal(await registry.latest(SUBJECT), undefined);
    deepEqual(await registry.versions(SUBJECT), []);
    equal(await registry.byId(1), undefined);
    equal(await registry.register(SUBJECT, '"int"'), 1);
    equal(await registry.register(SUBJECT, '"long"'), 2);
    deepEqual(await registry.subjects(), [SUBJECT]);
    deepEqual(await registry.versions(SUBJECT), [1, 2]);
    equal(await registry.byId(1), '"int"');
    equal((await registry.version(SUBJECT, 1))?.schema, '"int"');
    equal((await registry.latest(SUBJECT))?.id, 2);
    equal(await registry.compatibility(SUBJECT), "NONE");
    await registry.setCompatibility(SUBJECT, "BACKWARD");
    equal(await registry.compatibility(SUBJECT), "BACKWARD");
  }));

Deno.test("What is no registry's answer is told from an outage and from a no", () =>
  withRegistry(async (fake) => {
    const registry = registryOf(fake);
    const answers: [Response, RegistryProblem, RegExp][] = [
      [new Response("<html>hello</html>"), "nonsense", /no JSON/],
      [new Response("", { status: 404 }), "nonsense", /404/],
      [Response.json({ detail: "not here" }, { status: 404 }), "nonsense", /404/],
      [Response.json({ schema: 7 }), "nonsense", /what no registry does/],
      [Response.json([]), "nonsense", /what no registry does/],
      [new Response("busy", { status: 503 }), "unreachable", /503/],
      [new Response("slow down", { status: 429 }), "unreachable", /429/],
      [Response.json({ error_code: 40101, message: "Who?" }, { status: 401 }), "refused", /Who/],
    ];
    for (const [answer, problem, text] of answers) {
      fake.fault = () => answer;
      await fails(registry.byId(1), problem, text);
    }
    fake.fault = () => new Response("x".repeat(1_100_000));
    await fails(registry.byId(1), "nonsense", /without end/);
  }));

Deno.test("A registry that does not answer, or is not there, is an outage", () =>
  withRegistry(async (fake) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    fake.fault = () => promise;
    await fails(registryOf(fake, 50).byId(1), "unreachable", /no answer in 0.05 s/);
    const stop = new AbortController();
    const asked = registryOf(fake).byId(1, stop.signal);
    stop.abort(new Error("Enough"));
    await rejects(asked, /Enough/);
    resolve(Response.json({}));
    await fake.stop();
    await fails(registryOf(fake).byId(1), "unreachable", /cannot be reached: .*refused/i);
    fake.start();
  }));
