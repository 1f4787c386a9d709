/** Tools, hosts, branches, times and events; the order of rules; what is said, and where nothing is. */
import { join } from 'node:path';
import {
  expectAllowed,
  expectAsked,
  expectDenied,
  expectFailed,
  expectNoOpinion,
  testPlugin,
} from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import plugin, { type PolicyOptions, type PolicyRule } from '../src/index.ts';
import { judging, repository, write } from './workspace.ts';

const deny = (rule: Omit<PolicyRule, 'action'>): PolicyOptions => ({
  rules: [{ action: 'deny', reason: 'Not here.', ...rule }],
});
const policyWith = (options: PolicyOptions) => testPlugin(plugin, { options, env: { HOME: '/home/user' } });

describe('the order', () => {
  const options: PolicyOptions = {
    rules: [
      { action: 'allow', command: 'git push origin topic' },
      { action: 'ask', command: 'git push', reason: 'Asks first.' },
      { action: 'deny', command: 'git', path: 'secrets', reason: 'Never.' },
    ],
  };

  it('lets the first rule that is about something decide', async () => {
    const { exec } = await judging(options, repository());
    expect(await exec('git push origin topic')).toBe('allow');
    expect(await exec('git push origin main')).toBe('ask');
    expect(await exec('git push secrets/x')).toBe('ask');
  });

  it('takes the strictest of several commands of one line', async () => {
    const { exec } = await judging(options, repository());
    expect(await exec('git push origin topic && git push')).toBe('ask');
    expect(await exec('git push; git add secrets/x')).toBe('deny');
    expect(await exec('git add secrets/x; git push')).toBe('deny');
  });

  it('ends with the default', async () => {
    const policy = await policyWith({
      default: 'ask',
      default_reason: 'Only what is listed.',
      rules: options.rules,
    });
    expectAsked(await policy.run('exec.before', { command: 'npm test' }), 'Only what is listed.');
    expectAsked(await policy.run('tool.before'), 'Only what is listed.');
  });

  it('may end with a rule without conditions', async () => {
    const policy = await policyWith({
      rules: [
        { action: 'allow', command: 'npm test' },
        { action: 'deny', reason: 'Nothing else.' },
      ],
    });
    expectNoOpinion(await policy.run('exec.before', { command: 'npm test' }));
    expectDenied(await policy.run('exec.before', { command: 'npm start' }), 'Nothing else.');
  });
});

describe('a tool', () => {
  it.each([
    ['mcp__echo__*', 'mcp.before', true],
    ['echo/*', 'mcp.before', true],
    ['*/echo', 'mcp.before', true],
    ['other/*', 'mcp.before', false],
    ['apply_patch', 'patch.before', true],
    ['Edit', 'patch.before', true],
    ['Bash', 'exec.before', true],
    ['Bash', 'mcp.before', false],
    ['view_*', 'tool.before', true],
  ] as const)('%s at %s: %s', async (tool, event, fits) => {
    const policy = await policyWith(deny({ tool }));
    const fields =
      event === 'mcp.before'
        ? { toolName: 'mcp__echo__echo', server: 'echo', tool: 'echo' }
        : event === 'tool.before'
          ? { toolName: 'view_image' }
          : {};
    const result = await policy.run(event, fields);
    if (fits) expectDenied(result, 'Not here.');
    else expectNoOpinion(result);
  });

  it('is judged by the paths and addresses in its arguments', async () => {
    const policy = await policyWith(deny({ path: 'secrets/**' }));
    const call = { cwd: repository(), toolName: 'mcp__fs__read', server: 'fs', tool: 'read' };
    expectDenied(await policy.run('mcp.before', { ...call, arguments: { path: 'a/../secrets/key' } }));
    expectDenied(
      await policy.run('mcp.before', { ...call, arguments: { files: [{ filePath: 'secrets/key' }] } }),
    );
    expectNoOpinion(await policy.run('mcp.before', { ...call, arguments: { text: 'secrets/key' } }));
    const hosts = await policyWith(deny({ host: '*.example.com' }));
    expectDenied(
      await hosts.run('mcp.before', { ...call, arguments: { q: 'see https://a.example.com/x.' } }),
    );
  });
});

