/**
 * What the evaluation holds, in other clothes: a command that is refused as it stands is refused in every wrapping that
 * a shell takes off again, also in two of them, and ordinary work stays ordinary where it is only a text. Of the dangerous
 * ones only those of the half are taken that the rules may be fitted to. Nothing of it is run: the texts are judged.
 */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfOf } from '../eval/half-of.ts';
import { readSets } from '../eval/read-sets.ts';
import { assess } from '../src/assess.ts';

const where = { cwd: '/home/user/project', home: '/home/user', workspaceRoot: '/home/user/project', env: {} };
const isCaught = (command: string): boolean => assess(command, where).verdict !== 'allow';

const sets = readSets(fileURLToPath(new URL('../eval', import.meta.url)));
const dangerous = sets.dangerous
  .filter(({ id, command }) => halfOf(id) === 'a' && isCaught(command))
  .map(({ command }) => command);
const ordinary = sets.ordinary.map(({ command }) => command).filter((command) => !isCaught(command));

/** The text as one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

type Change = (command: string) => string;

const WRAPPINGS: Readonly<Record<string, Change>> = {
  'bash -c': (command) => `bash -c ${quoted(command)}`,
  eval: (command) => `eval ${quoted(command)}`,
  'a variable and eval': (command) => `text=${quoted(command)}; eval "$text"`,
  'a subshell': (command) => `(\n${command}\n)`,
  'a group': (command) => `{\n${command}\n}`,
  'a condition': (command) => `if true; then\n${command}\nfi`,
  'another way out': (command) => `false || {\n${command}\n}`,
  'a loop over words': (command) => `for one in 1; do\n${command}\ndone`,
  'a loop': (command) => `while true; do\n${command}\nbreak\ndone`,
  'a case': (command) => `case x in\n*)\n${command}\n;;\nesac`,
  'after another': (command) => `true && {\n${command}\n}`,
  'a function': (command) => `run_it() {\n${command}\n}\nrun_it`,
  'the background': (command) => `{\n${command}\n} &`,
  'sudo -E bash -c': (command) => `sudo -E bash -c ${quoted(command)}`,
  'timeout, nohup and env': (command) => `timeout 60 nohup env A=1 bash -c ${quoted(command)}`,
  'a decoder': (command) => `echo ${Buffer.from(command).toString('base64')} | base64 -d | bash`,
  'a pipe to sh': (command) => `printf '%s' ${quoted(command)} | sh`,
  'a here-string': (command) => `bash <<< ${quoted(command)}`,
  'a here-document': (command) => `bash <<'END_OF_IT'\n${command}\nEND_OF_IT`,
  'a file that is run': (command) =>
    `cat > /tmp/it.sh <<'END_OF_FILE'\n${command}\nEND_OF_FILE\nbash /tmp/it.sh`,
  'a process substitution': (command) => `source <(printf '%s' ${quoted(command)})`,
  xargs: (command) => `echo x | xargs -I@@ bash -c ${quoted(command)}`,
  Python: (command) => `python3 -c ${quoted(`import os; os.system(${JSON.stringify(command)})`)}`,
  Node: (command) => `node -e ${quoted(`require("child_process").execSync(${JSON.stringify(command)})`)}`,
};

/** Every twelfth, another one for each wrapping. */
const sampled = (all: readonly string[], start: number, step: number): string[] =>
  all.filter((_, index) => index % step === start % step);

describe.each(Object.entries(WRAPPINGS).map(([name, wrap], index) => [name, wrap, index] as const))(
  'in %s',
  (_, wrap, index) => {
    it('what is refused stays refused', () => {
      const through = sampled(dangerous, index, 12).filter((command) => !isCaught(wrap(command)));
      // A root shell that reads the rest of its own script is no root shell for anybody.
      expect(through.filter((command) => !/^sudo\b[^|;&]*(?:sh|bash)(?: -[a-z]+)*$/.test(command))).toEqual(
        [],
      );
    });

    it('what is ordinary stays ordinary', () => {
      // As root other things are dangerous, and what stands in a string of another language is read as that.
      if (/sudo|Python|Node/.test(WRAPPING_NAMES[index] ?? '')) return;
      const caught = sampled(ordinary, index, 12).filter((command) => isCaught(wrap(command)));
      expect(caught.length, caught.join('\n---\n')).toBeLessThanOrEqual(2);
    });
  },
);

const WRAPPING_NAMES = Object.keys(WRAPPINGS);

it('stays refused in two wrappings', () => {
  const wrapping = fc.constantFrom(...Object.values(WRAPPINGS));
  fc.assert(
    fc.property(fc.constantFrom(...dangerous), wrapping, wrapping, (command, inner, outer) => {
      fc.pre(command.length < 400 && !command.includes('END_OF_') && !/^sudo\b/.test(command));
      const once = inner(command);
      // Two here-documents of one name end at the first.
      fc.pre(!once.includes('END_OF_') || !/END_OF_/.test(outer('')));
      expect(isCaught(outer(once)), outer(once)).toBe(true);
    }),
    { numRuns: 400, seed: 7 },
  );
});

const MENTIONS: Readonly<Record<string, Change>> = {
  'an argument of echo': (command) => `echo ${quoted(command)}`,
  'a pattern of grep': (command) => `grep -rnF ${quoted(command)} docs`,
  'a message of a commit': (command) => `git commit -m ${quoted(`docs: never run ${command}`)}`,
  'a here-document into a file': (command) => `cat > docs/notes.md <<'END_OF_FILE'\n${command}\nEND_OF_FILE`,
  'a comment': (command) =>
    `ls\n${command
      .split('\n')
      .map((line) => `# ${line}`)
      .join('\n')}`,
  'a body of an issue': (command) => `gh issue create --title x --body ${quoted(command)}`,
  'a value of a variable': (command) => `MESSAGE=${quoted(command)}; echo done`,
  'a value of jq': (command) => `jq -n --arg c ${quoted(command)} '{command: $c}'`,
};

describe.each(Object.entries(MENTIONS))('as %s', (_, mention) => {
  it('anything is a text', () => {
    const caught = [...sampled(dangerous, 3, 4), ...sampled(ordinary, 1, 4)].filter((command) =>
      isCaught(mention(command)),
    );
    expect(caught).toEqual([]);
  });
});
