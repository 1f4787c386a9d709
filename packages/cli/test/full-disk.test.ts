/** A disk that is full: verdicts are the same, nothing is left half written, and all goes on when there is room again. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listJobs } from '@hookline/runtime/spool';
import { describe, expect, it } from 'vitest';
import { BIN, type Person, person, type Run, run } from './person.ts';

const CONFIG = `[[hooks.exec]]
event = "exec.before"
command = ["./gate.sh"]
required = true
`;
const LATER = `[[hooks.task]]
event = "task_start"
command = ["true"]
mode = "async"
`;
const GATE = `#!/bin/sh
case "$CODEX_COMMAND" in *forbidden*) echo "Forbidden. Ask the user." >&2; exit 2 ;; esac
`;

/** Runs a command so that it finds no room. */
interface Disk {
  readonly name: string;
  readonly isHere: boolean;
  readonly wrap: (someone: Person, command: readonly string[]) => readonly string[];
}

/** No byte of a file beyond so many KiB. What is printed goes to pipes, which have no size. */
const limited =
  (kibibytes: number): Disk['wrap'] =>
  (_, command) => ['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash', ...command];

const MOUNTED =
  'for folder in "$HOOKLINE_HOME" "$CODEX_HOME"; do mount -t tmpfs -o size=16k none "$folder" || exit 9; head -c 1m /dev/zero > "$folder/filler" 2> /dev/null; done; exec "$@"';
const inNamespace = (command: readonly string[]): string[] => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  MOUNTED,
  'sh',
  ...command,
];

const DISKS: readonly Disk[] = [
  { name: 'a limit that lets no file grow', isHere: process.platform !== 'win32', wrap: limited(0) },
  {
    name: 'a file system without room',
    // A user may mount a file system of their own, where the system lets them.
    isHere: spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0,
    wrap: (_, command) => inNamespace(command),
  },
];

function someoneWithGate(config = CONFIG): Person {
  const someone = person({ 'hooks.toml': config, 'gate.sh': GATE });
  for (const folder of [someone.codexHome, someone.hooklineHome]) mkdirSync(folder, { recursive: true });
  return someone;
}

function call(
  someone: Person,
  event: string,
  fields: object,
  wrap: Disk['wrap'] = (_, command) => command,
): Promise<Run> {
  const [file = '', ...args] = wrap(someone, [process.execPath, BIN, 'hook', '--event', event]);
  const payload = {
    session_id: 's',
    turn_id: 't',
    cwd: someone.project,
    hook_event_name: event,
    model: 'gpt-5.5',
    permission_mode: 'default',
    ...fields,
  };
  return run(spawn(file, args, { cwd: someone.project, env: someone.env }), JSON.stringify(payload));
}

const bash = (command: string) => ({
  tool_name: 'Bash',
  tool_input: { command },
  tool_use_id: `id ${command}`,
});

/** `pass`, `deny`, or what else it was. */
function verdictOf({ code, stdout, stderr }: Run): string {
  if (code !== 0) return `exit ${code}: ${stderr}`;
  if (stdout === '') return 'pass';
  const { permissionDecision, permissionDecisionReason } = JSON.parse(stdout).hookSpecificOutput ?? {};
  return permissionDecision === 'deny' && permissionDecisionReason.includes('Forbidden. Ask the user.')
    ? 'deny'
    : stdout;
}

async function expectVerdicts(someone: Person, wrap?: Disk['wrap']): Promise<void> {
  const verdicts = [];
  for (const [event, fields] of [
    ['SessionStart', { source: 'startup' }],
    ['UserPromptSubmit', { prompt: 'go on' }],
    ['PreToolUse', bash('fine')],
    ['PreToolUse', bash('forbidden')],
    ['Stop', { stop_hook_active: false, last_assistant_message: 'done' }],
  ] as const)
    verdicts.push(verdictOf(await call(someone, event, fields, wrap)));
  expect(verdicts).toEqual(['pass', 'pass', 'pass', 'deny', 'pass']);
}

const filesOf = (someone: Person): string[] =>
  Object.entries(someone.files())
    .filter(([path, text]) => path.startsWith('home/') && text !== '')
    .map(([path]) => path);

describe.each(DISKS)('with $name', ({ isHere, wrap }) => {
  it.runIf(isHere)('a gate still judges, and nothing is left behind', async () => {
    const someone = someoneWithGate();
    await expectVerdicts(someone, wrap);
    expect(filesOf(someone)).toEqual([]);
  });

  it.runIf(isHere)('work that cannot be stored is said to be lost', async () => {
    const someone = someoneWithGate(LATER);
    const [file = '', ...args] = wrap(someone, [
      process.execPath,
      BIN,
      'emit',
      'task_start',
      '--no-wait',
      '--data',
      '{"prompt":"go on"}',
    ]);
    const { code, stdout, stderr } = await run(spawn(file, args, { cwd: someone.project, env: someone.env }));
    expect(code, stdout + stderr).toBe(1);
    expect(stderr).toMatch(/HOOKLINE_SPOOL_WRITE_FAILED[\s\S]*disk is not full/);
    expect(listJobs(someone.hooklineHome, 'pending')).toEqual([]);
  });
});

it('what was kept before is kept, and goes on when there is room', async () => {
  const someone = someoneWithGate();
  await expectVerdicts(someone);
  const before = someone.files();
  for (const kept of ['hooks.log', '/journal/', '/sessions/', '/snapshots/', '/cache/'])
    expect(Object.keys(before).some((file) => file.includes(kept))).toBe(true);
  await expectVerdicts(someone, limited(0));
  expect(someone.files()).toEqual(before);
  await expectVerdicts(someone);
  expect(
    readFileSync(join(someone.root, journalOf(someone)), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(10);
});

it('a line that does not fit is not begun: the ones before and after it are whole', async () => {
  const someone = someoneWithGate();
  await expectVerdicts(someone);
  const journal = join(someone.root, journalOf(someone));
  const log = join(someone.codexHome, 'hooks.log');
  // 24 bytes are left below the limit of one KiB.
  const filler = `${JSON.stringify({ time: 'x', session_id: 's', event: 'e', decision: 'x'.repeat(944) })}\n`;
  expect(filler).toHaveLength(1_000);
  for (const file of [journal, log]) writeFileSync(file, filler);
  await expectVerdicts(someone, limited(1));
  for (const file of [journal, log]) expect(readFileSync(file, 'utf8')).toBe(filler);
  await expectVerdicts(someone);
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).session_id)).toEqual(lines.map(() => 's'));
  expect(lines).toHaveLength(6);
});

function journalOf(someone: Person): string {
  const [day = ''] = readdirSync(join(someone.hooklineHome, 'journal'));
  return `home/.hookline/journal/${day}`;
}
