import { deepEqual, equal } from "node:assert/strict";
import { describeSubject } from "./describe_subject.ts";
import { Registry } from "./registry.ts";
import { withRegistry } from "./testing.ts";

function record(...fields: unknown[]): string {
  return JSON.stringify({ type: "record", name: "R", fields });
}

Deno.test("A subject without a schema says so", () =>
  withRegistry(async ({ url }) => {
    equal(
      await describeSubject(new Registry(url), "s-value"),
      "s-value: no schema is registered\n",
    );
  }));

Deno.test("A subject is told version by version, with what each has changed, and the latest whole", () =>
  withRegistry(async (fake) => {
    const price = { name: "price", type: "double" };
    const latest = record(price, { name: "venue", type: "string", default: "" });
    fake.add("s-value", record(price));
    fake.add("s-value", latest);
    const text = await describeSubject(new Registry(fake.url), "s-value");
    const [head, first, second, ...schema] = text.split("\n");
    deepEqual([head, first, second], [
      "s-value, compatibility NONE",
      "version 1, id 1",
      'version 2, id 2: field "venue" (string) is new',
    ]);
    deepEqual(JSON.parse(schema.join("\n")), JSON.parse(latest));
  }));

Deno.test("A schema of another kind is shown as it is", () =>
  withRegistry(async (fake) => {
    fake.add("s-value", 'syntax = "proto3";');
    const text = await describeSubject(new Registry(fake.url), "s-value");
    equal(text.split("\n")[2], 'syntax = "proto3";');
  }));
