import { exchange, type Question } from "./exchange.ts";
import { RegistryError } from "./registry_error.ts";

/** A schema as a registry keeps it. */
export interface RegisteredSchema {
  /** What stands in each record. */
  readonly id: number;
  /** Counts from 1 within the subject. */
  readonly version: number;
  /** Avro's JSON. */
  readonly schema: string;
}

/** What a registry answers for a subject, version or id that it does not know. */
const UNKNOWN = [40401, 40402, 40403, 40408];
const TIMEOUT_MS = 5_000;

/**
 * A schema registry by its Confluent-compatible API, as Apicurio, Confluent, Karapace and Redpanda have
 * it. Every method rejects with a {@linkcode RegistryError}, or the signal's reason.
 * Source: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
 */
export class Registry {
  readonly url: string;
  readonly #timeout: number;

  /** @param timeout Milliseconds for one answer. */
  constructor(url: string, timeout: number = TIMEOUT_MS) {
    this.url = url;
    this.#timeout = timeout;
  }

  /** The subjects' names: any registry can be asked that. */
  async subjects(signal?: AbortSignal): Promise<readonly string[]> {
    return this.#expect(await this.#ask("/subjects", { signal }), isTexts);
  }

  /** Undefined: there is no such id. */
  async byId(id: number, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#find(`/schemas/ids/${id}`, signal);
    if (answer === undefined) return undefined;
    return this.#expect(answer, hasAvroSchema).schema;
  }

  /** Undefined: the subject has no schema. */
  async latest(subject: string, signal?: AbortSignal): Promise<RegisteredSchema | undefined> {
    const answer = await this.#find(`/subjects/${encode(subject)}/versions/latest`, signal);
    return answer === undefined ? undefined : this.#expect(answer, isRegistered);
  }

  /** Numbers of a subject's versions, the first one first; empty where there is none. */
  async versions(subject: string, signal?: AbortSignal): Promise<readonly number[]> {
    const answer = await this.#find(`/subjects/${encode(subject)}/versions`, signal);
    return answer === undefined ? [] : this.#expect(answer, isNumbers);
  }

  /** One version; undefined where there is no such one. */
  async version(
    subject: string,
    version: number,
    signal?: AbortSignal,
  ): Promise<RegisteredSchema | undefined> {
    const answer = await this.#find(`/subjects/${encode(subject)}/versions/${version}`, signal);
    return answer === undefined ? undefined : this.#expect(answer, isRegistered);
  }

  /** The subject's compatibility level, or else the registry's: `NONE`, `BACKWARD` and so on. */
  async compatibility(subject: string, signal?: AbortSignal): Promise<string> {
    return await this.ownCompatibility(subject, signal) ??
      this.#levelOf(await this.#ask("/config", { signal }));
  }

  /** Undefined: the subject has no level of its own, and the registry's holds for it. */
  async ownCompatibility(subject: string, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#find(`/config/${encode(subject)}`, signal);
    return answer === undefined ? undefined : this.#levelOf(answer);
  }

  async setCompatibility(subject: string, level: string, signal?: AbortSignal): Promise<void> {
    const body = { compatibility: level };
    await this.#ask(`/config/${encode(subject)}`, { method: "PUT", body, signal });
  }

  /** Whether the registry would take this schema as the subject's next one. */
  async accepts(subject: string, schema: string, signal?: AbortSignal): Promise<boolean> {
    const path = `/compatibility/subjects/${encode(subject)}/versions/latest`;
    const answer = await this.#ask(path, { method: "POST", body: { schema }, signal });
    return this.#expect(answer, hasVerdict).is_compatible;
  }

  /** Adds the schema to the subject, where it is not in it yet. Resolves to its id. */
  async register(subject: string, schema: string, signal?: AbortSignal): Promise<number> {
    const path = `/subjects/${encode(subject)}/versions`;
    const answer = await this.#ask(path, { method: "POST", body: { schema }, signal });
    return this.#expect(answer, hasId).id;
  }

  async #find(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      return await this.#ask(path, { signal });
    } catch (error) {
      const code = error instanceof RegistryError ? error.errorCode : undefined;
      if (code !== undefined && UNKNOWN.includes(code)) return undefined;
      throw error;
    }
  }

  #ask(path: string, question: Omit<Question, "timeout">): Promise<unknown> {
    return exchange(`${this.url}${path}`, { ...question, timeout: this.#timeout });
  }

  #levelOf(answer: unknown): string {
    return this.#expect(answer, hasLevel).compatibilityLevel.toUpperCase();
  }

  #expect<T>(answer: unknown, is: (answer: unknown) => answer is T): T {
    if (is(answer)) return answer;
    const start = JSON.stringify(answer)?.slice(0, 60);
    throw new RegistryError("nonsense", `${this.url} answers what no registry does: ${start}`);
  }
}

const encode = encodeURIComponent;

function isTexts(answer: unknown): answer is string[] {
  return Array.isArray(answer) && answer.every((name) => typeof name === "string");
}

function isNumbers(answer: unknown): answer is number[] {
  return Array.isArray(answer) && answer.every((version) => Number.isSafeInteger(version));
}

function hasId(answer: unknown): answer is { id: number } {
  const { id } = Object(answer);
  return Number.isInteger(id) && id >= 0 && id < 2 ** 32;
}

/** Registries leave the type out where it is Avro. */
function hasAvroSchema(answer: unknown): answer is { schema: string } {
  return typeof Object(answer).schema === "string";
}

function isRegistered(answer: unknown): answer is RegisteredSchema {
  return hasId(answer) && hasAvroSchema(answer) && Number.isSafeInteger(Object(answer).version);
}

/** Confluent's own name differs between asking and setting. */
function hasLevel(answer: unknown): answer is { compatibilityLevel: string } {
  return typeof Object(answer).compatibilityLevel === "string";
}

function hasVerdict(answer: unknown): answer is { is_compatible: boolean } {
  return typeof Object(answer).is_compatible === "boolean";
}
