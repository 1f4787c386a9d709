import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../src/assess.ts';

const where = { cwd: '/home/dev/code/app', home: '/home/dev' };

/** One command a line; a new line inside it is written as ⏎. */
function commands(name: string): string[] {
  return readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('⏎', '\n'));
}

describe('a dangerous command', () => {
  // One test for thousands: what is let through is listed.
  it('is not let through', () => {
    const all = commands('dangerous');
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter((command) => assess(command, where).verdict === 'allow')).toEqual([]);
  });

  it('is pointed at where it stands', () => {
    const command = 'echo one && git push --force origin main; ls';
    const [finding] = assess(command, where).findings;
    expect(command.slice(finding?.span.start, finding?.span.end)).toBe('git push --force origin main');
  });

  it('is pointed at as what it was made of, if its text stands nowhere', () => {
    const command = 'ls; echo cm0gLXJmIC8= | base64 -d | sh';
    const [finding] = assess(command, where).findings;
    expect(finding?.rule).toBe('fs-destroy.root');
    expect(finding?.span.start).toBeGreaterThanOrEqual(4);
    expect(finding?.span.end).toBeLessThanOrEqual(command.length);
  });
});

describe('an ordinary command', () => {
  it('is met with silence', () => {
    const all = commands('ordinary');
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((command) => assess(command, where).findings.length > 0)).toEqual([]);
  });
});

describe('the place decides', () => {
  it('lets a folder of the work tree go from a folder inside it', () => {
    const inside = {
      cwd: '/home/dev/code/app/packages/api',
      workspaceRoot: '/home/dev/code/app',
      home: '/home/dev',
    };
    expect(assess('rm -rf ../../coverage', inside).verdict).toBe('allow');
    expect(assess('rm -rf ../..', inside).verdict).toBe('deny');
    expect(assess('rm -rf ../../..', inside).verdict).toBe('deny');
  });

  it('knows a work tree that lies among the temporary files', () => {
    const there = { cwd: '/tmp/session/repo', home: '/home/dev' };
    expect(assess('rm -rf .', there).verdict).toBe('deny');
    expect(assess('rm -rf /tmp/session/repo/.git', there).verdict).toBe('deny');
    expect(assess('rm -rf /tmp/other', there).verdict).toBe('allow');
  });

  it('takes variables of the environment for what they are', () => {
    expect(assess('rm -rf "$BUILD"/*', { ...where, env: { BUILD: '/tmp/b' } }).verdict).toBe('allow');
    expect(assess('rm -rf "$BUILD"', { ...where, env: { BUILD: '/etc' } }).verdict).toBe('deny');
  });
});

describe('a text that cannot be read', () => {
  it('is asked about if it holds a risky word, quoted or not', () => {
    expect(assess("echo \"; r'm' -rf /x", where).verdict).toBe('ask');
    expect(assess(`${'('.repeat(100)} rm -rf /x`, where).verdict).toBe('ask');
    expect(assess(`x '${'a'.repeat(20_000)}'; git push --force`, where).verdict).toBe('ask');
  });

  it('is let through without one', () => {
    expect(assess('echo "hello', where).verdict).toBe('allow');
    expect(assess(`echo ${'a '.repeat(20_000)}`, where).verdict).toBe('allow');
    expect(assess('', where).verdict).toBe('allow');
    expect(assess(' \n\t', where).verdict).toBe('allow');
  });

  it('is still read around a long text that is written to a file', () => {
    const text = `cat > big.txt <<'E'\n${'rm -rf / is a line\n'.repeat(5_000)}E\n`;
    expect(assess(`${text}ls`, where).verdict).toBe('allow');
    expect(assess(`${text}git reset --hard`, where).verdict).toBe('ask');
  });
});

describe('a policy', () => {
  it('says how severe the answers are', () => {
    expect(assess('git push --force', where, { level: 'relaxed' }).verdict).toBe('ask');
    expect(assess('git push --force', where, { level: 'standard' }).verdict).toBe('deny');
    expect(assess('git reset --hard', where, { level: 'strict' }).verdict).toBe('deny');
  });

  it('switches rules and categories off, or sets their answer', () => {
    expect(assess('git reset --hard', where, { rules: { 'git-loss.reset': 'off' } }).findings).toEqual([]);
    expect(assess('git reset --hard', where, { rules: { 'git-loss': 'deny' } }).verdict).toBe('deny');
    expect(assess('rm -rf /', where, { rules: { 'fs-destroy.root': 'ask' } }).verdict).toBe('ask');
  });

  it('puts the worst finding first', () => {
    const { findings } = assess('git reset --hard; rm -rf /', where);
    expect(findings.map((finding) => finding.rule)).toEqual(['fs-destroy.root', 'git-loss.reset']);
  });
});
