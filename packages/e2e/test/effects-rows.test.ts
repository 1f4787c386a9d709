// Every effect that an answer of a hook can have on the agent, one row each. A row is proved by the tests that name its id in
// their title, in brackets; this file only sees to it that none is forgotten and no test names a row that does not exist.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a hook answers, and what comes of it through Hookline. */
const ROWS: Readonly<Record<string, string>> = {
  'pre-tool-use.deny': 'permissionDecision "deny" with a reason: not run, the model is told the reason',
  'pre-tool-use.deny-without-reason': 'a refusal without a reason (the agent alone runs the tool): not run',
  'pre-tool-use.block': 'decision "block" with a reason, or exit code 2 and stderr: not run',
  'pre-tool-use.failure':
    'exit code 1 (with a deny, too), a bad answer, a hang: refused when required, else run',
  'pre-tool-use.long-reason': 'a long reason: goes through whole',
  'pre-tool-use.no-opinion':
    'a bare allow, "approve", suppressOutput, unknown fields, plain text, nothing: run, no hook failed',
  'pre-tool-use.ask': '"ask" (the agent alone runs the tool): not run, the model is told how to go on',
  'pre-tool-use.continue-false': 'continue: false with a stopReason (the agent alone runs the tool): not run',
  'pre-tool-use.rewrite': '"allow" with updatedInput: the new command, patch or arguments are used',
  'pre-tool-use.rewrite-without-allow':
    'updatedInput without "allow" (the agent alone runs the original): the new one is used',
  'pre-tool-use.context': 'additionalContext, alone or beside a decision: the model is told',
  'pre-tool-use.system-message': 'systemMessage: a warning for the person, nothing for the model',
  'pre-tool-use.foreign-event-name': 'the hookEventName of another event: counts all the same',
  'pre-tool-use.code-mode': 'a refusal of a nested call in code mode: not run, it throws in the program',
  'post-tool-use.block': 'block, exit code 2 or continue: false: the model is told only the reason',
  'post-tool-use.context': 'additionalContext: the model is told, beside the output',
  'post-tool-use.unsupported-output':
    'updatedMCPToolOutput (voids the answer for the agent alone): left out, the rest counts',
  'permission-request.allow': 'behavior "allow": nobody is asked, it runs',
  'permission-request.deny':
    'behavior "deny", exit code 2, block: nobody is asked, the model is told the reason',
  'permission-request.allow-and-deny': 'one hook allows, another denies: denied',
  'permission-request.no-opinion': 'no answer, a failure, "ask": the person is asked',
  'permission-request.required': 'the failure of a required hook: denied',
  'permission-request.exec-never': '`codex exec` never asks, so no hook is called',
  'user-prompt-submit.block': 'a refused prompt: no request to the model',
  'session-start.halt': 'a halted session: no request to the model',
  'stop.block': 'decision "block" with a reason: goes on, as often as resume_limit says',
  'stop.no-reason': 'decision "block" without a reason (fails for the agent alone): goes on',
  'stop.plain-text': 'plain text (fails for the agent alone), or a failure: the turn ends',
  'subagent-start.context': 'additionalContext or plain text: the child is told',
  'subagent-stop.block': 'decision "block" with a reason: the child goes on, once',
  'pre-compact.stop': 'a refusal: the context is not compacted',
  'pre-compact.no-opinion': 'no opinion: the context is compacted',
  interrupt: 'an interrupted turn: told, nothing can be answered',
  'context.budget': 'more context than the budget: cut by priority, head and tail kept, not cut by the agent',
};

const folder = import.meta.dirname;
const proved = new Set(
  readdirSync(folder)
    .filter((name) => /^effects-.*\.test\.ts$/.test(name) && name !== path.basename(import.meta.filename))
    .flatMap((name) => titlesIn(readFileSync(path.join(folder, name), 'utf8')))
    .flatMap((title) => [...title.matchAll(/ \[([a-z.-]+)\]/g)].map(([, id]) => id ?? '')),
);

/** Lists what stands in quotes: titles of tests and the names of their cases. */
function titlesIn(source: string): string[] {
  return [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
}

describe('the effects of an answer', () => {
  it.each(Object.entries(ROWS))('%s is proved by a test: %s', (id) => {
    expect([...proved]).toContain(id);
  });

  it('are all in the table', () => {
    expect([...proved].filter((id) => !Object.hasOwn(ROWS, id))).toEqual([]);
  });
});
