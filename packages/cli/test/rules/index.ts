/**
 * Every rule for the hooks of a configuration, as the first seed (`seed`) and docs/configuration.md (`guide`) say it, with a
 * configuration that shows it. `entry-rules.test.ts` plays each with the built bin; rules that need more than one command name
 * the test that proves them.
 */
import { CONDITIONS } from './conditions.ts';
import { FILES } from './files.ts';
import type { Rule } from './rule.ts';
import { RUNNING } from './running.ts';
import { VALUES } from './values.ts';

export const RULES: readonly Rule[] = [...RUNNING, ...VALUES, ...CONDITIONS, ...FILES];

/** Rules that one command cannot show, and the test that shows them. */
export const PROVED_ELSEWHERE: readonly {
  readonly rule: string;
  readonly file: string;
  readonly test: string;
}[] = [
  {
    rule: 'priority and parallel_execution on a timeline, in every lane',
    file: 'packages/e2e/test/timeline.test.ts',
    test: 'runs high before normal before low, and those of one priority at the same time',
  },
  {
    rule: 'parallel_execution = false: none overlap',
    file: 'packages/e2e/test/timeline.test.ts',
    test: 'runs one after the other without parallel_execution',
  },
  {
    rule: 'a refusal aborts the rest and leaves no process',
    file: 'packages/e2e/test/timeline.test.ts',
    test: 'nothing of lower priority begins',
  },
  {
    rule: '--enable-hooks, --disable-hooks, --hooks-config against every file',
    file: 'packages/cli/test/hook-switches.test.ts',
    test: 'wins over every file that switches hooks off',
  },
  {
    rule: '--enable-hooks on the real agent, against config.json',
    file: 'packages/e2e/test/enable-hooks.test.ts',
    test: 'config.json switches hooks off',
  },
  {
    rule: 'debug and CODEX_HOOKS_DEBUG on the real agent',
    file: 'packages/e2e/test/debug-log.test.ts',
    test: 'also why a hook did not run',
  },
  {
    rule: 'arguments: ${command}, nested, whole values keep their type',
    file: 'plugins/mcp-tool/test/stdio.test.ts',
    test: 'fills arguments in at any depth',
  },
  {
    rule: 'MCP servers by name from the agent: limits, lists of tools, headers',
    file: 'plugins/mcp-tool/test/stdio.test.ts',
    test: 'is given the time that it has with the agent',
  },
  {
    rule: 'MCP tools decide on the real agent',
    file: 'packages/e2e/test/mcp-tool-hook.test.ts',
    test: 'rewrites',
  },
  {
    rule: 'layers: where configurations are found and which wins',
    file: 'packages/config/test/layers.test.ts',
    test: 'adds up the user, every folder down to the working directory, and the local files',
  },
  {
    rule: 'every block of the first seed is accepted',
    file: 'packages/cli/test/validate.test.ts',
    test: 'accepts block $index of the document as it stands',
  },
];
