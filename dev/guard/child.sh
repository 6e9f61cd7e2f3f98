#!/bin/sh
# Notes its process id for guard.sh, then becomes the command, which so keeps that id.
# Usage: child.sh RUN_FOLDER NAME STDOUT STDERR COMMAND...   ("-" for a stream: the caller's own)
. "${0%/*}/process.sh"
folder=$1 name=$2 out=$3 err=$4
shift 4
# Fails where the guard has already cleaned up: then nothing may start any more.
{ echo $$ && started $$; } >"$folder/pids/$name" || exit 1
[ "$out" = - ] || exec >>"$out"
[ "$err" = - ] || exec 2>>"$err"
exec "$@"
