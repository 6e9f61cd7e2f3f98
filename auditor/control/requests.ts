import type { ExcusedWindow, FaultRequest, MarkRequest, Window } from "./contract.ts";

/** A request that is not understood, or not taken. */
export class RequestError extends Error {
  /** Of HTTP, 4xx. */
  readonly status: number;

  constructor(problem: string, status = 400) {
    super(problem);
    this.name = "RequestError";
    this.status = status;
  }
}

/** A mark with its time, milliseconds since 1970. */
export interface Mark {
  readonly name: string;
  readonly phase: string;
  readonly detail: string;
  readonly time: number;
}

const MOST_CHARACTERS = 2_000;

/**
 * Reads the body of `POST /mark`.
 *
 * @param now When it came in.
 * @throws {RequestError}
 */
export function readMark(body: unknown, now: number): Mark {
  const fields = readObject(body, ["name", "phase", "detail", "time"]);
  const { time } = fields;
  return {
    name: readText(fields, "name") ?? missing("name"),
    phase: readText(fields, "phase") ?? missing("phase"),
    detail: readText(fields, "detail") ?? "",
    time: time === undefined ? now : Date.parse(readTime(time, "time")),
  } satisfies Record<keyof MarkRequest, unknown>;
}

/**
 * Reads the body of `POST /fault`.
 *
 * @throws {RequestError}
 */
export function readFault(body: unknown): FaultRequest {
  const texts = ["expectation", "outcome", "proof", "planted", "doubt"];
  const others = ["limits", "bites", "kills", "excused", "forbidden"];
  const fields = readObject(body, ["name", ...texts, ...others]);
  const { limits, bites } = fields;
  if (bites !== undefined && !(Number.isInteger(bites) && Number(bites) >= 0)) {
    throw new RequestError('"bites" must be a whole number of at least 0');
  }
  const optional = [
    ...texts.map((name) => [name, readText(fields, name)]),
    ["limits", limits === undefined ? undefined : readLimits(limits)],
    ["bites", bites],
    ["kills", readNames(fields, "kills")],
    ["excused", readExcused(fields["excused"])],
    ["forbidden", readWindow(fields["forbidden"], "forbidden")],
  ].filter(([, value]) => value !== undefined);
  return { name: readText(fields, "name") ?? missing("name"), ...Object.fromEntries(optional) };
}

function readLimits(value: unknown): NonNullable<FaultRequest["limits"]> {
  const limits = readObject(value, ["writing", "reading"], "limits");
  for (const [name, limit] of Object.entries(limits)) {
    if (!(typeof limit === "number" && limit >= 0)) {
      throw new RequestError(`"limits.${name}" must be seconds of at least 0`);
    }
  }
  return limits;
}

function readExcused(value: unknown): ExcusedWindow | undefined {
  if (value === undefined) return undefined;
  const { partition, ...window } = readObject(value, ["from", "to", "partition"], "excused");
  const times = readWindow(window, "excused")!;
  if (partition === undefined) return times;
  if (Number.isInteger(partition) && Number(partition) >= 0) {
    return { ...times, partition: Number(partition) };
  }
  throw new RequestError('"excused.partition" must be a whole number of at least 0');
}

function readWindow(value: unknown, name: string): Window | undefined {
  if (value === undefined) return undefined;
  const { from, to } = readObject(value, ["from", "to"], name);
  const window = { from: readTime(from, `${name}.from`), to: readTime(to, `${name}.to`) };
  if (Date.parse(window.from) <= Date.parse(window.to)) return window;
  throw new RequestError(`"${name}.from" must not be after "${name}.to"`);
}

function readObject(
  value: unknown,
  names: readonly string[],
  what = "body",
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RequestError(`The ${what} must be a JSON object`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value as Record<string, unknown>;
  throw new RequestError(`"${unknown}" is not known: there are ${names.join(", ")}`);
}

function readText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === "string" && value.length <= MOST_CHARACTERS) return value;
  throw new RequestError(`"${name}" must be a text of at most ${MOST_CHARACTERS} characters`);
}

function readNames(fields: Record<string, unknown>, name: string): string[] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const isName = (one: unknown) => typeof one === "string" && one.length <= MOST_CHARACTERS;
  if (Array.isArray(value) && value.every(isName)) return value;
  throw new RequestError(
    `"${name}" must be a list of texts of at most ${MOST_CHARACTERS} characters`,
  );
}

function readTime(value: unknown, name: string): string {
  if (typeof value === "string" && !Number.isNaN(Date.parse(value))) return value;
  throw new RequestError(`"${name}" must be a time such as 2026-01-15T10:30:00.123Z`);
}

function missing(name: string): never {
  throw new RequestError(`"${name}" is missing`);
}
