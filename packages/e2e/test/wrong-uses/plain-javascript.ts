import { inGate, inSetup, type WrongUse } from './wrong-use.ts';

const checked =
  (file: (line: string) => string) =>
  (line: string): string =>
    `// @ts-check\n${file(line)}`;

/** In plain JavaScript, as an editor shows it with one comment. */
export const PLAIN_JAVASCRIPT: readonly WrongUse[] = [
  {
    title: 'a lane that the event does not have, in JavaScript',
    language: 'js',
    file: checked(inSetup('session_end')),
    wrong: "on('session_end').contribute(() => 'bye');",
    right: "on('session_end').observe((event, ctx) => ctx.log.info('bye'));",
    says: ['TS2339', "Property 'contribute' does not exist on type"],
  },
  {
    title: 'a refusal without a reason, in JavaScript',
    language: 'js',
    file: checked(inGate),
    wrong: "if (event.command.includes('--force')) return ctx.deny();",
    right: "if (event.command.includes('--force')) return ctx.deny('Not with force.');",
    says: ['TS2554', 'Expected 1 arguments, but got 0.'],
  },
  {
    title: 'a category that there is not, in JavaScript',
    language: 'js',
    file: checked((line) => `import { defineConfig } from 'hookline';\n\nexport default ${line}\n`),
    wrong: "defineConfig({ hooks: { shell: [{ event: 'exec.before', command: ['x'] }] } });",
    right: "defineConfig({ hooks: { exec: [{ event: 'exec.before', command: ['x'] }] } });",
    says: ['TS2353', "'shell' does not exist in type"],
  },
];
