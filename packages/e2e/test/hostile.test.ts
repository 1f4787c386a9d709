/** Attacks of a hostile repository on the built program: each is laid, walked into, and held by what the page says. */
import { describe, expect, it } from 'vitest';
import { changedFiles } from '../src/index.ts';
import { Arena, REFUSED, refusalOf, type Said } from './hostile/arena.ts';
import type { Scene, Seen } from './hostile/attack.ts';
import { SCENES } from './hostile/index.ts';

/** What the scene came to, and what must hold for every one of them. */
interface Outcome extends Seen {
  readonly left: readonly unknown[];
}

async function outcomeOf(scene: Scene): Promise<Outcome> {
  const arena = new Arena();
  try {
    await scene.set(arena);
    const before = arena.tree();
    const said = await scene.walk(arena);
    const changed = scene.rearranges ? [] : changedFiles(before, arena.tree());
    const marks = arena.takeMarks();
    const approvedSaid = await scene.approved?.(arena);
    const approvedMarks = arena.takeMarks();
    await scene.unheld?.(arena);
    const unheldMarks = arena.takeMarks();
    const left = await arena.leftRunning();
    return {
      arena,
      said,
      marks,
      changed,
      left,
      ...(approvedSaid ? { approvedSaid, approvedMarks } : {}),
      ...(scene.unheld ? { unheldMarks } : {}),
    };
  } finally {
    arena.close();
  }
}

describe.concurrent.for(SCENES.map((scene) => [scene.about, scene] as const))('%s', ([, scene]) => {
  let played: Promise<Outcome> | undefined;
  const outcome = (): Promise<Outcome> => (played ??= outcomeOf(scene));

  it('runs nothing, changes nothing, ends, and leaves the gate of the user in force', async ({ expect }) => {
    const { said, marks, changed, left } = await outcome();
    expect(marks).toEqual([]);
    expect(changed).toEqual([]);
    expect(left).toEqual([]);
    for (const [name, one] of Object.entries(said)) {
      expect([name, one.timedOut, one.signal]).toEqual([name, false, null]);
      // One line for a person or a program; never a stack, which is what a crash leaves.
      expect(one.stderr).not.toMatch(/^\s+at .*\(?(?:node:|file:|\/).*:\d+:\d+/m);
    }
    expect(refusalOf(said['forbidden'] as Said)).toContain(scene.refusal ?? REFUSED);
  });

  it.for(scene.attacks.map((attack) => [attack.id, attack.does, attack] as const))(
    '%s: %s',
    async ([id, , attack], { expect }) => {
      const seen = await outcome();
      expect(seen.marks).not.toContain(id);
      if (attack.armed) expect(seen.approvedMarks).toContain(id);
      if (attack.works) {
        expect(seen.unheldMarks).toContain(id);
        expect(seen.approvedMarks ?? []).not.toContain(id);
      }
      attack.proves?.(seen);
    },
  );
});

it('is tried in many ways, each of them once', () => {
  const ids = SCENES.flatMap(({ attacks }) => attacks.map(({ id }) => id));
  expect(ids.length).toBeGreaterThanOrEqual(25);
  expect(new Set(ids).size).toBe(ids.length);
});

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

describe('the page', () => {
  it('says what is tried today; if not: run this file with -u', async () => {
    const count = SCENES.reduce((sum, { attacks }) => sum + attacks.length, 0);
    const sections = SCENES.map(({ about, attacks }) =>
      [
        `## ${about}\n`,
        row(['attack', 'what holds it']),
        row(['---', '---']),
        ...attacks.map(({ does, held }) => row([does, held])),
      ].join('\n'),
    );
    await expect(`# Attacks of a hostile repository, and what holds them

<!-- Made by \`npx vitest run packages/e2e/test/hostile.test.ts -u\`. Do not edit. -->

Each of these ${count} is laid in a repository, and the built \`hookline\` walks into it: as a hook of the agent, and by its own commands. No code of
an attack may leave a mark, no file outside of Hookline's own may change, every run has to end, and a required gate of the person must
still refuse. Where code would run if it were approved, or if it were met by something else, that is tried, too. What is promised and what is not:
[security model](security-model.md).

${sections.join('\n\n')}
`).toMatchFileSnapshot('../../../docs/attacks.md');
  });
});
