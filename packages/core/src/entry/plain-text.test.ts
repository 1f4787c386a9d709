import { expect, it } from 'vitest';
import { answerScope } from '../../test/answer-scope.ts';
import { contextOfText } from './plain-text.ts';

it.each(['session_start', 'task_start', 'agent.start'])('is context at %s', (type) => {
  const scope = answerScope(type);
  expect(contextOfText(' note\n', scope)).toBe('note');
  expect(scope.logged).toEqual([]);
});

it.each(['session_end', 'exec.before', 'exec.after', 'task_complete', 'integration.deploy'])(
  'is a bounded remark for the log at %s',
  (type) => {
    const scope = answerScope(type);
    expect(contextOfText('x'.repeat(3_000), scope)).toBeUndefined();
    expect(scope.logged).toEqual([`info scan: ${'x'.repeat(2_000)}`]);
  },
);

it.each(['session_start', 'exec.before'])('is nothing at %s when it is blank', (type) => {
  const scope = answerScope(type);
  expect(contextOfText(' \n', scope)).toBeUndefined();
  expect(scope.logged).toEqual([]);
});
