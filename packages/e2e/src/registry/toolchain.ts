// A folder of programs for PATH, as somebody has them who installed one certain Node: node, its npm and npx, pnpm, yarn.
// npm is run by that Node and not by the one of the machine, which its first line would find.
import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codexBinary } from '../codex-binary.ts';

const require = createRequire(import.meta.url);

/** Fills a folder with the programs of a Node, and `codex`; answers the folder. */
export function createToolchain(bin: string, node = process.execPath): string {
  mkdirSync(bin, { recursive: true });
  const npm = path.dirname(npmCli());
  const link = (name: string, program: string) => symlinkSync(program, path.join(bin, name));
  const script = (name: string, file: string) =>
    writeFileSync(path.join(bin, name), `#!/bin/sh\nexec '${node}' '${file}' "$@"\n`, { mode: 0o755 });
  link('node', node);
  link('codex', codexBinary());
  // A program of its own, not a script.
  link('pnpm', path.join(path.dirname(require.resolve('pnpm/package.json')), 'pnpm'));
  script('npm', path.join(npm, 'npm-cli.js'));
  script('npx', path.join(npm, 'npx-cli.js'));
  script('yarn', require.resolve('@yarnpkg/cli-dist/bin/yarn.js'));
  return bin;
}

/**
 * The npm of this machine: the one that runs the tests, else the one on PATH.
 *
 * @throws Error when there is none.
 */
export function npmCli(): string {
  const { npm_execpath: running = '', PATH = '' } = process.env;
  const onPath = PATH.split(path.delimiter).map((folder) => path.join(folder, 'npm'));
  for (const candidate of [running, ...onPath]) {
    if (!existsSync(candidate)) continue;
    const file = realpathSync(candidate);
    const beside = path.join(path.dirname(file), '../lib/node_modules/npm/bin/npm-cli.js');
    for (const cli of [file, beside]) if (path.basename(cli) === 'npm-cli.js' && existsSync(cli)) return cli;
  }
  throw new Error(`No npm was found on PATH: ${PATH}`);
}

/** PATH without what this repository has installed: npm puts that first while it runs a script. */
export function machinePath(): string {
  return (process.env['PATH'] ?? '/usr/bin:/bin')
    .split(path.delimiter)
    .filter((folder) => !folder.split(path.sep).includes('node_modules'))
    .join(path.delimiter);
}
