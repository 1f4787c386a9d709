// What a plugin adds to Hookline without any package installed: a kind of handler and an event of its own, used in a config.
import { describe, expect, it } from 'vitest';
import type { Turn } from '../src/index.ts';
import { done, effectStage, hooklineCodex, linesOf } from './effects.ts';

const shell: Turn = { type: 'shell', command: 'echo made > made.txt' };

/** A plugin with the handler kind `note`, which writes down what it is called for and refuses where it is told to. */
const noting = (more = ''): string => `
  import { appendFileSync } from 'node:fs';
  import { defineEvent, defineHandler, definePlugin } from '@hookline/core';
  ${more}
  const anything = { '~standard': { version: 1, vendor: 'anything', validate: (value) => ({ value }) } };
  const note = defineHandler({
    type: 'note',
    keys: ['note'],
    schema: async () => ({ default: anything }),
    describe: (fields) => 'note ' + fields.note,
    async run(entry, event) {
      appendFileSync(process.env.HOME + '/notes', event.type + ' ' + entry.fields.note + '\\n');
      if (entry.fields.note === 'no') return { verdict: { kind: 'deny', reason: 'Noted, and refused.' } };
    },
  });
  export default definePlugin({ name: 'noting', events: [], handlers: [note] });
`;
const entryOf = (event: string, note: string, more = '') =>
  `[[hooks.${event.split('.')[0]}]]\nevent = "${event}"\nnote = "${note}"\n${more}\n`;

describe('a local plugin', () => {
  it('provides a kind of handler that decides, and that works off what is handed over', async () => {
    const stage = await effectStage([shell, done], {
      'hooks.toml': `[plugins."./noting.mjs"]\n${entryOf('exec.before', 'no')}${entryOf('session_end', 'late', 'mode = "async"').replace('hooks.session_end', 'hooks.session')}`,
      'noting.mjs': noting(),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual([]);
    expect(run.modelSaw('Noted, and refused.')).toBe(true);
    expect(linesOf(stage, 'notes')).toEqual(['exec.before no', 'session_end late']);
  });

  it('defines an event that entries may name, and the hooks beside it go on working', async () => {
    const event = {
      property: 'deployBefore',
      category: 'deploy',
      lanes: ['gate', 'observe'],
      verdicts: ['deny'],
      onRequiredFailure: 'deny',
      tool: false,
      summary: 'A deployment is about to begin.',
    };
    const stage = await effectStage([shell, done], {
      'hooks.toml': `[plugins."./noting.mjs"]\n${entryOf('exec.before', 'no')}${entryOf('deploy.before', 'no')}`,
      'noting.mjs': noting(`defineEvent('deploy.before', ${JSON.stringify(event)});`),
    });
    const run = await hooklineCodex(stage);
    expect(run.filesTouched, run.stderr).toEqual([]);
    expect(run.modelSaw('Noted, and refused.')).toBe(true);
    expect(linesOf(stage, 'notes')).toEqual(['exec.before no']);
  });
});
