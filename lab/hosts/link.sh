# For the first process of a station to source: a link from its own network to the bridge. Descriptor 8
# is the machine's network and is closed here. A link that a killed station has left is replaced.
# Takes $name and $address.
on_machine() { nsenter --net=/proc/self/fd/8 ip "$@"; }
on_machine link del "kslab-$name" 2>/dev/null || :
on_machine link add "kslab-$name" type veth peer name eth0 netns 1
on_machine link set "kslab-$name" master kslab up
exec 8<&-
ip link set lo up
# The same each time, as with a machine: others remember it.
ip link set eth0 address "$(printf '02:6b:73:00:00:%02x' "${address##*.}")" up
ip address add "$address/24" dev eth0
