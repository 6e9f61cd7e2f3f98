/** Which Kafka a suite works on: one node, or three that it may break. */
export type Need = "single" | "three";

/** One file of tests that need more than one room. */
export interface Suite {
  /** Its file is `tests/<name>_test.ts`. */
  readonly name: string;
  /** What it proves, in a line. */
  readonly meaning: string;
  readonly needs: readonly Need[];
  /** It kills nodes, so no other suite may use its clusters meanwhile. */
  readonly breaksNodes?: true;
  /** It measures times, so nothing else may run meanwhile. */
  readonly isAlone?: true;
  /** Takes too long, or more of a machine, than for every time: runs only where it is named. */
  readonly isOnRequest?: true;
  /** Seconds after which it counts as hung. */
  readonly limit: number;
}

/** All suites; those that run beside each other start in this order, the longest first. */
export const SUITES: readonly Suite[] = [
  {
    name: "faults",
    meaning:
      "SIGKILL, SIGTERM and SIGSTOP of a leader lose nothing and last no longer than allowed",
    needs: ["three"],
    isAlone: true,
    limit: 480,
  },
  {
    name: "drills",
    meaning: "three drills pass, and what two plants damage is found",
    needs: [],
    isAlone: true,
    limit: 900,
  },
  {
    name: "throughput",
    meaning: "ticks per second through the lanes",
    needs: ["three"],
    isAlone: true,
    limit: 120,
  },
  {
    name: "malformed",
    meaning:
      "records that are no ticks reach the dead letter topic unchanged, and starve no others",
    needs: ["three"],
    breaksNodes: true,
    limit: 180,
  },
  {
    name: "images",
    meaning: "the images build, hold nothing they should not, and may do only what they should",
    needs: [],
    isAlone: true,
    isOnRequest: true,
    limit: 600,
  },
  {
    name: "compose",
    meaning: "compose.yaml: healthy, limited, isolated, scaled, and whole after any kill -9",
    needs: [],
    isAlone: true,
    isOnRequest: true,
    limit: 900,
  },
  {
    name: "lab",
    meaning: "three hosts: own Docker and disk, cut, killed, started, and gone without a trace",
    needs: [],
    isAlone: true,
    isOnRequest: true,
    limit: 300,
  },
  {
    name: "auditor",
    meaning: "the auditor passes a quiet run, finds what is tampered with, and survives kill -9",
    needs: ["three", "single"],
    limit: 240,
  },
  {
    name: "auditor_report",
    meaning: "a report in Chromium asks for nothing, shows all and fits a phone",
    needs: [],
    limit: 120,
  },
  {
    name: "ctrl_c",
    meaning: "Ctrl-C at random moments of `task dev` leaves nothing behind",
    needs: [],
    limit: 300,
  },
  {
    name: "kills",
    meaning: "after kill -9 of producers and consumers every acknowledged record is consumed",
    needs: ["single"],
    limit: 180,
  },
  {
    name: "dev",
    meaning: "`task dev` ends by itself, by signals and by kill -9, and keeps what it is told to",
    needs: [],
    limit: 180,
  },
  {
    name: "dev_docker",
    meaning:
      "`task dev` without Java and Python runs its Kafka in Docker, and leaves nothing there",
    needs: [],
    isAlone: true,
    isOnRequest: true,
    limit: 480,
  },
  {
    name: "permissions",
    meaning: "programs work with the permissions they publish, and name the one that is missing",
    needs: ["single"],
    limit: 180,
  },
  {
    name: "growth",
    meaning: "partitions added while producer and consumer run are used within a minute",
    needs: ["single"],
    limit: 120,
  },
  {
    name: "interop",
    meaning: "Kafka's own Java programs read what is written here, and the other way round",
    needs: ["single"],
    limit: 120,
  },
  {
    name: "startup",
    meaning: "each start that cannot succeed says why, and what to do",
    needs: ["single"],
    limit: 120,
  },
  {
    name: "table",
    meaning: "the table fits terminals of 60 and of 160 columns",
    needs: ["single"],
    limit: 120,
  },
  {
    name: "schemas",
    meaning:
      "ticks as Avro under a real registry: read elsewhere, evolved, refused, through an outage",
    needs: ["single"],
    limit: 240,
  },
  {
    name: "topics",
    meaning: "`task topics` creates, checks and grows topics",
    needs: ["single", "three"],
    limit: 120,
  },
  {
    name: "settings",
    meaning: "every wrong setting is reported, all at once, before any connection",
    needs: [],
    limit: 120,
  },
  {
    name: "jsr",
    meaning: "the programs start with JSR's packages and with the stand-ins",
    needs: [],
    limit: 120,
  },
  {
    name: "memory",
    meaning: "10,000 ticks/s for ten minutes: memory stays flat and below 256 MB",
    needs: ["single"],
    isAlone: true,
    isOnRequest: true,
    limit: 900,
  },
  {
    name: "auditor_memory",
    meaning: "10,000 ticks/s for ten minutes: the auditor takes at most 512 MB, and judges in time",
    needs: ["single"],
    isAlone: true,
    isOnRequest: true,
    limit: 1_200,
  },
];

/**
 * The suites of these names, or all that run every time.
 *
 * @throws {Error} If there is no such suite.
 */
export function chooseSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = SUITES.map(({ name }) => name).join(", ");
    throw new Error(`Cannot find suite "${unknown.join('", "')}": there are ${known}`);
  }
  return SUITES.filter(({ name, isOnRequest }) =>
    names.length > 0 ? names.includes(name) : !isOnRequest
  );
}
