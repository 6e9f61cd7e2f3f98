#!/bin/bash
# Runs a class of Kafka's on Java, with the variables that Kafka's own script knows.
: "${KAFKA_HEAP_OPTS:=-Xmx256M}"
: "${KAFKA_LOG4J_OPTS:=-Dlog4j2.configurationFile=/opt/kafka/config/tools-log4j2.yaml}"
: "${KAFKA_JVM_PERFORMANCE_OPTS:=-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -Djava.awt.headless=true}"
# shellcheck disable=SC2086 # lists of options
exec java $KAFKA_HEAP_OPTS $KAFKA_JVM_PERFORMANCE_OPTS $KAFKA_LOG4J_OPTS -Dkafka.logs.dir=/opt/kafka/logs \
  -cp '/opt/kafka/libs/*' $KAFKA_OPTS "$@"
