#!/usr/bin/env bash
# Appends one line to session.log when a session begins.
# Prints nothing: what a hook prints when a session begins is added to the conversation.
set -euo pipefail

if [ -z "${CODEX_SESSION_ID:-}" ]; then
  echo "CODEX_SESSION_ID is not set: this script is run by a session_start hook." >&2
  exit 1
fi

# A value with a line break must not be able to begin a line of its own.
one_line() {
  printf '%s' "$1" | LC_ALL=C tr -d '\000-\037\177'
}

codex_home="${CODEX_HOME:-${HOME}/.codex}"
log_file="${codex_home}/session.log"
timestamp="${CODEX_TIMESTAMP:-$(date -u '+%Y-%m-%dT%H:%M:%SZ')}"

details=""
if [ -n "${CODEX_MODEL:-}" ]; then
  details="model ${CODEX_MODEL}"
fi
if [ -n "${CODEX_PROVIDER:-}" ]; then
  details="${details:+${details}, }provider ${CODEX_PROVIDER}"
fi
if [ -n "${CODEX_WORKDIR:-}" ]; then
  details="${details:+${details}, }${CODEX_WORKDIR}"
fi

line="[${timestamp}] [INFO] Session started: ${CODEX_SESSION_ID}${details:+ (${details})}"

# The log says what was worked on, so it is its owner's alone.
umask 077
mkdir -p "${codex_home}"
printf '%s\n' "$(one_line "${line}")" >>"${log_file}"
