#!/usr/bin/env bash
# Tells a Slack channel what happened: a failure, the end of a task, the begin or the end of a session.
#
# SLACK_WEBHOOK_URL is the address of an incoming webhook. It is a secret: it goes to curl through a pipe, because
# everybody on a machine can read the words of a command. What an event says is text and nothing else: it can neither
# end the JSON that it is put into nor call the channel together with "<!channel>".
set -euo pipefail

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

url="${SLACK_WEBHOOK_URL:-}"
timeout="${SLACK_TIMEOUT:-10}"
event="${CODEX_EVENT_TYPE:-}"

[ -n "${url}" ] || fail "SLACK_WEBHOOK_URL is not set. Make an incoming webhook in Slack and export its address."
[ -n "${event}" ] || fail "CODEX_EVENT_TYPE is not set: this script is run by a hook."
[[ "${timeout}" =~ ^[1-9][0-9]{0,3}$ ]] || fail "SLACK_TIMEOUT is not a number of seconds."
# http: is for a server on this machine alone. No quote or backslash can end the value in curl's configuration.
https='^https://[^/[:space:]"\\]+/[^[:space:]"\\]*$'
loopback='^http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?/[^[:space:]"\\]*$'
[[ "${url}" =~ ${https} || "${url}" =~ ${loopback} ]] || fail "SLACK_WEBHOOK_URL is not an https:// address."
command -v curl >/dev/null || fail "curl is not installed; it sends the message."

# Takes out what looks like a secret, then what Slack would read as a mention or a link; cuts what is too long.
plain() {
  printf '%s' "${1:0:1500}" |
    sed -E -e 's/([Bb]earer|[Bb]asic) +[A-Za-z0-9+\/=._~-]{8,}/\1 ***/g' \
      -e 's/(sk-|gh[pousr]_|xox[a-z]-|AKIA)[A-Za-z0-9_-]{8,}/***/g' \
      -e 's/(([Tt]oken|TOKEN|[Ss]ecret|SECRET|[Pp]assword|PASSWORD|[Kk]ey|KEY)["'\'']?[=:] *)[^[:space:]"'\'']{6,}/\1***/g' \
      -e 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

# One JSON text, quotes included.
json() {
  if command -v jq >/dev/null; then
    jq -Rs .
  elif command -v python3 >/dev/null; then
    python3 -c 'import json, sys; print(json.dumps(sys.stdin.buffer.read().decode("utf-8", "replace")))'
  elif command -v node >/dev/null; then
    node -e 'let s = ""; process.stdin.setEncoding("utf8").on("data", (d) => (s += d)).on("end", () => console.log(JSON.stringify(s)))'
  else
    fail "Neither jq nor python3 nor node is installed; one of them writes the message."
  fi
}

# Milliseconds in words, empty when they are not known.
spoken() {
  [[ "${CODEX_DURATION:-}" =~ ^[0-9]{1,15}$ ]] || return 0
  local seconds=$((10#${CODEX_DURATION} / 1000))
  printf ' after %dm %ds' "$((seconds / 60))" "$((seconds % 60))"
}

colour="#439fe0"
details=""
case "${event}" in
  session_start) title=":rocket: Session started" ;;
  session_end) title=":checkered_flag: Session ended$(spoken)" ;;
  task_start)
    title=":arrow_forward: Task started"
    details="${CODEX_PROMPT:-}"
    ;;
  task_complete)
    if [ "${CODEX_SUCCESS:-}" = "false" ]; then
      title=":x: Task failed$(spoken)" colour="danger"
    else
      title=":white_check_mark: Task completed$(spoken)" colour="good"
    fi
    ;;
  error.occurred)
    title=":rotating_light: Error" colour="danger"
    details="${CODEX_ERROR:-}"
    [ -z "${CODEX_CONTEXT:-}" ] || details="${details}"$'\n'"While: ${CODEX_CONTEXT}"
    ;;
  *)
    title=":information_source: ${event}"
    details="${CODEX_COMMAND:-}"
    ;;
esac
# The last folder says which project; the whole path tells more about the machine than a channel needs.
workdir="${CODEX_WORKDIR:-}"
footer="session ${CODEX_SESSION_ID:-unknown}${workdir:+, ${workdir##*/}}${CODEX_MODEL:+, ${CODEX_MODEL}}"

title_json="$(plain "${title}" | json)"
details_json="$(plain "${details}" | json)"
footer_json="$(plain "${footer}" | json)"

payload="$(printf '{"text":%s,"attachments":[{"color":"%s","text":%s,"footer":%s,"fallback":%s}]}' \
  "${title_json}" "${colour}" "${details_json}" "${footer_json}" "${title_json}")"

# --disable: nobody's ~/.curlrc. No redirect is followed: the message is for the address that was given.
answer="$(
  printf '%s' "${payload}" | curl --disable --silent --show-error --max-time "${timeout}" \
    --max-filesize 65536 --header 'Content-Type: application/json' --data-binary @- --output /dev/null \
    --write-out '%{http_code}' --config <(printf 'url = "%s"\n' "${url}") 2>&1
)" || fail "Slack was not reached: ${answer//${url}/the address}"
case "${answer}" in
  2??) ;;
  *) fail "Slack did not take the message: status ${answer}." ;;
esac
