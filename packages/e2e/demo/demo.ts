/**
 * `npm run demo`: the real Codex CLI works through a small scripted task with a hooks.toml in force. No key, no
 * network: the model is a script on loopback. Exits 0 only when the disk and the model's own words prove it.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codexVersion, mcpEchoConfig, openStage, runCodex, runOnStage } from '../src/index.ts';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

const ALLOWED = 'echo "hello from the agent" > hello.txt';
const DENIED = 'echo "DROP TABLE users" > production.db';

const stage = await openStage(
  [
    { type: 'shell', command: ALLOWED },
    { type: 'shell', command: DENIED },
    { type: 'apply_patch', patch: '*** Begin Patch\n*** Add File: notes.md\n+# Notes\n*** End Patch' },
    { type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'ping' } },
    { type: 'message', text: 'All done, and production.db was left alone.' },
  ],
  { config: mcpEchoConfig() },
);

try {
  stage.sandbox.files({
    'hooks.toml': here('hooks.toml'),
    'gate.sh': here('gate.sh'),
    'after-patch.sh': here('after-patch.sh'),
  });
  say(
    `The real Codex CLI ${await codexVersion()} works through a scripted task; the model is a script on 127.0.0.1.`,
  );
  say('\n  hookline codex exec "tidy the repository"\n');
  const run = await runCodex(stage, { program: ['hookline', 'codex'], prompt: 'tidy the repository' });
  const repo = (name: string): string => join(stage.sandbox.repo, name);

  const proofs: readonly (readonly [string, string, boolean])[] = [
    [ALLOWED, 'ran: hello.txt is on disk', existsSync(repo('hello.txt'))],
    [DENIED, 'did NOT run: production.db is not on disk', !existsSync(repo('production.db'))],
    ['apply_patch: add notes.md', 'applied: notes.md is on disk', existsSync(repo('notes.md'))],
    ['mcp echo.echo {"text":"ping"}', 'called: the model got "echo:ping"', run.modelSaw('echo:ping')],
    [
      '',
      'the model was told why: "production.db is not to be touched…"',
      run.modelSaw('production.db is not to be touched.'),
    ],
    [
      '',
      'the model was given context: "notes.md was changed…"',
      run.modelSaw('notes.md was changed: keep the changelog in step.'),
    ],
  ];
  say('What the model tried, and what came of it (read from disk and from what reached the model)\n');
  for (const [tried, proof, holds] of proofs)
    say(`  ${holds ? 'ok  ' : 'FAIL'}  ${tried.padEnd(42)} ${proof}`);

  // The sandbox goes; what is worth reading stays.
  const kept = fileURLToPath(new URL('../../../demo-run', import.meta.url));
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  cpSync(join(stage.sandbox.hooklineHome, 'journal'), join(kept, 'journal'), { recursive: true });
  for (const log of ['session.log', 'hooks.log']) {
    const from = join(stage.sandbox.codexHome, log);
    if (existsSync(from)) cpSync(from, join(kept, log));
  }
  const trace = await runOnStage(stage, ['hookline', 'trace']);
  say('\nWhat fired, what was decided, how long each hook took (hookline trace)\n');
  say(
    trace.stdout
      .split('\n')
      .filter((line) => !/^(journal|log) {2,}/.test(line))
      .join('\n')
      .replaceAll(stage.sandbox.repo, '/repo')
      .trimEnd(),
  );
  say('\nsession.log');
  for (const line of readFileSync(join(kept, 'session.log'), 'utf8').trimEnd().split('\n')) say(`  ${line}`);
  say('\nThe logs of this run: demo-run/journal (one JSON line an event), demo-run/session.log');

  const held = proofs.every(([, , holds]) => holds) && run.exitCode === 0;
  if (!held) {
    say(`\nThe demo did not go as it should: codex ended with exit code ${run.exitCode}.\n${run.stderr}`);
    process.exitCode = 1;
  }
} finally {
  await stage.close();
}
