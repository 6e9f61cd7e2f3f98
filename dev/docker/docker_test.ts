import { deepEqual, match, rejects } from "node:assert/strict";
import type { ToolResult } from "../kafka/tool.ts";
import { type Docker, ensureImage, requireDocker } from "./docker.ts";

const GOOD: ToolResult = { success: true, code: 0, stdout: "", stderr: "" };

function bad(stderr: string, code = 1): ToolResult {
  return { success: false, code, stdout: "", stderr };
}

/** A docker that answers by the first words that fit, and its log. */
function fake(answers: Readonly<Record<string, ToolResult>>) {
  const asked: string[] = [];
  const lines: string[] = [];
  const docker: Docker = (args) => {
    const command = args.join(" ");
    asked.push(command);
    const [, answer] = Object.entries(answers).find(([words]) => command.includes(words)) ?? [];
    return Promise.resolve(answer ?? GOOD);
  };
  const progress = (line: string) => void lines.push(line);
  return { asked, lines, options: { docker, progress, signal: new AbortController().signal } };
}

Deno.test("requireDocker() is content with an engine that answers and a compose plugin", async () => {
  await requireDocker(fake({}).options);
});

Deno.test("requireDocker() tells apart what is missing", async () => {
  const cases: [Readonly<Record<string, ToolResult>>, string, RegExp][] = [
    [{ version: bad("sh: docker: not found", 127) }, "docker_missing", /no docker in PATH/],
    [
      { "version --format": bad("warning\nCannot connect to the Docker daemon at unix:///x") },
      "docker_unanswered",
      /: Cannot connect to the Docker daemon at unix:\/\/\/x$/,
    ],
    [{ "compose version": bad("docker: unknown command") }, "compose_missing", /compose plugin/],
  ];
  for (const [answers, code, message] of cases) {
    await rejects(requireDocker(fake(answers).options), { code, message });
  }
});

Deno.test("ensureImage() pulls only what the engine lacks, and says so", async () => {
  const named = { "config --images": { ...GOOD, stdout: "apache/kafka:1\n" } };
  const there = fake(named);
  await ensureImage("c.yaml", there.options);
  deepEqual(there.lines, []);
  const lacking = fake({ ...named, "image inspect": bad("No such image") });
  await ensureImage("c.yaml", lacking.options);
  deepEqual(lacking.asked.at(-1), "pull --quiet apache/kafka:1");
  match(lacking.lines[0]!, /^Pulling apache\/kafka:1/);
});

Deno.test("ensureImage() says which image cannot be pulled, and why", async () => {
  const { options } = fake({
    "config --images": { ...GOOD, stdout: "apache/kafka:1\n" },
    "image inspect": bad("No such image"),
    pull: bad("Error response from daemon: no route to host"),
  });
  const message = /^Cannot pull apache\/kafka:1: .*no route to host$/;
  await rejects(ensureImage("c.yaml", options), { code: "image_not_pulled", message });
});
