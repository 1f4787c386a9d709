import { expect, it } from 'vitest';
import { programsFor } from '../src/program.ts';
import { TOAST } from '../src/toast.ts';

const hostile = `"; calc.exe; $(id) \`id\` $env:PATH {title} -e <b>&amp;</b>`;
const notice = { event: 'task_complete', title: 'Codex: task finished', body: hostile, at: 0 };

it('is notify-send, which is told where its options end and whose markup means nothing', () => {
  expect(programsFor('freedesktop', notice, { sound: true, urgency: 'critical' }, {})).toEqual([
    {
      file: 'notify-send',
      args: [
        '--app-name=Hookline',
        '--urgency=critical',
        '--hint=string:sound-name:message-new-instant',
        '--',
        'Codex: task finished',
        `"; calc.exe; $(id) \`id\` $env:PATH {title} -e &lt;b&gt;&amp;amp;&lt;/b&gt;`,
      ],
      timeoutMs: 2_000,
    },
  ]);
});

it('is osascript with a script that holds no text of it', () => {
  const [program] = programsFor('macos', notice, {}, {});
  expect(program).toMatchObject({ file: '/usr/bin/osascript', timeoutMs: 2_000 });
  expect(program?.args).toEqual([
    '-e',
    'on run argv',
    '-e',
    'display notification (item 2 of argv) with title (item 1 of argv)',
    '-e',
    'end run',
    'Codex: task finished',
    hostile,
  ]);
  expect(programsFor('macos', notice, { sound: true }, {})[0]?.args[3]).toMatch(/ sound name "Glass"$/);
});

it('is the PowerShell of Windows with a script that holds no text of it', () => {
  const [program] = programsFor('windows', notice, {}, { SystemRoot: 'D:\\Windows' });
  expect(program?.file).toBe('D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  const script = Buffer.from(program?.args.at(-1) ?? '', 'base64').toString('utf16le');
  expect(program?.args.at(-2)).toBe('-EncodedCommand');
  expect(script).toBe(TOAST);
  expect(program?.env).toEqual({
    HOOKLINE_NOTIFY_TITLE: 'Codex: task finished',
    HOOKLINE_NOTIFY_BODY: hostile,
    HOOKLINE_NOTIFY_SOUND: '0',
  });
  // The longest command line that Windows takes.
  expect(program?.args.join(' ').length).toBeLessThan(8_000);
});

it('is PowerShell through the interop of WSL, then notify-send', () => {
  const programs = programsFor('wsl', notice, {}, { WSLENV: 'USERPROFILE/p' });
  expect(programs.map(({ file }) => file)).toEqual(['powershell.exe', 'notify-send']);
  expect(programs[0]?.env?.['WSLENV']).toBe(
    'USERPROFILE/p:HOOKLINE_NOTIFY_TITLE:HOOKLINE_NOTIFY_BODY:HOOKLINE_NOTIFY_SOUND',
  );
});

it('is what the person has named, each text one argument, filled in once', () => {
  const command = ['ntfy', 'publish', '--title={title}', '{event}', '{body}', '{other}'];
  expect(programsFor('custom', notice, { command }, {})[0]).toMatchObject({
    file: 'ntfy',
    args: ['publish', '--title=Codex: task finished', 'task_complete', hostile, '{other}'],
    env: { HOOKLINE_NOTIFY_BODY: hostile },
  });
});
