#!/bin/sh
# A host's first process, in namespaces of its own for mounts, network, names and processes.
# Usage: inside.sh FOLDER NAME ADDRESS CONTROL_GROUP MIRROR
#   FOLDER/disk is what the host writes: it lasts until the lab goes down.
set -eu
folder=$1 name=$2 address=$3 group=$4 mirror=$5
here=${0%/*}
. "$here/link.sh"
ip route add default via "$mirror"
echo "$name" >/proc/sys/kernel/hostname
. "$here/../engine/own_sys.sh"

# The machine's own system, to which the host writes nothing: what it changes is on its disk.
for top in etc opt usr var; do
  mkdir -p "$folder/disk/$top" "$folder/disk/.work/$top"
  layers="lowerdir=/$top,upperdir=$folder/disk/$top,workdir=$folder/disk/.work/$top"
  mount -t overlay -o "$layers" overlay "/$top"
done
# Nothing of people's folders, nor of what runs on the machine.
mkdir -p "$folder/disk/docker" "$folder/disk/home"
mount --bind "$folder/disk/root" /root
mount --bind "$folder/disk/home" /home
mkdir -p /var/lib/docker
mount --bind "$folder/disk/docker" /var/lib/docker
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -m 1777 /run/lock
mkdir /run/sshd /run/lab
# Its own part of the lab; nothing of the other hosts'.
mount --bind "$folder" /run/lab
mount -t tmpfs tmpfs /srv
folder=/run/lab

# A new disk: no settings of the machine's own Docker, and the lab's names.
if [ ! -e "$folder/disk/installed" ]; then
  rm -rf /etc/docker
  mkdir /etc/docker
  echo "$name" >/etc/hostname
  cat "$folder/hosts" >/etc/hosts
  rm -f /etc/resolv.conf
  # It refuses at once. Docker would not hand an address of this host's on to containers.
  printf 'nameserver %s\noptions timeout:1 attempts:1\n' "$mirror" >/etc/resolv.conf
  touch "$folder/disk/installed"
fi

# Here "lab cut" puts its rules; Docker's own do not come before these.
iptables -t raw -N LAB-CUT
for chain in PREROUTING OUTPUT; do iptables -t raw -A $chain -j LAB-CUT; done

docker_daemon() {
  rm -f /run/docker.pid
  dockerd --host unix:///run/docker.sock --host "unix://$folder/docker.sock" \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$group" \
    --registry-mirror "http://$mirror:5000" --log-level warn
}
# As a service manager does: what ends is started again.
keep() { while :; do "$@" || echo "$1 has ended: $?"; sleep 1; done; }
keep docker_daemon &
keep /usr/sbin/sshd -D -e -f "$folder/sshd_config" &
# Takes note of processes that others have left, too.
while :; do wait; done
