import { deepEqual, match, ok } from "node:assert/strict";
import { TestProgram } from "./program.ts";

/** The programs that start in the same way. */
export const PROGRAMS = ["producer", "consumer"] as const;
type Folder = typeof PROGRAMS[number];
/** What each needs for a test. */
export const OPTIONS: Readonly<Record<Folder, readonly string[]>> = {
  producer: ["--health-port=off"],
  consumer: ["--health-port=off", "--output=none"],
};

/** How a start failed. */
export interface Failure {
  readonly exit: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly program: TestProgram;
}

/** Starts both programs and waits until both have failed. */
export async function failures(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Failure[]> {
  return await Promise.all(PROGRAMS.map(async (folder) => {
    await using program = await TestProgram.start(folder, [...OPTIONS[folder], ...args], { env });
    const { code: exit } = await program.end();
    const failed = program.events.find(({ event }) => event === "failed");
    ok(failed, `${folder} did not fail:\n${program.stderr}`);
    const { code, message, remedy } = failed;
    return {
      ...{ exit, program },
      ...{ code: String(code), message: String(message), remedy: String(remedy) },
    };
  }));
}

/** Expects both programs to fail for this reason and no other. */
export async function expectFailure(
  args: readonly string[],
  expected: {
    readonly code: string;
    readonly exit: number;
    readonly message: RegExp;
    readonly remedy: RegExp;
  },
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const failure of await failures(args, env)) {
    deepEqual([failure.code, failure.exit], [expected.code, expected.exit]);
    match(failure.message, expected.message);
    match(failure.remedy, expected.remedy);
  }
}

/** Starts both programs and waits until both are at work; then ends them. */
export async function expectStart(
  args: readonly string[],
  meanwhile = async () => {},
): Promise<void> {
  const programs = await Promise.all(
    PROGRAMS.map((folder) => TestProgram.start(folder, [...OPTIONS[folder], ...args])),
  );
  try {
    await meanwhile();
    await Promise.all(programs.map((program) => program.event("startup_complete", 60)));
    const ends = await Promise.all(programs.map((program) => program.stop()));
    deepEqual(ends.map(({ code }) => code), PROGRAMS.map(() => 0));
  } finally {
    await Promise.all(programs.map((program) => program[Symbol.asyncDispose]()));
  }
}
