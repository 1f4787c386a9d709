#!/usr/bin/env bash
# A hook to start from: copy it, keep the handlers that you need, and name it in hooks.toml:
#
#   [[hooks.task]]
#   event = "task_complete"
#   type = "script"
#   command = ["./my-hook.sh"]
#
# What it prints matters. On stdout: at session_start, task_start and agent.start it is added to the conversation, and a
# JSON object is an answer at every event. On stderr: with exit code 2 it is the reason of a refusal. So the log helpers
# write to a file and print nothing.
set -euo pipefail

# --- Configuration --------------------------------------------------------------------------------------------

codex_home="${CODEX_HOME:-${HOME}/.codex}"
LOG_FILE="${HOOK_LOG_FILE:-${codex_home}/hooks.log}"
TIMESTAMP="${CODEX_TIMESTAMP:-$(date -u '+%Y-%m-%dT%H:%M:%SZ')}"
NAME="$(basename "$0")"

# --- Helpers --------------------------------------------------------------------------------------------------

# One line, whatever is in the text: a value with a line break must not be able to begin a line of its own.
log() {
  local line
  line="$(printf '[%s] [%s] [%s] %s' "${TIMESTAMP}" "$1" "${NAME}" "$2" | LC_ALL=C tr '\000-\037\177' ' ')"
  printf '%s\n' "${line}" >>"${LOG_FILE}"
}

log_info() { log INFO "$1"; }
log_error() { log ERROR "$1"; }

# Refuses: a command before it runs, a prompt, the end of a task. The reason is for the model, so say what to do instead.
refuse() {
  log_info "Refused: $1"
  printf '%s\n' "$1" >&2
  exit 2
}

# --- Handlers: one for each event; the variables are those that the event brings ------------------------------

on_session_start() { log_info "Session started (model ${CODEX_MODEL:-unknown})"; }

on_session_end() { log_info "Session ended after ${CODEX_DURATION:-an unknown number of} ms"; }

on_task_start() { log_info "Task ${CODEX_TASK_ID:-unknown} started"; }

on_task_complete() {
  log_info "Task ${CODEX_TASK_ID:-unknown} completed: success=${CODEX_SUCCESS:-unknown}, ${CODEX_DURATION:-unknown} ms"
}

on_exec_before() {
  # For example: [[ "${CODEX_COMMAND:-}" != *production.db* ]] || refuse "Work on a copy of production.db."
  log_info "About to run ${CODEX_COMMAND:-an unknown command}"
}

on_exec_after() {
  log_info "Ran ${CODEX_COMMAND:-an unknown command}: exit code ${CODEX_EXIT_CODE:-unknown}, ${CODEX_DURATION:-unknown} ms"
}

on_patch_before() { log_info "About to change ${CODEX_TARGET_FILE:-a file}"; }

on_patch_after() { log_info "Changed ${CODEX_TARGET_FILE:-a file}: success=${CODEX_SUCCESS:-unknown}"; }

on_error_occurred() { log_error "${CODEX_ERROR:-an unknown error}${CODEX_CONTEXT:+ (${CODEX_CONTEXT})}"; }

# --- Main -----------------------------------------------------------------------------------------------------

main() {
  if [ -z "${CODEX_EVENT_TYPE:-}" ]; then
    printf '%s\n' "CODEX_EVENT_TYPE is not set: this script is run by a hook." >&2
    exit 1
  fi
  # The log says what was worked on, so it is its owner's alone.
  umask 077
  mkdir -p "$(dirname "${LOG_FILE}")"

  case "${CODEX_EVENT_TYPE}" in
    session_start) on_session_start ;;
    session_end) on_session_end ;;
    task_start) on_task_start ;;
    task_complete) on_task_complete ;;
    exec.before) on_exec_before ;;
    exec.after) on_exec_after ;;
    patch.before) on_patch_before ;;
    patch.after) on_patch_after ;;
    error.occurred) on_error_occurred ;;
    *) log_error "There is no handler for the event ${CODEX_EVENT_TYPE}" ;;
  esac
}

main "$@"
