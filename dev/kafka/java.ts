import { runTool } from "./tool.ts";
import { LEAST_JAVA } from "./version.ts";

/** A Java that can run Kafka. */
export interface Java {
  /** The program itself, never a wrapper around it. */
  readonly command: string;
  readonly home: string;
  /** As Java writes it, such as `17.0.15`. */
  readonly version: string;
  readonly major: number;
}

/** What {@linkcode findJava} found: a fitting Java, or why there is none. */
export interface JavaSearch {
  readonly java: Java | undefined;
  /** One sentence for each Java that does not fit. */
  readonly refused: readonly string[];
}

/** Looks for Java in `JAVA_HOME`, then in `PATH`. */
export async function findJava(env: (name: string) => string | undefined): Promise<JavaSearch> {
  const refused: string[] = [];
  for (const [origin, command] of candidates(env)) {
    const java = await inspectJava(command);
    if (java && java.major >= LEAST_JAVA) return { java, refused };
    if (java) {
      refused.push(`Java ${java.version} of ${origin} is too old: Kafka needs ${LEAST_JAVA}`);
    } else if (origin === "JAVA_HOME") {
      refused.push(`JAVA_HOME names no Java: ${command} does not run`);
    }
  }
  return { java: undefined, refused };
}

function candidates(env: (name: string) => string | undefined): [string, string][] {
  const home = env("JAVA_HOME");
  const folders = (env("PATH") ?? "").split(":").filter((folder) => folder !== "");
  return [
    ...(home ? [["JAVA_HOME", `${home}/bin/java`] as [string, string]] : []),
    ...folders.map((folder): [string, string] => [folder, `${folder}/java`]),
  ];
}

/** Asks this program whether it is a Java, and which; undefined if it is none. */
export async function inspectJava(command: string): Promise<Java | undefined> {
  let real: string;
  try {
    real = await Deno.realPath(command);
  } catch {
    return undefined;
  }
  return await readRelease(real) ?? await askJava(real);
}

/** Every JDK says in a file which one it is: that saves starting it. */
async function readRelease(command: string): Promise<Java | undefined> {
  if (!command.endsWith("/bin/java")) return undefined;
  const home = command.slice(0, -"/bin/java".length);
  const text = await Deno.readTextFile(`${home}/release`).catch(() => "");
  const version = /^JAVA_VERSION="([^"]+)"/m.exec(text)?.[1];
  return version ? describe(home, version) : undefined;
}

/** Wrappers, such as macOS's `/usr/bin/java`, must be asked. */
async function askJava(command: string): Promise<Java | undefined> {
  const { success, stderr } = await runTool([command, "-XshowSettings:properties", "-version"]);
  const home = /^\s*java\.home = (.+)$/m.exec(stderr)?.[1];
  const version = /^\s*java\.version = (\S+)$/m.exec(stderr)?.[1];
  return success && home && version ? describe(home, version) : undefined;
}

function describe(home: string, version: string): Java {
  return { command: `${home}/bin/java`, home, version, major: majorOf(version) };
}

/** `17.0.15` is 17, and the old manner `1.8.0_392` is 8. */
export function majorOf(version: string): number {
  const [, first, second] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return first === "1" && second ? Number(second) : Number(first ?? 0);
}
