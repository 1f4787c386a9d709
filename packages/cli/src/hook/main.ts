/**
 * `hookline hook`, the command that stands in front of every tool call. Bundled into one CommonJS file; what it
 * imports statically is all that an ordinary event loads.
 */
import { fstatSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { trustMode } from '@hookline/config/trust';
import type { HostReply } from '@hookline/core/engine';
import type { ErrorCode } from '@hookline/core/errors';
import { codex } from '@hookline/host-codex';
import { createHookLog, createPledge, createRedact, homesOf, pledgedReply, runHook } from '@hookline/runtime';
import { BUNDLED_KINDS } from '../bundled-kinds.ts';
import { redactStream } from '../output/redact-stream.ts';
import { importModule, importTogether } from './import-module.ts';
import { guardImports } from './provide-core.ts';
import { VERSION } from './version.ts';

const homes = homesOf(process.env);
const redact = createRedact(process.env);

let ways = 0;

/**
 * Which ways this run went, as bits; 0 when it went none that the next one will go. Code that a run did not compile
 * is missing from its code cache, so a run that goes a new way makes a new one.
 */
export const waysTaken = (): number => ways;

const pledge = createPledge();
const native = option('--event');

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name, 3);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** Writes all of a text to a descriptor, or says that it cannot; a pipe that is full for the moment is tried again. */
function writeAll(descriptor: number, text: string): boolean {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
    }
  }
  return true;
}

function answer(reply: HostReply): void {
  if (pledge.stance === 'answered') return;
  pledge.stance = 'answered';
  const isTold = !reply.stdout || writeAll(1, reply.stdout);
  if (reply.stderr) writeAll(2, `${reply.stderr.trimEnd()}\n`);
  // A plugin may have closed the descriptor: silence would be a consent, a failure is a refusal.
  process.exitCode = isTold ? reply.exitCode : 1;
}

/** Reads stdin to its end, always: the agent gives a hook up that does not take its payload. */
function readStdin(): string {
  const chunks: Buffer[] = [];
  const chunk = Buffer.allocUnsafe(65_536);
  for (;;) {
    try {
      const length = readSync(0, chunk);
      if (length === 0) break;
      chunks.push(Buffer.from(chunk.subarray(0, length)));
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code !== 'EAGAIN') return '';
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

// stdout belongs to the agent: one word of a plugin in it would void the answer.
Object.defineProperty(process, 'stdout', { configurable: true, get: () => process.stderr });
redactStream('stderr', redact);

// No handlers for TERM, INT and HUP: what runs programs ends them then, and the installed command turns every end by
// a signal into a refusal.

function report(code: ErrorCode, message: string): void {
  createHookLog(homes.codexHome, redact, false).write('ERROR', 'hookline', `${code}: ${message}`);
  writeAll(2, `hookline: ${redact(message)}\n`);
}

/** The first line of a stack that is neither ours nor Node's: the plugin. */
function culprit(stack: string | undefined): string {
  const line = stack
    ?.split('\n')
    .find((one) => /^ +at /.test(one) && !/node:|<anonymous>$/.test(one) && !one.includes(__dirname));
  return line ? ` (${line.trim()})` : '';
}

// A plugin's late rejection or timer must not take the gates beside it down.
process.on('uncaughtException', (thrown: unknown) => {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  report(
    'HOOKLINE_HANDLER_THREW',
    `A plugin threw outside its handler: ${said}${culprit(thrown instanceof Error ? thrown.stack : undefined)} Fix: await what it starts, and catch what that throws.`,
  );
});
process.on('exit', () => {
  if (pledge.stance === 'answered') return;
  Error.stackTraceLimit = 50;
  const fault = 'the process was ended before its answer';
  report(
    'HOOKLINE_HANDLER_THREW',
    `${fault}${culprit(new Error().stack)} Fix: a plugin must not call process.exit; it answers or throws.`,
  );
  pledge.leave?.(fault);
  answer(pledgedReply(native, fault, { adapter: codex, pledge }));
});

async function main(): Promise<void> {
  const host = option('--host') ?? 'codex';
  if (host !== codex.name) throw new Error(`the host "${host}" is not known; known: ${codex.name}`);
  // Not `process.stdin.isTTY`: that loads the streams.
  if (fstatSync(0).isCharacterDevice()) {
    writeAll(
      2,
      'hookline hook reads one event of the agent as JSON from stdin. To try a hook by hand: hookline emit <event>\n',
    );
  }
  await runHook(readStdin(), native, {
    adapter: codex,
    env: process.env,
    homes,
    version: VERSION,
    bundledKinds: BUNDLED_KINDS,
    importModule,
    importTogether,
    loader: async () => {
      const cold = (await importModule(join(__dirname, '../cold.js'))) as typeof import('../cold.ts');
      return { loadConfig: cold.loadConfig, kinds: await cold.loadKinds() };
    },
    worker: { node: process.execPath, script: join(__dirname, '../../bin/hookline.cjs') },
    watchdog: join(__dirname, 'watchdog.cjs'),
    pledge,
    configFile: process.env['HOOKLINE_CONFIG'] || undefined,
    ...(trustMode(process.env) !== 'all' && { onInputs: guardImports }),
    onWarm: ({ plugins, entries }) => {
      ways = 1 | (plugins ? 2 : 0) | (entries ? 4 : 0);
    },
    answer,
  });
}

main()
  .catch((thrown: unknown) => {
    const fault = thrown instanceof Error ? thrown.message : String(thrown);
    answer(pledgedReply(native, redact(fault), { adapter: codex, pledge }));
    report('HOOKLINE_INTERNAL', fault);
  })
  // Timers and sockets that a plugin left open must not hold the agent.
  .finally(() => process.exit());
