#!/bin/sh
# Becomes the parent of the engine's namespaces. The lock goes to everything inside and so is free
# again when the last of it has ended, however it ended. Exit code 75: another engine has it.
# Usage: launch.sh FOLDER CONTROL_GROUP [tied]
folder=$1
exec 9>"$folder/lock"
flock --nonblock 9 || exit 75
echo $$ >"$folder/pid"
# When this process is killed, the kernel kills the first process inside, and with it all others.
exec unshare --mount --net --pid --fork --kill-child=KILL --mount-proc \
  sh "${0%/*}/inside.sh" "$@"
