#!/bin/sh
# lab/up, lab/kill HOST and their like: "deno task lab" with the command that this is started under.
set -eu
name=${0##*/}
cd "${0%/*}/.."
if command -v deno >/dev/null 2>&1; then
  exec deno task --quiet lab "$name" "$@"
fi
exec npx -y deno@2.9.6 task --quiet lab "$name" "$@"
