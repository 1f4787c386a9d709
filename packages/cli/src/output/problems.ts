/** Shows the problems of a configuration: place, what, what was expected, what to do. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { ConfigProblem } from '@hookline/core/engine';
import { visible, visibleLine } from './visible.ts';

type Style = Parameters<typeof styleText>[0];

/** `file:line:column`, relative to the working directory where it lies below it. */
export function placeOf(problem: ConfigProblem, cwd: string): string {
  const near = relative(cwd, problem.file);
  const file = near && !near.startsWith('..') ? near : problem.file;
  return problem.line === undefined ? file : `${file}:${problem.line}:${problem.column ?? 1}`;
}

/** All problems as text, errors first as they come. */
export function problemsText(problems: readonly ConfigProblem[], cwd: string, colour: boolean): string {
  const paint = (style: Style, text: string): string => (colour ? styleText(style, text) : text);
  // Keys, values and names of files are chosen by whoever wrote the configuration.
  const shown = (text: string): string => text.split('\n').map(visibleLine).join('\n');
  return problems
    .map((problem) => {
      const word = problem.severity === 'error' ? paint('red', 'error  ') : paint('yellow', 'warning');
      const lines = [
        `${visible(placeOf(problem, cwd))}  ${word}  ${shown(problem.message)}  ${paint('dim', problem.code)}`,
      ];
      if (problem.path) lines.push(`  at        ${shown(problem.path)}`);
      // A message that says it already is not made longer.
      if (problem.expected && !problem.message.includes(problem.expected))
        lines.push(`  expected  ${shown(problem.expected)}`);
      if (problem.fix) lines.push(`  fix       ${shown(problem.fix)}`);
      return lines.join('\n');
    })
    .join('\n');
}

/** `2 errors, 1 warning`. */
export function problemCount(problems: readonly ConfigProblem[]): string {
  const count = (severity: ConfigProblem['severity']): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const word = (amount: number, one: string): string => `${amount} ${one}${amount === 1 ? '' : 's'}`;
  return [word(count('error'), 'error'), word(count('warning'), 'warning')].join(', ');
}
