// Plays faults on the real agent and looks at what came of it: on the disk, in what the model was told, in the journal,
// in what was handed over, in the table of processes. It knows nothing of what is stated.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  openStage,
  processesMentioning,
  runCodex,
  runOnStage,
  type Sandbox,
  type Stage,
  type Turn,
  waitUntil,
} from '../src/index.ts';
import { type BadServer, startBadServer } from './bad-server.ts';
import {
  type Effect,
  type Fault,
  type Loss,
  POLICIES,
  type Policy,
  type Word,
  witnessOf,
  wordsOf,
} from './fault.ts';
import { deliveredFile, HANDED_OVER, judge, raisedFile, SETTINGS, scriptsOf } from './gates.ts';
import { changeLines, installCopy } from './installed-copy.ts';
import { mangler } from './mangler.ts';

/** What came of a fault under one policy. */
export interface Observed {
  readonly fault: Fault;
  readonly policy: Policy;
  /** Whether the model was asked at all. */
  readonly begun: boolean;
  /** The words of the commands that ran. */
  readonly ran: readonly Word[];
  /** What the model was told of each. */
  readonly told: Readonly<Partial<Record<Word, string>>>;
  readonly lost: readonly Loss[];
  /** Lines of `hooks.log`: those that name the fault, where it shared its run. */
  readonly log: readonly string[];
  /** Whether a failure of the fault's hook became `error.occurred`. */
  readonly raised: boolean;
  /** What was wrong with the run as a whole: the turn did not end, processes were left. */
  readonly troubles: readonly string[];
}

/** One run of the agent. */
export interface Play {
  readonly policy: Policy;
  readonly faults: readonly Fault[];
}

/** The runs that some faults need: what a fault does to its surroundings needs one of its own. */
export function playsOf(faults: readonly Fault[]): Play[] {
  const groups = Object.values(
    Object.groupBy(faults, (fault) =>
      fault.kind === 'stage' ? fault.id : `${fault.id.split('.')[0]} ${fault.kind}`,
    ),
  );
  const plays = groups.flatMap((group = []) =>
    POLICIES.map((policy) => ({
      policy,
      faults: group.filter(({ unplayed }) => policy === 'required' || unplayed === undefined),
    })),
  );
  return plays.filter((one) => one.faults.length > 0);
}

/** What the disk says. */
export function effectOf({
  fault,
  begun,
  ran,
}: Pick<Observed, 'fault' | 'begun' | 'ran'>): Effect | 'inverted' {
  if (!begun) return 'unasked';
  if (ran.length === 0) return 'refused';
  if (ran.length === wordsOf(fault).length) return 'ran';
  return ran[0] === 'fine' ? 'judged' : 'inverted';
}

/** Plays one run. Nothing of it is left afterwards. */
export async function play({ policy, faults }: Play): Promise<Observed[]> {
  const asked = faults.flatMap((fault) => wordsOf(fault).map((word) => ({ fault, word })));
  const [only] = faults;
  const alone = only?.kind === 'stage' ? only : undefined;
  const begins = alone?.first !== undefined;
  const server = await startBadServer();
  const stage = await openStage([
    ...(begins ? [shell('sh ../first.sh')] : []),
    ...asked.map(({ fault, word }) => shell(`mkdir -p ran && echo ran > ${witnessOf(fault, word)}`)),
    { type: 'message', text: 'done' },
  ]);
  const { sandbox } = stage;
  try {
    const files = filesFor(faults, policy, sandbox, server);
    sandbox.files(files);
    if (alone?.first) sandbox.files({ 'first.sh': `${alone.first(stage)}\n` }, sandbox.root);
    const isInstalled = alone?.installed === true || only?.kind === 'payload';
    if (isInstalled) {
      // What cannot be read is not installed for: it breaks afterwards.
      if (alone) sandbox.files({ 'hooks.toml': goodConfig(policy) });
      await installCopy(stage, alone?.events);
      sandbox.files(files);
      putBefore(stage, faults);
    }
    alone?.damage?.(stage);
    const run = await runCodex(stage, {
      program: isInstalled ? ['codex'] : ['hookline', 'codex'],
      env: alone?.env?.(stage),
      timeoutMs: LONGEST_RUN_MS,
    });
    const isOver = await waitUntil(() => processesMentioning(sandbox.root).length === 0, A_MINUTE);
    const left = isOver ? [] : processesMentioning(sandbox.root);
    await deliverWhatWaits(stage, asked.length, alone?.env?.(stage));
    const outputs = [...run.toolOutputs.values()].slice(begins ? 1 : 0);
    const journal = journalled(sandbox);
    const delivered = linesOf(deliveredFile(sandbox));
    const log = linesOf(path.join(sandbox.codexHome, 'hooks.log'));
    const raised = linesOf(raisedFile(sandbox));
    const held = alone?.holds?.(stage);
    const begun = run.modelRequests.length > 0;
    const troubles = [
      ...(run.exitCode === 0 && run.finalMessage === (begun ? 'done' : null)
        ? []
        : [
            `the turn did not end: exit code ${run.exitCode}, ${run.timedOut ? 'out of time, ' : ''}${run.stderr.trim()}`,
          ]),
      ...left.map(({ pid, command }) => `a process is left: ${pid} ${command}`),
      ...(held === undefined ? [] : [held]),
    ];
    return faults.map((fault) => {
      const words = wordsOf(fault);
      const witnesses = words.map((word) => witnessOf(fault, word));
      const told = words.map((word) => [
        word,
        outputs[asked.findIndex((one) => one.fault === fault && one.word === word)],
      ]);
      return {
        fault,
        policy,
        begun,
        ran: words.filter((word) => existsSync(path.join(sandbox.repo, witnessOf(fault, word)))),
        told: Object.fromEntries(told) as Observed['told'],
        lost: begun
          ? [
              ...(witnesses.every((witness) => journal.some((subject) => subject.includes(witness)))
                ? []
                : ['journal' as const]),
              ...(witnesses.every((witness) => delivered.includes(witness)) ? [] : ['delivery' as const]),
            ]
          : [],
        log:
          fault.kind === 'hook' || fault.kind === 'plugin' ? log.filter((line) => names(line, fault)) : log,
        raised: raised.some((line) => fault.kind === 'stage' || names(line, fault)),
        troubles,
      };
    });
  } finally {
    server.close();
    await stage.close();
  }
}

