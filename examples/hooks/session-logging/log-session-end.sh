#!/usr/bin/env bash
# Appends one line to session.log when a session ends, with its duration where the hook knows it.
set -euo pipefail

if [ -z "${CODEX_SESSION_ID:-}" ]; then
  echo "CODEX_SESSION_ID is not set: this script is run by a session_end hook." >&2
  exit 1
fi

# A value with a line break must not be able to begin a line of its own.
one_line() {
  printf '%s' "$1" | LC_ALL=C tr -d '\000-\037\177'
}

# Milliseconds in words: 303000 is "5m 3s".
spoken() {
  local seconds=$(($1 / 1000))
  if [ "${seconds}" -ge 3600 ]; then
    printf '%dh %dm' "$((seconds / 3600))" "$((seconds % 3600 / 60))"
  elif [ "${seconds}" -ge 60 ]; then
    printf '%dm %ds' "$((seconds / 60))" "$((seconds % 60))"
  else
    printf '%ds' "${seconds}"
  fi
}

codex_home="${CODEX_HOME:-${HOME}/.codex}"
log_file="${codex_home}/session.log"
timestamp="${CODEX_TIMESTAMP:-$(date -u '+%Y-%m-%dT%H:%M:%SZ')}"

details=""
# Digits alone, and few enough to count with; "10#" because 08 would be read as octal.
if [[ "${CODEX_DURATION:-}" =~ ^[0-9]{1,15}$ ]]; then
  milliseconds=$((10#${CODEX_DURATION}))
  details=" ($(spoken "${milliseconds}"), ${milliseconds} ms)"
fi

line="[${timestamp}] [INFO] Session ended: ${CODEX_SESSION_ID}${details}"

umask 077
mkdir -p "${codex_home}"
printf '%s\n' "$(one_line "${line}")" >>"${log_file}"
