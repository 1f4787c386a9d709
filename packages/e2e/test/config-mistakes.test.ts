/** Mistakes that people make in a configuration: what Hookline says of each, and that doing what it says mends it. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import { REPOSITORY, runBounded } from '../src/registry/index.ts';
import { changedLines, type Mistake, mendedText } from './config-mistakes/mistake.ts';
import { MISTAKES } from './config-mistakes/mistakes.ts';

/** What a command said, with the project at a place that is the same everywhere. */
interface Said {
  readonly code: number | null;
  readonly text: string;
}

const BESIDE_HOOKLINE = /, but not in \S+, where Hookline itself is installed/g;

/** A project with the mistake in it, and a shell in it. */
class Place {
  readonly #root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-mistake-')));
  readonly #project = path.join(this.#root, 'project');

  constructor({ file, text, beside = {}, installed = [] }: Mistake) {
    mkdirSync(path.join(this.#project, '.git'), { recursive: true });
    for (const [name, content] of Object.entries({ ...beside, [file]: text })) this.write(name, content);
    for (const name of installed) this.#link(name);
    // In the place of a registry: what a real installation brings is proved where packages are installed from one.
    this.write(
      '../bin/npm',
      `#!/bin/sh\nmkdir -p "$(dirname "node_modules/$3")" && ln -s "${REPOSITORY}/node_modules/$3" "node_modules/$3"\n`,
    );
    this.write('../bin/hookline', `#!/bin/sh\nexec "${process.execPath}" "${hooklineBinary()}" "$@"\n`);
  }

  write(name: string, content: string): void {
    const at = path.join(this.#project, name);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, content);
    chmodSync(at, content.startsWith('#!') ? 0o755 : 0o644);
  }

  #link(name: string): void {
    const at = path.join(this.#project, 'node_modules', name);
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(path.join(REPOSITORY, 'node_modules', name), at);
  }

  async type(line: string): Promise<Said> {
    const env = {
      PATH: [path.join(this.#root, 'bin'), path.dirname(process.execPath), '/usr/bin', '/bin'].join(
        path.delimiter,
      ),
      HOME: path.join(this.#root, 'home'),
      // What waits for review is said beside these; it is told on pages of its own.
      HOOKLINE_TRUST: 'all',
    };
    const { exitCode, stdout, stderr } = await runBounded(['sh', '-c', line], { cwd: this.#project, env });
    const text = `${stdout}${stderr}`
      .replaceAll(this.#project, '/home/user/project')
      // This repository is where Hookline is installed here; for who follows the page it is the project itself.
      .replaceAll(BESIDE_HOOKLINE, '');
    return { code: exitCode, text };
  }

  leave(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

const commandOf = ({ args = [] }: Mistake): string => ['hookline validate', ...args].join(' ');

/** The paragraphs of a report that are about errors. */
const errorsIn = (report: string): readonly string[] =>
  report
    .split(/\n(?=\S)/)
    .filter((part) => / {2}error {4}/.test(part))
    .map((part) => part.trimEnd());

interface Told {
  readonly said: Said;
  readonly emitted: Said | undefined;
  readonly mended: Said;
}

async function tell(mistake: Mistake): Promise<Told> {
  const place = new Place(mistake);
  try {
    const said = await place.type(commandOf(mistake));
    const isTried = mistake.isRaised === true || mistake.emitSays !== undefined;
    const emitted = isTried
      ? await place.type(`hookline emit ${mistake.event} --data '${JSON.stringify(mistake.data)}'`)
      : undefined;
    if (typeof mistake.mend !== 'string') place.write(mistake.file, mendedText(mistake));
    const before = typeof mistake.mend === 'string' ? `${mistake.mend} && ` : '';
    return { said, emitted, mended: await place.type(`${before}${commandOf(mistake)}`) };
  } finally {
    place.leave();
  }
}

const told = new Map(MISTAKES.map((mistake) => [mistake, undefined as Promise<Told> | undefined]));
const toldOf = (mistake: Mistake): Promise<Told> => {
  const known = told.get(mistake) ?? tell(mistake);
  told.set(mistake, known);
  return known;
};

function section(mistake: Mistake, { said }: Told): string {
  const { title, about, file, text, mend } = mistake;
  const language = path.extname(file).slice(1);
  const fenced = (info: string, lines: readonly string[]): string =>
    ['```'.concat(info), ...lines, '```'].join('\n');
  const now = changedLines(mendedText(mistake), text);
  const gone = changedLines(text, mendedText(mistake));
  const mended =
    typeof mend === 'string'
      ? fenced('console', [`$ ${mend}`])
      : now.length > 0
        ? fenced(language, now)
        : `Take out \`${gone.join(' ')}\`.`;
  return [
    `## ${title}`,
    ...(about === undefined ? [] : [about]),
    fenced(`${language} ${file}`, text.trimEnd().split('\n')),
    fenced('console', [`$ npx ${commandOf(mistake)}`, said.text.trim()]),
    'Mended:',
    mended,
  ].join('\n\n');
}

describe.concurrent('a mistake', () => {
  it.for(MISTAKES.map((mistake) => ({ title: mistake.title, mistake })))(
    '$title',
    async ({ mistake }, { expect }) => {
      const { said, emitted, mended } = await toldOf(mistake);
      const isBroken = mistake.emitSays === undefined;
      expect(said.code).toBe(isBroken ? 1 : 0);

      // The fix names what has to be changed, and changing that mends it.
      const fixes = said.text.split('\n').filter((line) => /^ {2}fix {7}|^note: /.test(line));
      expect(fixes.join('\n')).toContain(mistake.key);
      const mend = typeof mistake.mend === 'string' ? mistake.mend : '';
      const [before, after] = [mistake.text, mendedText(mistake)];
      const change = [...changedLines(after, before), ...changedLines(before, after), mend].join('\n');
      if (!mistake.isWord) expect(change).toContain(mistake.key);
      expect(mended.text).toMatch(/^ok {2}[^\n]*\n(?:note: Code was not run[^\n]*\n)?$/);
      expect(mended.code).toBe(0);

      // Who raises the event is told the same.
      if (isBroken) expect(errorsIn(said.text).length).toBeGreaterThan(0);
      if (emitted && isBroken) {
        expect(emitted.code).toBe(1);
        expect(errorsIn(emitted.text)).toEqual(errorsIn(said.text));
      }
      expect(emitted?.text.includes('No hook was run.') ?? isBroken).toBe(isBroken);
      expect(emitted?.text ?? '').toMatch(mistake.emitSays ?? /^/);
    },
  );
});

describe('the page', () => {
  it('shows what is said today; if not: run this file with -u', async () => {
    const sections: string[] = [];
    for (const mistake of MISTAKES) sections.push(section(mistake, await toldOf(mistake)));
    const page = `# Mistakes in a configuration, and what Hookline says

<!-- Made by \`npx vitest run packages/e2e/test/config-mistakes.test.ts -u\`. Do not edit. -->

Each of these ${MISTAKES.length} was made, run and mended as it says here. \`hookline validate\` reports all mistakes of all files at once, and runs
no code of the project unless it is told to. With an **error** nothing of the configuration runs, and what a required hook may have
guarded [is refused](troubleshooting.md#everything-is-refused); \`hookline emit\` prints the same report. A **warning** hinders nothing, but a hook
does not do what it says. A **note** may be right elsewhere and is wrong where the command was typed.

${sections.join('\n\n')}
`;
    await expect(page).toMatchFileSnapshot('../../../docs/config-mistakes.md');
  });
});
