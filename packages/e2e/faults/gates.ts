// What stands in `hooks.toml` beside a fault: a gate that judges, work that is handed over, a listener of failures.
import path from 'node:path';
import type { Sandbox } from '../src/index.ts';

/** Two seconds is enough for what answers at once, and short for what never does. */
export const SETTINGS = '[hooks]\ntimeout_seconds = 2\n';

/** A script that refuses what says that it is forbidden. */
export const JUDGE = `#!/bin/sh
if grep -q forbidden; then echo "Forbidden. Ask the user." >&2; exit 2; fi
`;

/** A gate that judges. */
export const judge = (required: boolean, more = ''): string => `
[[hooks.exec]]
event = "exec.before"
command = ["./judge.sh"]
description = "The judge"
required = ${required}
${more}`;

/** Work that is handed over with every command, and what is done when a hook fails. */
export const HANDED_OVER = `
[[hooks.exec]]
event = "exec.before"
mode = "async"
command = ["./deliver.sh"]

[[hooks.error]]
event = "error.occurred"
command = ["./on-error.sh"]
`;

/** The scripts of all of these. */
export const scriptsOf = (sandbox: Sandbox): Readonly<Record<string, string>> => ({
  'judge.sh': JUDGE,
  'deliver.sh': `#!/bin/sh\n${deliver(sandbox)}`,
  'on-error.sh': `#!/bin/sh\necho "$CODEX_CONTEXT" >> '${raisedFile(sandbox)}'\n`,
});

/** What the script does that work is handed over to: notes the witness of the command. */
export const deliver = (sandbox: Sandbox): string =>
  `grep -o 'ran/[a-z0-9.-]*' | head -n 1 >> '${deliveredFile(sandbox)}'\n`;

/** Holds the witnesses of the commands that were delivered, one a line. */
export const deliveredFile = ({ root }: Sandbox): string => path.join(root, 'delivered');

/** Holds the failures that were raised as `error.occurred`, one a line. */
export const raisedFile = ({ root }: Sandbox): string => path.join(root, 'raised');
