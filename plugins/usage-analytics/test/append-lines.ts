/** Run by the test: appends lines of one session as the plugin does, by a single write of each whole line. */
import { appendFileSync } from 'node:fs';
import { programOf } from '../src/program.ts';
import { usageRecord } from '../src/usage-record.ts';

const [file = '', sessionId = '', count = '0'] = process.argv.slice(2);
for (let index = 0; index < Number(count); index += 1) {
  const record = usageRecord(
    {
      type: 'exec.after',
      id: `${sessionId}:${index}`,
      timestamp: '2026-11-21T05:00:00.000Z',
      sessionId,
      cwd: '/repo',
      host: { name: 'codex' },
      raw: {},
      toolName: 'Bash',
      input: {},
      command: 'npm test',
      exitCode: index % 2,
      duration: index,
    },
    { commands: 'program', redact: (text) => text, programOf },
  );
  appendFileSync(file, `${JSON.stringify(record)}\n`);
}
