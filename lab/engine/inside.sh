#!/bin/sh
# The engine's first process, in namespaces of its own for mounts, network and processes: its
# bridge, its packet filter and its mounts end with it, and the user's own engine sees none of them.
# Usage: inside.sh FOLDER CONTROL_GROUP [tied]     tied: end when stdin does
set -eu
folder=$1 group=$2 tie=${3:-}

# No way back to the machine's network.
exec 8<&-
. "${0%/*}/own_sys.sh"
# What the machine's own engine has there is hidden.
mount -t tmpfs tmpfs /run
[ ! -d /etc/docker ] || mount -t tmpfs tmpfs /etc/docker
ip link set lo up
echo '{}' >/run/daemon.json

dockerd --config-file /run/daemon.json --host "unix://$folder/docker.sock" \
  --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid \
  --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$group" --log-level warn <&- &
dockerd=$!
trap 'kill -TERM $dockerd 2>/dev/null || :' TERM INT HUP
if [ "$tie" = tied ]; then
  exec 3<&0
  { cat <&3 >/dev/null; kill -TERM 1; } &
fi
# A trap ends a wait, not the process that is waited for.
while kill -0 $dockerd 2>/dev/null; do wait $dockerd || :; done

rm -f "$folder/docker.sock"
for top in "/sys/fs/cgroup/$group" /sys/fs/cgroup/*/"$group"; do
  [ ! -d "$top" ] || find "$top" -depth -type d -exec rmdir {} \; 2>/dev/null || :
done
