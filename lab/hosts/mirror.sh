#!/bin/sh
# The registry's first process. It is the hosts' gateway and name server, too, and refuses both at
# once: what would go outside fails without a wait.
# Usage: mirror.sh FOLDER NAME ADDRESS CONFIGURATION
set -eu
name=$2 address=$3 configuration=$4
. "${0%/*}/link.sh"
echo 1 >/proc/sys/net/ipv4/ip_forward
# Each refusal is told, not one a second.
echo 0 >/proc/sys/net/ipv4/icmp_ratelimit
ip route add unreachable default
exec docker-registry serve "$configuration"
