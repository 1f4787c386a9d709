/** The workflows call what there is, on the Nodes that Hookline is for, with no more rights than they need. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ENGINES } from '../src/layers/table.ts';
import { REPOSITORY } from '../src/registry/index.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = path.join(REPOSITORY, '.github/workflows');
const { scripts, packageManager } = JSON.parse(readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8'));
const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(path.join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const workflowOf = (name: string): Workflow => {
  const found = workflows.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found.workflow;
};

/** The command lines of a job: its own, and those that it hands to an action. */
const commands = ({ steps }: Job): readonly string[] =>
  steps.flatMap(({ run, with: inputs }) =>
    [run, inputs?.['version'], inputs?.['publish']].filter((line) => line !== undefined).map(String),
  );

describe.each(workflows)('$name', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);

  it('calls only scripts and files that there are', () => {
    const lines = jobs.flatMap(commands);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const [, script] = /^npm run (\S+)$/.exec(line) ?? [];
      const [, file] = /^node (\S+)/.exec(line) ?? [];
      if (script !== undefined) expect(scripts, line).toHaveProperty([script]);
      else if (file !== undefined) expect(existsSync(path.join(REPOSITORY, file)), line).toBe(true);
      else expect(line).toMatch(/^npm (?:ci|install --global npm@[\d.]+)$/);
    }
  });

  it('has rights, a limit and pinned actions in every job', () => {
    for (const job of jobs) {
      expect(job.permissions ?? workflow.permissions).toBeTypeOf('object');
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      for (const { uses } of job.steps) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
    }
  });

  it('names no host', () => {
    expect(text).not.toMatch(/https?:|registry\.|\b[\w-]+\.(?:com|org|io|dev)\b/);
  });
});

describe('ci.yml', () => {
  const { check, long, node } = workflowOf('ci.yml').jobs;

  it('runs what a contributor runs', () => {
    expect(check && commands(check)).toEqual(['npm ci', 'npm run check']);
    expect(long && commands(long)).toEqual(['npm ci', 'npm run test:long']);
  });

  it('tries every Node line that the packages are for, from its first version on', () => {
    const versions = node?.strategy?.matrix.node ?? [];
    const lines = ENGINES.match(/\d+(?:\.\d+)*/g) ?? [];
    for (const line of lines)
      expect(
        versions.some((version) => version.startsWith(line)),
        line,
      ).toBe(true);
    for (const version of versions)
      expect(satisfies(`${version}.0.0`.split('.').slice(0, 3).join('.'), ENGINES)).toBe(true);
  });
});

describe('release.yml', () => {
  const { on, permissions, jobs } = workflowOf('release.yml');

  it('publishes from main only, signs, and keeps no token', () => {
    expect(on).toEqual({ push: { branches: ['main'] } });
    expect(permissions).toEqual({});
    expect(jobs['release']?.permissions).toEqual({
      contents: 'write',
      'pull-requests': 'write',
      'id-token': 'write',
    });
    const secrets = JSON.stringify(jobs).match(/secrets\.\w+/g);
    expect(new Set(secrets)).toEqual(new Set(['secrets.GITHUB_TOKEN', 'secrets.NPM_TOKEN_OF_FIRST_RELEASE']));
  });

  it('proves everything before it publishes, and says where the packages come from', () => {
    const lines = commands(jobs['release'] as Job);
    expect(lines.indexOf('npm run check')).toBeGreaterThan(-1);
    expect(lines.indexOf('npm run check')).toBeLessThan(lines.indexOf('npm run release:publish'));
    expect(scripts['release:publish']).toMatch(
      /^npm run build && npm run release:prepare && changeset publish$/,
    );
    expect(scripts['release:version']).toMatch(/^changeset version && npm install --package-lock-only /);
    expect(lines).toContain(`npm install --global ${packageManager}`);
  });
});
