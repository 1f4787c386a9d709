#!/bin/sh
# The command stands in CODEX_COMMAND; the whole event is JSON on stdin.
case "$CODEX_COMMAND" in
  *production.db*)
    echo "production.db is not to be touched. Work on a copy named scratch.db." >&2
    exit 2
    ;;
esac
