import { rejects } from "node:assert/strict";
import { readSettings } from "@kafka-sim/common/settings";
import type { SourceOptions } from "../kafka_source.ts";
import { devSettings } from "../settings.ts";
import type { Docker } from "./docker.ts";
import { startInDocker } from "./start_in_docker.ts";

function options(args: string[]): SourceOptions {
  return {
    settings: readSettings(devSettings, { args, env: () => undefined }),
    signal: new AbortController().signal,
    progress: () => {},
  } as unknown as SourceOptions;
}

const missing: Docker = () =>
  Promise.resolve({ success: false, code: 127, stdout: "", stderr: "not found" });
const present: Docker = () =>
  Promise.resolve({ success: true, code: 0, stdout: "image", stderr: "" });

Deno.test("startInDocker() refuses what one broker without a kept volume cannot do", async () => {
  const args = ["--cluster=3", "--keep=folder", "--registry"];
  const message = /cannot do --cluster 3, --keep, --registry$/;
  await rejects(startInDocker(options(args), present), { code: "docker_unfit", message });
});

Deno.test("startInDocker() speaks of that only where there is a Docker", async () => {
  await rejects(startInDocker(options(["--registry"]), missing), { code: "docker_missing" });
});
