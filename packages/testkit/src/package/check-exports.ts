import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Manifest, type PackageProblem } from './problem.ts';

/** The conditions under which Node imports a module. */
const CONDITIONS = new Set(['node', 'import', 'module-sync', 'default']);

/** The module that `import` of the package loads, or why there is none. */
export function checkExports(
  folder: string,
  { exports }: Manifest,
): { readonly entry?: string; readonly problems: readonly PackageProblem[] } {
  const where = 'package.json > exports';
  const isSubpaths = isObject(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const root = isSubpaths ? exports['.'] : exports;
  const target = targetOf(root);
  if (target === undefined) {
    const fix = 'Write { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } }.';
    return { problems: [{ where, why: 'It names no module to import.', fix }] };
  }
  const problems = [...new Set([target, ...allTargets(root)])].flatMap((file) => checkTarget(folder, file));
  return problems.some(({ where: at }) => at.endsWith(target))
    ? { problems }
    : { entry: join(folder, target), problems };
}

function checkTarget(folder: string, target: string): readonly PackageProblem[] {
  const where = `package.json > exports > ${target}`;
  if (!statSync(join(folder, target), { throwIfNoEntry: false })?.isFile())
    return [{ where, why: 'There is no such file.', fix: 'Build the package, or correct the path.' }];
  // Node strips no types below node_modules.
  if (/(?<!\.d)\.[cm]?tsx?$/.test(target))
    return [
      { where, why: 'It is TypeScript, which an installed package cannot be.', fix: 'Name the built file.' },
    ];
  return [];
}

function targetOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.startsWith('./') ? value : undefined;
  if (Array.isArray(value)) return value.map(targetOf).find((found) => found !== undefined);
  if (!isObject(value)) return undefined;
  return Object.entries(value)
    .filter(([condition]) => CONDITIONS.has(condition))
    .map(([, inner]) => targetOf(inner))
    .find((found) => found !== undefined);
}

const allTargets = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(allTargets)
      : [];
