/** The version of the local Kafka; `pom.xml` names the same one. */
export const KAFKA_VERSION = "4.3.1";

/** The version of Scala in the name of Kafka's release archive. */
export const SCALA_VERSION = "2.13";

/** The least Java that this Kafka's broker runs on. */
export const LEAST_JAVA = 17;
