/** A script as a gate: how a process can end, not end, or leave something behind. */
import type { Family, Fault, HookFault, Stated } from './fault.ts';

/** Who ends Hookline itself is answered by the installed line, which does not know what is required. */
const cutOff: Stated = {
  effect: 'refused',
  told: /Hookline could not run, so this was not allowed/,
  lost: ['journal', 'delivery'],
};
const judged: Stated = { effect: 'judged' };

const script = (
  id: string,
  fault: string,
  text: string,
  stated: Pick<HookFault, 'required' | 'optional'>,
  more: { readonly entry?: string } = {},
): Fault => ({
  kind: 'hook',
  id: `process.${id}`,
  fault,
  entry: `command = ["./${id}.sh"]\n${more.entry ?? ''}`,
  files: { [`${id}.sh`]: text },
  ...stated,
});

/** Refused where the hook is required; else it changes nothing. Both are logged the same way. */
const fails = (failure: RegExp): Pick<HookFault, 'required' | 'optional'> => ({
  required: { effect: 'refused', failure },
  optional: { effect: 'ran', failure },
});

const always = (stated: Stated): Pick<HookFault, 'required' | 'optional'> => ({
  required: stated,
  optional: stated,
});

const BY_NAME = 'case "$CODEX_COMMAND" in *forbidden*) echo "Forbidden. Ask the user." >&2; exit 2;; esac\n';
const TIMEOUT = fails(
  /HOOKLINE_HANDLER_TIMEOUT .*no answer within 1 s.*Raise its timeout, or make it faster/,
);
const SHORT = { entry: 'timeout = 1' };

export const PROCESS: Family = {
  name: 'process',
  title: 'Processes',
  faults: [
    script(
      'exit-code',
      'The script ends with exit code 1',
      '#!/bin/sh\necho "the rules are not there" >&2\nexit 1\n',
      fails(
        /HOOKLINE_SCRIPT_FAILED .*exit-code\.sh ended with exit code 1.*the rules are not there.*End with 0 .* or with 2/,
      ),
    ),
    script(
      'exit-code-255',
      'The script ends with exit code 255',
      '#!/bin/sh\nexit 255\n',
      fails(/HOOKLINE_SCRIPT_FAILED .*exit code 255/),
    ),
    script(
      'signal',
      'The script is ended by SIGSEGV',
      '#!/bin/sh\nkill -SEGV $$\n',
      fails(/HOOKLINE_SCRIPT_FAILED .*ended by the signal SIGSEGV.*Run it by hand/),
    ),
    {
      kind: 'hook',
      id: 'process.not-there',
      fault: 'The script does not exist',
      entry: 'command = ["./not-there.sh"]\n',
      ...fails(/HOOKLINE_SCRIPT_NOT_FOUND .*not-there\.sh.*(?:Correct the path|create the file)/i),
    },
    script(
      'not-executable',
      'The script may not be executed',
      'exit 0\n',
      fails(/HOOKLINE_SCRIPT_NOT_EXECUTABLE .*not-executable\.sh.*chmod/),
    ),
    script(
      'no-interpreter',
      "The script's interpreter does not exist",
      '#!/nowhere/sh\nexit 0\n',
      fails(/HOOKLINE_SCRIPT_\w+ .*no-interpreter\.sh/),
    ),
    script('hangs', 'The script hangs', '#!/bin/sh\nsleep 300\n', TIMEOUT, SHORT),
    script(
      'ignores-term',
      'The script hangs with a child, and both ignore SIGTERM',
      '#!/bin/bash\ntrap "" TERM\nsleep 300 &\nwhile :; do wait; sleep 300; done\n',
      TIMEOUT,
      SHORT,
    ),
    script(
      'hangs-with-daemons',
      'The script hangs, and its children have left its process group and session',
      '#!/bin/bash\ntrap "" TERM HUP\n(setsid sleep 300 &)\nsetsid sleep 300 > /dev/null 2>&1 &\nsleep 300\n',
      TIMEOUT,
      SHORT,
    ),
    script(
      'forks',
      'The script decides, and its children keep its stdout open',
      `#!/bin/sh\nsleep 300 &\nsleep 300 &\n${BY_NAME}`,
      always(judged),
    ),
    script(
      'daemon',
      'The script decides and leaves a daemon in a session of its own',
      `#!/bin/sh\n(setsid sh -c 'sleep 300 & sleep 300' < /dev/null > /dev/null 2>&1 &)\n${BY_NAME}`,
      always(judged),
    ),
    script(
      'zombies',
      'The script leaves children that nobody waits for',
      `#!/bin/sh\nsh -c 'true & true & exec sleep 300' &\n${BY_NAME}`,
      always(judged),
    ),
    script(
      'closes-stdin',
      'The script closes stdin before it was written',
      `#!/bin/sh\nexec 0<&-\n${BY_NAME}`,
      always(judged),
    ),
    script(
      'closes-all',
      'The script closes all its streams and ends with 2, without a reason',
      '#!/bin/sh\nexec 0<&- 1>&- 2>&-\nexit 2\n',
      always({ effect: 'refused', told: /It gave no reason/ }),
    ),
    script(
      'floods-stdout',
      'The script floods stdout',
      '#!/bin/sh\nyes "no end in sight"\n',
      fails(/HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE .*printed more than a hook may.*logs to a file/),
    ),
    script(
      'floods-stderr',
      'The script floods stderr',
      '#!/bin/sh\nyes "no end in sight" >&2\n',
      fails(/HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE .*printed more than a hook may.*logs to a file/),
    ),
    script(
      'half-json',
      'The script prints half a JSON',
      `#!/bin/sh\nprintf '{"hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDec'\n`,
      fails(/HOOKLINE_SCRIPT_OUTPUT_INVALID/),
    ),
    script(
      'ends-hookline',
      'The script ends Hookline by SIGTERM',
      '#!/bin/sh\nkill -TERM $PPID\nsleep 300\n',
      always(cutOff),
    ),
    script(
      'kills-hookline',
      'The script ends Hookline by SIGKILL',
      '#!/bin/sh\nkill -KILL $PPID\n',
      always(cutOff),
    ),
  ],
};
