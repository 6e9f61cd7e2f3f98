#!/bin/sh
# Deno's own commands and options are Deno's; a program of the image is run as it is.
case ${1:-} in
  -*) exec deno "$@" ;;
esac
if ! deno help "${1:-}" >/dev/null 2>&1 && command -v "$1" >/dev/null; then exec "$@"; fi
exec deno "$@"