describe('a host', () => {
  it.each([
    ['curl https://api.example.com/x', true],
    ['curl -X POST -d a=b https://user:pw@API.example.com:8443/x', true],
    ['curl api.example.com', true],
    ['wget -O x http://api.example.com./x', true],
    ['ssh deploy@api.example.com ls', true],
    ['ssh -p 22 api.example.com', true],
    ['scp a.txt api.example.com:/tmp', true],
    ['ssh -J me@api.example.com other.test', true],
    ['exec 3<>/dev/tcp/api.example.com/80', true],
    ['rsync -a . me@api.example.com:x', true],
    ['git clone git@api.example.com:a/b.git', true],
    ['git clone ssh://git@api.example.com/a/b.git', true],
    ['git push https://api.example.com/a.git main', true],
    ['git push', true],
    ['git push origin main', true],
    ['git fetch upstream', false],
    ['python3 x.py --url=https://api.example.com', true],
    ['H=api.example.com; curl https://$H/x', true],
    ['curl https://example.com', false],
    ['curl https://api.example.com.evil.test', false],
    ['curl https://other.test/?u=api.example.com', false],
    ['echo https://api.example.com', false],
    ['git commit -m "see https://api.example.com"', false],
    ['npm test', false],
    ['curl "$URL"', false],
  ])('%s: %s', async (command, fits) => {
    const cwd = repository('main', {
      '.git/config':
        '[remote "origin"]\n\turl = git@api.example.com:a/b.git\n[remote "upstream"]\n\turl = https://up.test/x\n',
    });
    const { exec } = await judging(deny({ host: '*.example.com' }), cwd);
    expect(await exec(command)).toBe(fits ? 'deny' : 'allow');
  });

  it('that is not known is asked about where the line speaks of it', async () => {
    const { exec } = await judging(deny({ host: '*.example.com' }), repository());
    expect(await exec('H=$(pick); curl "https://$H" # example.com')).toBe('ask');
  });
});

describe('a branch', () => {
  const options = deny({ command: 'git push', branch: ['main', 'release/*'] });

  it('is the one that is checked out, also in a worktree and a folder below', async () => {
    for (const branch of ['main', 'release/1.2']) {
      const cwd = repository(branch, { 'sub/x': '' });
      expect(await (await judging(options, cwd)).exec('git push')).toBe('deny');
      expect(await (await judging(options, join(cwd, 'sub'))).exec('git push')).toBe('deny');
    }
    const topic = repository('topic', { '.git/worktrees/w/HEAD': 'ref: refs/heads/main\n' });
    write(join(topic, '..'), { 'w/.git': `gitdir: ${topic}/.git/worktrees/w\n` });
    expect(await (await judging(options, topic)).exec('git push')).toBe('allow');
    expect(await (await judging(options, join(topic, '../w'))).exec('git push')).toBe('deny');
    expect(await (await judging(options, topic)).exec('git -C ../w push')).toBe('deny');
    expect(await (await judging(options, topic)).exec('cd ../w && git push')).toBe('deny');
  });

  it.each([
    ['git push origin main', 'deny'],
    ['git push origin HEAD:main', 'deny'],
    ['git push origin +topic:refs/heads/main', 'deny'],
    ['git push origin :main', 'deny'],
    ['git push origin topic', 'allow'],
    ['git push -u origin HEAD', 'allow'],
    ['git checkout main && git push', 'deny'],
    ['git switch release/1; git push', 'deny'],
    ['git push --all', 'ask'],
    ['git push origin "$B"', 'ask'],
    ['git checkout -- file && git push', 'allow'],
  ])('on another one, %s: %s', async (command, verdict) => {
    expect(await (await judging(options, repository('topic'))).exec(command)).toBe(verdict);
  });

  it('of a head that is detached is HEAD, and outside of a repository there is none', async () => {
    const detached = repository('x', { '.git/HEAD': 'd6f3c1\n' });
    const head = deny({ branch: 'HEAD' });
    expect(await (await judging(head, detached)).exec('ls')).toBe('deny');
    expect(await (await judging(deny({ branch: '*' }), join(detached, '..'))).exec('ls')).toBe('allow');
    expect(await (await judging(deny({ branch: 'main' }), repository('main'))).patch('a')).toBe('deny');
  });
});

describe('a time', () => {
  const at = async (time: string, timestamp: string, timezone = 'Europe/Zurich'): Promise<boolean> => {
    const policy = await policyWith({ timezone, ...deny({ command: 'git push', time }) });
    const { outcome } = await policy.run('exec.before', { command: 'git push', timestamp });
    return outcome.verdict?.kind === 'deny';
  };

  it.each([
    // A Saturday in Zurich, at 06:00.
    ['sat', '2026-11-21T05:00:00.000Z', true],
    ['mon-fri', '2026-11-21T05:00:00.000Z', false],
    ['fri-mon', '2026-11-21T05:00:00.000Z', true],
    ['sat,sun', '2026-11-21T05:00:00.000Z', true],
    ['06:00-07:00', '2026-11-21T05:00:00.000Z', true],
    ['07:00-08:00', '2026-11-21T05:00:00.000Z', false],
    ['sat 05:00-06:00', '2026-11-21T05:00:00.000Z', false],
    ['fri 22:00-07:00', '2026-11-21T05:00:00.000Z', true],
    ['sat 22:00-07:00', '2026-11-21T05:00:00.000Z', false],
    ['mon-fri 09:00-18:00', '2026-11-23T08:00:00.000Z', true],
    ['mon-fri 09:00-18:00', '2026-11-23T17:00:00.000Z', false],
    ['00:00-24:00', '2026-11-23T23:30:00.000Z', true],
    // In summer the clock there is two hours ahead.
    ['mon 10:00-10:01', '2026-07-06T08:00:00.000Z', true],
  ])('%s at %s: %s', async (time, timestamp, fits) => {
    expect(await at(time, timestamp)).toBe(fits);
  });

  it('is of the time zone', async () => {
    expect(await at('fri', '2026-11-21T05:00:00.000Z', 'America/Los_Angeles')).toBe(true);
  });
});

