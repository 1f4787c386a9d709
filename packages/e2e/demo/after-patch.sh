#!/bin/sh
cat <<EOF
{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"$CODEX_TARGET_FILE was changed: keep the changelog in step."}}
EOF
