// Runs a program in a terminal of its own, as a person does who types `codex` and no `exec`: Node has no pseudo-terminal,
// so Python's standard library holds it and passes bytes, and everything that a terminal or a person says comes from here.
import { spawn } from 'node:child_process';
import { sendSignal } from './child.ts';
import type { Stage } from './stage.ts';

/** How to run a command in a terminal. */
export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What the person types, in order: each text once what stands before it was written after the last one. */
  readonly typing?: readonly (readonly [shown: string, typed: string])[];
  /** Looked at many times a second with all that was written; when it holds, the person quits by Ctrl-C. Default: never. */
  readonly quitWhen?: (written: string) => boolean;
  /** Milliseconds until the program is killed; 60,000 unless told. */
  readonly timeoutMs?: number;
}

/** How a program in a terminal ended. */
export interface TerminalRun {
  readonly exitCode: number | null;
  /** All that was written to the terminal, its control sequences taken out. */
  readonly screen: string;
  readonly timedOut: boolean;
}

const BRIDGE = `
import fcntl, os, pty, select, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
sources = [terminal, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if terminal in ready:
        try:
            said = os.read(terminal, 65536)
        except OSError:
            break
        if not said:
            break
        os.write(1, said)
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            os.write(terminal, typed)
        else:
            sources.remove(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255)
`;

/** What a program asks its terminal, and what a terminal answers: place of the cursor, kind, colours, keyboard. */
const ANSWERS: readonly (readonly [string, string])[] = [
  ['\u001b[6n', '\u001b[1;1R'],
  ['\u001b[c', '\u001b[?62;c'],
  ['\u001b]10;?', '\u001b]10;rgb:ffff/ffff/ffff\u001b\\'],
  ['\u001b]11;?', '\u001b]11;rgb:0000/0000/0000\u001b\\'],
  ['\u001b[?u', '\u001b[?0u'],
];

const LEAVING = /Shutting down|Token usage/;

/** Codex tells its terminal so when it has nothing to do any more. */
export const TASK_DONE = 'state=done';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is taken out.
const CONTROL = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-9;?<>=]*[ -/]*[@-~]/g;

/**
 * Runs a command in a terminal of 120 columns, in a stage's sandbox.
 *
 * @throws Error when Python cannot be started.
 */
export function runInTerminal(
  { sandbox }: Stage,
  command: readonly string[],
  { env, typing = [], quitWhen = () => false, timeoutMs = 60_000 }: TerminalOptions,
): Promise<TerminalRun> {
  const child = spawn('python3', ['-c', BRIDGE, ...command], {
    cwd: sandbox.repo,
    env: { ...sandbox.env(env), TERM: 'xterm-256color' },
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let raw = '';
  let timedOut = false;
  const untyped = [...typing];
  let readTo = 0;
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    for (const [question, reply] of ANSWERS) {
      for (let count = text.split(question).length; count > 1; count -= 1) child.stdin.write(reply);
    }
    const [shown, typed] = untyped[0] ?? [];
    const at = shown === undefined ? -1 : raw.indexOf(shown, readTo);
    if (at < 0) return;
    readTo = raw.length;
    untyped.shift();
    child.stdin.write(String(typed));
  });
  // Codex may ask for a second one. Afterwards each would be for the shell, which is not to be ended by it.
  let pressedAt = 0;
  const looking = setInterval(() => {
    if (!quitWhen(raw) || LEAVING.test(raw) || Date.now() - pressedAt < 1_000) return;
    pressedAt = Date.now();
    child.stdin.write('\u0003');
  }, 50);
  const deadline = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
  }, timeoutMs);
  return new Promise<TerminalRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, screen: raw.replaceAll(CONTROL, ' '), timedOut }));
  }).finally(() => {
    clearInterval(looking);
    clearTimeout(deadline);
  });
}
