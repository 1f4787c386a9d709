// An effect in a few words, for the table of the docs.
import type { Effect } from './effect.ts';
import type { HookCase } from './hook-case.ts';
import { inOneLine } from './hook-words.ts';
import { letter } from './place.ts';
import { sceneOf } from './scenes.ts';

/** An effect in a few words. */
export function effectWords(one: HookCase, effect: Effect): string {
  const words = [toolWords(one, effect), turnWords(one, effect)].filter(Boolean);
  const told = effect.told.filter(({ as, text }) => !(as === 'output' && isUsual(text)));
  const texts = told.map(
    ({ as, text }) =>
      `${as.startsWith('child') ? 'sub-agent ' : ''}→ ${quoted(text.replace('Blocked: ', '').replace(/^exec_command failed: .*\bRejected\(\\"(.*)\\"\)" \}$/, '$1'))}`,
  );
  const notCalled = one.hooks
    .map((_hook, index) => letter(index))
    .filter((name) => !effect.called.includes(name));
  return [
    ...words,
    ...texts,
    ...(effect.shown.length > 0 ? [`! ${quoted(effect.shown.join(' '))}`] : []),
    ...(notCalled.length > 0
      ? [notCalled.length === one.hooks.length ? 'not called' : `${notCalled.join(', ')} not called`]
      : []),
  ].join('; ');
}

const isUsual = (text: string): boolean =>
  /^(?:Process exited|Exit code|Output:|\{"agent_id|\{"status)|Rejected\(\\"rejected by user/.test(text);

function toolWords(one: HookCase, { made, told, asked }: Effect): string {
  const person = asked > 0 ? 'the person is asked' : '';
  switch (sceneOf(one)) {
    case 'shell':
    case 'failing shell':
    case 'patch':
    case 'escalation':
      return (
        person || (made === null ? 'not run' : made.trim() === 'original' ? 'run' : `run as ${made.trim()}`)
      );
    case 'mcp': {
      const echo = told.map(({ text }) => /echo:(\w+)/.exec(text)?.[1]).find(Boolean);
      return echo === undefined && one.event === 'PreToolUse'
        ? 'not run'
        : echo === 'rewritten'
          ? 'run as rewritten'
          : 'run';
    }
    default:
      return '';
  }
}

function turnWords(one: HookCase, { requests, turn }: Effect): string {
  const count = (usual: number) =>
    requests === usual ? '' : `${requests - usual} more rounds`.replace(/^1 more rounds/, 'one more round');
  switch (sceneOf(one)) {
    case 'prompt':
    case 'unending':
      return requests === 0 ? 'the model is not asked' : count(1) || 'the turn goes its way';
    case 'sub-agent':
      return count(4) || 'the sub-agent goes its way';
    case 'compaction':
      return `${requests > 1 ? 'compacted' : 'not compacted'}${turn.endsWith('interrupted') ? ', stopped' : ''}`;
    case 'interrupt':
      return 'interrupted';
    default:
      return '';
  }
}

/** Of a text that was cut only where it begins, and that it was. */
const quoted = (text: string): string => {
  const cut = /\[cut[^\]]*\]/.exec(text);
  return cut ? `“${inOneLine(text.slice(0, 40))}… ${cut[0]}”` : `“${inOneLine(text)}”`;
};