describe('an event', () => {
  it('narrows a rule', async () => {
    const policy = await policyWith(deny({ event: 'patch.before' }));
    expectDenied(await policy.run('patch.before'));
    expectNoOpinion(await policy.run('exec.before'));
  });
});

describe('a request for permission', () => {
  const request = { command: 'npm ci', input: { command: 'npm ci' } };

  it('is answered only by a rule that names the event, for every part', async () => {
    const plain = await policyWith({ rules: [{ action: 'allow', command: 'npm ci' }] });
    expectNoOpinion(await plain.run('permission.request', request));
    const meant = await policyWith({
      rules: [
        { action: 'allow', event: 'permission.request', command: 'npm ci', reason: 'Installs are fine.' },
      ],
    });
    expectAllowed(await meant.run('permission.request', request), 'Installs are fine.');
    expectNoOpinion(await meant.run('permission.request', { ...request, command: 'npm ci && npm publish' }));
    expectNoOpinion(await meant.run('permission.request', { ...request, command: 'PATH=x npm ci' }));
    expectNoOpinion(await meant.run('permission.request', { ...request, command: '$X ci' }));
    expectAllowed(await meant.run('permission.request', { ...request, command: 'cd sub && npm ci' }));
  });

  it('is refused where the thing is, and left to the person where it is asked about', async () => {
    const policy = await policyWith({
      rules: [
        { action: 'deny', command: 'npm publish', reason: 'Never.' },
        { action: 'ask', command: 'npm', reason: 'Look at it.' },
      ],
    });
    expectDenied(await policy.run('permission.request', { ...request, command: 'npm publish' }), 'Never.');
    expectNoOpinion(await policy.run('permission.request', request));
    expectNoOpinion(await policy.run('permission.request', { ...request, command: 'eval "$X"' }));
  });

  it('for a patch is judged by its files', async () => {
    const policy = await policyWith(deny({ path: 'secrets' }));
    const patch = '*** Begin Patch\n*** Add File: secrets/a\n+x\n*** End Patch';
    expectDenied(
      await policy.run('permission.request', {
        toolName: 'apply_patch',
        command: undefined,
        input: { command: patch },
      }),
    );
  });
});

describe('what is said', () => {
  it('is the reason, which part of the line it is about, and what to do instead', async () => {
    const policy = await policyWith(
      deny({ command: 'git push', reason: 'Pushing is done by the release job' }),
    );
    expectDenied(
      await policy.run('exec.before', { command: 'npm test && git push origin' }),
      /^Of this line, "git push origin": Pushing is done by the release job\. Do not try it in another form: go on without it, or ask the user\.$/,
    );
    expectDenied(
      await policy.run('exec.before', { command: 'git push' }),
      /^Pushing is done by the release job\./,
    );
  });

  it('says how to write what could not be known', async () => {
    const policy = await policyWith(deny({ command: 'git push', reason: 'No pushing.' }));
    expectAsked(
      await policy.run('exec.before', { command: 'git $SUB' }),
      'This may be held back: No pushing; it cannot be known before it runs (git …). Write it out in full',
    );
  });

  it('holds no secret', async () => {
    const policy = await testPlugin(plugin, {
      options: deny({ command: 'deploy', reason: 'No.' }),
      secrets: ['hunter2'],
      env: {},
    });
    expectDenied(await policy.run('exec.before', { command: 'x; deploy hunter2' }), 'deploy [redacted]');
  });
});

describe('a table that a variable broke', () => {
  it('refuses', async () => {
    const policy = await testPlugin(plugin, { options: deny({ path: '${WHERE}' }), env: { WHERE: 'a[b' } });
    const result = await policy.run('exec.before', { command: 'ls' });
    expectFailed(result, 'without a "]"');
    expectDenied(result, 'The required check "policy" could not run');
  });
});

describe('explain', () => {
  it('says which rule is about which part, and why', async () => {
    const policy = await policyWith({
      rules: [
        { id: 'no-push', action: 'deny', command: 'git push', branch: 'main', reason: 'Protected.' },
        { action: 'ask', command: 'npm publish', reason: 'A person publishes.' },
      ],
    });
    const cwd = repository('main');
    expect(policy.explain('exec.before', { cwd, command: "npm test && bash -c 'git push'" })).toEqual([
      'deny by no-push',
      '  the agent is told: Of this line, "git push": Protected. Do not try it in another form: go on without it, or ask the user.',
      '  npm test: allow by default',
      '  bash -c git push: allow because it changes nothing by itself',
      '  git push: deny by no-push (branch main; in bash)',
    ]);
    expect(policy.explain('exec.before', { cwd, command: 'git $X' })[0]).toBe(
      'ask because it may be what no-push is about',
    );
    expect(policy.explain('exec.before', { cwd, command: 'npm $X\u202e' }).join('\n')).not.toContain(
      '\u202e',
    );
  });
});
