#!/bin/bash
# Runs the one jar of $JAVA_APP_DIR.
# shellcheck disable=SC2086 # lists of options
exec java -XX:MaxRAMPercentage=50 $JAVA_OPTIONS $JAVA_OPTS_APPEND -jar "$JAVA_APP_DIR"/*-runner.jar