/** A run that shares faults which hang may take this long on a busy machine. */
const LONGEST_RUN_MS = 900_000;
const A_MINUTE = { attempts: 2400 };

const shell = (command: string): Turn => ({ type: 'shell', command });

/** The name of a fault as a plugin can have it. */
const pluginName = ({ id }: Fault): string => id.replace('.', '-');

/** Whether a line names a fault, and not another one whose name goes on. */
function names(line: string, fault: Fault): boolean {
  const either = `${fault.id.replace('.', '\\.')}|${pluginName(fault)}`;
  return new RegExp(`(?<![\\w-])(?:${either})(?![\\w-])`).test(line);
}

function filesFor(
  faults: readonly Fault[],
  policy: Policy,
  sandbox: Sandbox,
  server: BadServer,
): Record<string, string> {
  const required = policy === 'required';
  const [only] = faults;
  const files: Record<string, string> = { ...scriptsOf(sandbox) };
  if (only?.kind === 'stage') {
    const text = only.config?.(required) ?? goodConfig(policy);
    return { ...files, 'hooks.toml': text, ...only.files };
  }
  let text = SETTINGS;
  for (const fault of faults) {
    if (fault.kind === 'hook') {
      text += hookEntry(
        fault.id,
        required,
        fault.entry.replaceAll(/\$\{BAD_SERVER:([^}]*)\}/g, (_, at) => addressOf(server, at)),
      );
      Object.assign(files, fault.files);
    } else if (fault.kind === 'plugin') {
      const name = `${pluginName(fault)}.mjs`;
      text += `\n[plugins."./${name}"]\n`;
      files[name] = pluginCode(pluginName(fault), fault, required);
    }
  }
  if (only?.kind === 'payload') text += judge(required);
  return { ...files, 'hooks.toml': text + HANDED_OVER };
}

const goodConfig = (policy: Policy): string => SETTINGS + judge(policy === 'required') + HANDED_OVER;

const hookEntry = (id: string, required: boolean, keys: string): string => `
[[hooks.exec]]
event = "exec.before"
description = "${id}"
required = ${required}
conditions = { command = { contains = "ran/${id}." } }
${keys}`;

const pluginCode = (
  name: string,
  { id, gate, contribute }: { readonly id: string; readonly gate: string; readonly contribute?: string },
  required: boolean,
): string => `import { definePlugin } from '@hookline/core';
const isMeant = (event) => event.command.includes('ran/${id}.');
export default definePlugin({
  name: '${name}',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate(async (event, ctx) => {
      if (!isMeant(event)) return;
      ${gate}
    }, { required: ${required} });
    on('exec.before').contribute((event) => {
      if (!isMeant(event)) return;
      ${contribute ?? ''}
    });
  },
});
`;

function addressOf(server: BadServer, at: string): string {
  const [name = '', ...rest] = at.split('/');
  return name in server ? [server[name as Exclude<keyof BadServer, 'close'>], ...rest].join('/') : at;
}

/** Changes what surrounds Hookline, or what it is sent, in the lines that the agent runs. */
function putBefore(stage: Stage, faults: readonly Fault[]): void {
  const { sandbox } = stage;
  const mangled = faults.filter((fault) => fault.kind === 'payload');
  if (mangled.length > 0) {
    sandbox.files({ 'mangle.mjs': mangler(mangled) }, sandbox.root);
    const mangle = `'${process.execPath}' '${sandbox.root}/mangle.mjs' | `;
    changeLines(
      sandbox,
      (line) => {
        line.command = mangle + line.command;
      },
      'PreToolUse',
    );
  }
  for (const fault of faults) {
    const prefix = fault.kind === 'stage' ? fault.prefix?.(stage) : undefined;
    if (prefix)
      changeLines(sandbox, (line) => {
        line.command = prefix + line.command;
      });
  }
}

/** What was accepted and not done yet is not lost: it is done when somebody asks for it. */
async function deliverWhatWaits(
  stage: Stage,
  commands: number,
  env?: Readonly<Record<string, string>>,
): Promise<void> {
  if (linesOf(deliveredFile(stage.sandbox)).length >= commands) return;
  if (!existsSync(path.join(stage.sandbox.hooklineHome, 'spool', 'pending'))) return;
  await runOnStage(stage, ['hookline', 'spool', 'flush'], { env });
}

/** What each line of the journal about a command is about. */
function journalled({ hooklineHome }: Sandbox): string[] {
  const folder = path.join(hooklineHome, 'journal');
  try {
    return readdirSync(folder)
      .flatMap((file) => linesOf(path.join(folder, file)))
      .map((line) => JSON.parse(line) as { event: string; subject?: string })
      .flatMap(({ event, subject = '' }) => (event === 'exec.before' ? [subject] : []));
  } catch {
    return [];
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
