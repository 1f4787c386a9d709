/** The first configuration where no preset is extended: a commented example. */

/** Works as it stands: it logs sessions with what every system has, and gates nothing until a line is uncommented. */
export const FIRST_CONFIG = `# Hookline: what runs at which moment of the agent's life.
# Check it with: npx hookline validate
# Try a hook with: npx hookline emit exec.before --data '{"command":"ls"}'
# After adding a hook for another event: npx hookline install --trust

[hooks]
enabled = true
timeout_seconds = 30

# A line in ~/.codex/session.log when a session starts. $CODEX_SESSION_ID and more are in the environment.
[[hooks.session]]
event = "session_start"
type = "script"
command = ["sh", "-c", 'echo "[$CODEX_TIMESTAMP] [INFO] session $CODEX_SESSION_ID started" >> "\${CODEX_HOME:-$HOME/.codex}/session.log"']
description = "Log session start"

# A gate: exit code 2 refuses the command, and what it wrote to stderr is what the model is told.
# "required" means: if the gate itself is broken, nothing passes.
# [[hooks.exec]]
# event = "exec.before"
# type = "script"
# command = ["./check-command.sh"]
# description = "Check commands"
# required = true
`;
