#!/bin/sh
# Deno's own commands and options are Deno's; anything else is a program of the image.
case ${1:-} in
  -* | add | bench | cache | check | clean | compile | coverage | doc | eval | fmt | help | info | init | \
    install | lint | outdated | publish | remove | repl | run | serve | task | test | types | upgrade)
    exec deno "$@"
    ;;
esac
exec "$@"
