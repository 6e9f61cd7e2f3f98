# Shared by guard.sh and child.sh; POSIX sh, for Linux and macOS.

# Prints when process $1 started. With the id it names a process for good: ids are used again.
started() {
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r line <"/proc/$1/stat" || return 1
    # The name in brackets may hold spaces; what follows it starts with field 3, we want field 22.
    # shellcheck disable=SC2086
    set -- ${line##*) }
    # Ended, and only not yet taken note of by its parent.
    [ "$1" != Z ] || return 1
    echo "${20}"
  else
    ps -o lstart= -p "$1"
  fi
}
