/** An image of the project. */
export interface Image {
  /** Its program, the folder of its Dockerfile, and its name behind `kafka-sim/`. */
  readonly program: string;
}

/** All of them. */
export const IMAGES: readonly Image[] = [
  { program: "producer" },
  { program: "consumer" },
  { program: "auditor" },
];
