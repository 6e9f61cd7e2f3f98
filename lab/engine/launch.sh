#!/bin/sh
# Becomes the parent of a box: processes in namespaces of their own, of which SCRIPT is the first. The
# lock goes to everything inside and so is free again when the last of it has ended, however it ended.
# Exit code 75: another box has it. Descriptor 8 is the machine's network, for the script to use or close.
# Usage: launch.sh FOLDER SCRIPT [ARGUMENT...]
folder=$1 script=$2
shift 2
exec 9>"$folder/lock" 8</proc/self/ns/net
# A look at whether it is taken takes it for a moment.
flock --timeout 0.5 9 || exit 75
# Whoever removes the folder has the lock, too.
[ "$folder/lock" -ef /proc/self/fd/9 ] || exit 75
# When this process is killed, the kernel kills the first process inside, and with it all others.
exec unshare --mount --net --uts --pid --fork --kill-child=KILL --mount-proc \
  sh "$script" "$folder" "$@"
