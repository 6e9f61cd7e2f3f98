#!/bin/sh
# Ends what a run leaves behind once its supervisor is gone, however it went: kill -9, a closed
# terminal, a crash. Stdin is a pipe whose other end only the supervisor holds. The line "done" on it
# means that all is in order; its end without that line means that the supervisor is dead.
# Usage: guard.sh RUN_FOLDER
trap '' HUP INT TERM
. "${0%/*}/process.sh"
folder=$1
cd / || exit 1

read -r word && [ "$word" = done ] && exit 0

# Prints the ids of the run's processes that still live.
living() {
  for file in "$folder"/pids/*; do
    [ -f "$file" ] || continue
    { read -r pid && read -r start; } <"$file" || continue
    [ "$(started "$pid" 2>/dev/null | tr -s ' ')" = "$(echo "$start" | tr -s ' ')" ] && echo "$pid"
  done
}

# A process that starts just now may still enter the folder: look again until the folder is gone.
while [ -d "$folder" ]; do
  # A paused process takes SIGTERM only when it goes on.
  for pid in $(living); do kill -TERM "$pid" && kill -CONT "$pid"; done 2>/dev/null
  tenths=0
  while [ -n "$(living)" ] && [ $tenths -lt 50 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
  done
  for pid in $(living); do kill -KILL "$pid"; done 2>/dev/null
  rm -rf "$folder" 2>/dev/null || sleep 0.1
done
