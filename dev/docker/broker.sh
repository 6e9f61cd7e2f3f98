#!/bin/sh
# Runs the broker of compose.yaml in Docker for as long as this process lives, and then takes all of
# it away. Its life is a pipe whose other end only this process holds: however this process ends,
# kill -9 too, the pipe does, and the broker reads that. Its container then removes itself, even if
# nothing is left out here that could.
# Usage: broker.sh PIPE PROJECT COMPOSE_FILE PORT
pipe=$1 project=$2 file=$3 KAFKA_HOST_PORT=$4
# What a user has set, here or in a .env file, is for another Kafka than this one.
KAFKA_CLUSTER_ID=
export KAFKA_HOST_PORT KAFKA_CLUSTER_ID

compose() {
  docker compose --project-name "$project" --file "$file" --env-file /dev/null "$@"
}

# As the container's first process: when it ends, the kernel ends all in there.
# shellcheck disable=SC2016
inside='exec 3<&0
/etc/kafka/docker/run 3<&- </dev/null & broker=$!
{ read -r _ <&3; kill -KILL $broker; } &
wait $broker'

mkfifo "$pipe" || exit 1
# In both directions first: to open one waits for the other.
exec 8<>"$pipe" || exit 1
exec 7<"$pipe"
exec 9>"$pipe" 8>&-
{
  trap '' TERM INT HUP
  compose run --rm -T --service-ports kafka bash -c "$inside"
  code=$?
  compose down --volumes --remove-orphans --timeout 0
  exit $code
} <&7 7<&- 9>&- &
work=$!
exec 7<&-

asked=
trap 'asked=yes; exec 9>&-' TERM INT HUP
wait $work
code=$?
if [ -n "$asked" ]; then
  # The signal has ended the wait only.
  trap '' TERM INT HUP
  wait $work
  exit 0
fi
# Ended by itself, even if in order: nobody had asked for that.
[ $code -ne 0 ] || code=1
exit $code
