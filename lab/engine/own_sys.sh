# For the first process of a box to source: a /sys of its own network, where dockerd looks its bridge
# up. The control groups stay the machine's. Takes the box's folder as $folder.
mkdir -p "$folder/cgroup"
mount --rbind /sys/fs/cgroup "$folder/cgroup"
mount -t sysfs sysfs /sys
mount --rbind "$folder/cgroup" /sys/fs/cgroup
