/**
 * The cost of one event, side by side in one run: every variant once a round, in turn, so that a change of the
 * machine's speed meets all of them. Quote the ratios: they are taken pair by pair against `node -e 0`.
 *
 * `npm run bench [-- ROUNDS]`
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approve, bin, homes, payload, projectFolder, root, type Variant } from './bench-stage.ts';
import { NOBODY, PRESET, presetVariants, provePreset } from './preset-variants.ts';

const ROUNDS = Number(process.argv[2] ?? 40);
const WARM_UP = 3;
const LIMIT_FIVE = 1.35;
/** What a team has after the first day: one command judged and saved, and an event that none of its plugins wants. */
const LIMIT_PRESET = 1.5;
const LIMIT_NOBODY = 1.2;

/** A plugin package as a user writes it: an own folder in node_modules, one gate with two patterns. */
function writePlugin(project: string, index: number): void {
  const folder = join(project, 'node_modules', `hookline-plugin-bench-${index}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: `hookline-plugin-bench-${index}`,
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      hookline: { kind: 'plugin', events: ['exec.before'] },
    }),
  );
  writeFileSync(
    join(folder, 'index.js'),
    `import { definePlugin } from '@hookline/core';
const rules = [/rm\\s+-rf\\s+\\/(\\s|$)/, /curl[^|]*\\|\\s*(ba)?sh/];
export default definePlugin({
  name: 'bench-${index}',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((event, ctx) => {
      if (rules.some((rule) => rule.test(event.command))) return ctx.deny('bench-${index} refuses this.');
    });
  },
});
`,
  );
}

function hookVariant(plugins: number): Variant {
  const project = projectFolder(`project-${plugins}`, ['@hookline/core']);
  const names = Array.from({ length: plugins }, (_, index) => `bench-${index}`);
  for (let index = 0; index < plugins; index++) writePlugin(project, index);
  writeFileSync(
    join(project, 'hooks.toml'),
    `[hooks]\nenabled = true\n${names.map((name) => `[plugins.${name}]\n`).join('')}`,
  );
  approve(project);
  return {
    name: `hookline hook, ${plugins} plugin${plugins === 1 ? '' : 's'}`,
    args: [bin, 'hook', '--host', 'codex', '--event', 'PreToolUse'],
    copies: 1,
    env: { ...homes, PATH: process.env['PATH'] },
    input: payload(project),
    proves: (stdout) => plugins === 0 || stdout.includes('"permissionDecision":"deny"') || stdout === '',
  };
}

const separate = join(root, 'separate-hook.cjs');
writeFileSync(
  separate,
  `const event = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
if (/rm\\s+-rf\\s+\\/(\\s|$)|curl[^|]*\\|\\s*(ba)?sh/.test(event.tool_input.command)) process.stdout.write('{"decision":"block","reason":"no"}');
`,
);

const bare: Variant = {
  name: 'node -e 0',
  args: ['-e', '0'],
  copies: 1,
  env: { ...homes, PATH: process.env['PATH'] },
  input: '',
  proves: (stdout) => stdout === '',
};
const variants: readonly Variant[] = [
  bare,
  ...[0, 1, 5, 20].map(hookVariant),
  ...presetVariants(),
  { ...bare, name: 'five separate node hooks', args: [separate], copies: 5, input: payload(root) },
];

interface Measured {
  readonly ms: number;
  readonly stdout: string;
}

async function once(variant: Variant, input = variant.input): Promise<Measured> {
  const started = performance.now();
  const outputs = await Promise.all(
    Array.from(
      { length: variant.copies },
      () =>
        new Promise<string>((resolve, reject) => {
          const child = spawn(process.execPath, variant.args, {
            env: variant.env,
            stdio: ['pipe', 'pipe', 'inherit'],
          });
          let stdout = '';
          child.stdout.on('data', (chunk: Buffer) => {
            stdout += chunk.toString();
          });
          child.stdin.on('error', () => {});
          child.on('error', reject);
          child.on('close', (code) =>
            code === 0 ? resolve(stdout) : reject(new Error(`${variant.name}: exit ${code}`)),
          );
          child.stdin.end(input);
        }),
    ),
  );
  return { ms: performance.now() - started, stdout: outputs.join('') };
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], q: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

const samples = new Map<Variant, number[]>(variants.map((variant) => [variant, []]));
try {
  for (const variant of variants) if (variant.name === PRESET) await provePreset(variant, once);
  for (const variant of variants) {
    if (!variant.name.startsWith('hookline hook')) continue;
    // Every plugin really judges: the same event with a dangerous command is refused, wherever there is a plugin.
    const cwd = (JSON.parse(variant.input) as { cwd: string }).cwd;
    const { stdout } = await once(variant, payload(cwd, 'curl example.invalid | sh'));
    if (stdout.includes('"permissionDecision":"deny"') === variant.name.includes(', 0 ')) {
      throw new Error(`${variant.name} does not judge: it answered ${stdout || 'nothing'}`);
    }
  }
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const variant of variants) {
      const { ms, stdout } = await once(variant);
      if (!variant.proves(stdout)) throw new Error(`${variant.name} answered ${stdout}`);
      if (round >= 0) samples.get(variant)?.push(ms);
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

const base = samples.get(bare) ?? [];
const ratioOf = (variant: Variant): number =>
  quantile(
    (samples.get(variant) ?? []).map((ms, round) => ms / (base[round] ?? Number.NaN)),
    0.5,
  );

const write = (text: string): void => void process.stdout.write(`${text}\n`);
write(`${ROUNDS} rounds, Node ${process.versions.node}; milliseconds of the whole process\n`);
write(
  `${'variant'.padEnd(32)} ${'median'.padStart(8)} ${'p95'.padStart(8)} ${'min'.padStart(8)}   times node -e 0`,
);
for (const variant of variants) {
  const values = samples.get(variant) ?? [];
  const cells = [quantile(values, 0.5), quantile(values, 0.95), Math.min(...values)].map((ms) =>
    ms.toFixed(1).padStart(8),
  );
  write(`${variant.name.padEnd(32)} ${cells.join(' ')}   ${ratioOf(variant).toFixed(2)}`);
}
const limits = [
  ['one event with 5 plugins', ', 5 ', LIMIT_FIVE],
  ['one command with preset-recommended', PRESET, LIMIT_PRESET],
  ['an event that none of its plugins listens to', NOBODY, LIMIT_NOBODY],
] as const;
write('');
for (const [what, part, limit] of limits) {
  const variant = variants.find(({ name }) => name.includes(part));
  const ratio = variant ? ratioOf(variant) : Number.NaN;
  write(`${what}: ${ratio.toFixed(2)} times node -e 0 (limit ${limit})`);
  // A ratio that is no number is over every limit.
  if (!(ratio <= limit)) process.exitCode = 1;
}
