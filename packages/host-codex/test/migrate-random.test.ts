/** Files of every form, cut off anywhere on the way there and back: the same random ones at each run. */
import { hookHandler, identityOf, type PlacedHandler, readHandlers } from '@hookline/host-codex/install';
import { expect, it } from 'vitest';
import { cutOff, migrating } from './migrating.ts';

const EVENTS = ['PreToolUse', 'Stop', 'SessionStart', 'SessionEnd', 'SubagentStop'] as const;
const NEW = { type: 'command', command: 'new' };

/** Whole numbers below a limit, by a linear congruential generator. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

/** A person with hooks of others and of Hookline in any order, most of them reviewed. */
function randomPerson(random: (limit: number) => number) {
  const one = migrating();
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
  const handler = () => ({
    type: 'command',
    command: pick(['a', 'b', 'c d', "e 'f'"]),
    ...(random(3) === 0 && { timeout: 1 + random(3) }),
    ...(random(5) === 0 && { note: { x: 1 } }),
  });
  const handlers = (limit: number) => Array.from({ length: random(limit) }, handler);
  const group = () => ({
    ...(random(2) === 0 && { matcher: pick(['Bash', '*', '', 'x|y', '.*']) }),
    hooks: [...handlers(4), ...handlers(2)],
  });
  const hooks: Record<string, object[]> = {};
  for (const event of EVENTS.filter(() => random(3) > 0)) {
    const own = random(4);
    hooks[event] = Array.from({ length: 1 + random(3) }, (_, index) =>
      index === own ? { hooks: [hookHandler({ ...one.request, event })] } : group(),
    );
  }
  const layouts = [
    JSON.stringify({ hooks }),
    JSON.stringify({ hooks }, null, 2),
    JSON.stringify({ description: 'd', hooks }, null, '\t').replaceAll('\n', '\r\n'),
  ];
  one.write(one.hooksFile, pick(layouts));
  if (random(3) === 0) one.write(one.movedFile, { hooks: { Stop: [group()], PreToolUse: [group()] } });
  one.review(() => random(5) > 0);
  return one;
}

it.each(Array.from({ length: 24 }, (_, index) => index + 1))(
  'loses nothing and adds nothing (%i)',
  (seed) => {
    const random = randomOf(seed);
    const one = randomPerson(random);
    const before = one.files();
    const ran = one.runs();
    const everywhere = () =>
      [
        ...one.own().filter(({ ours }) => !ours),
        ...readHandlers(one.movedFile, one.text(one.movedFile), 'hookline'),
      ]
        .map(identityOf)
        .sort();
    const all = everywhere();
    const expectRunning = () => {
      const now = one.runs();
      for (const [hook, count] of Object.entries(ran))
        expect(now[hook] ?? 0, hook).toBeGreaterThanOrEqual(count);
    };
    const stays = random(3) === 0;
    const cannotRun = ({ handler }: PlacedHandler) =>
      stays && handler.command === 'b' ? 'not b' : undefined;

    const plan = one.plan({ cannotRun });
    const writes = random((plan.writes?.length ?? 0) + 1);
    one.apply(cutOff(plan, writes));
    // A hook that stays may change its place, and is reviewed under it only in the end.
    if (!stays) expectRunning();
    if (writes > 0 && random(2) === 0) {
      one.back();
      expect(one.files()).toEqual(before);
    }
    one.migrate({ cannotRun });
    expectRunning();
    expect(everywhere()).toEqual(all);
    expect(one.plan({ cannotRun }).changes).toEqual([]);

    const isEdited = random(3) === 0;
    if (isEdited) {
      const content = JSON.parse(one.text(one.hooksFile) ?? '{}') as { hooks: Record<string, object[]> };
      content.hooks['Stop'] = [{ hooks: [NEW] }, ...(content.hooks['Stop'] ?? [])];
      one.write(one.hooksFile, content);
    }
    const back = one.planBack();
    one.apply(cutOff(back, random((back.writes?.length ?? 0) + 1)));
    if (!stays && !isEdited) expectRunning();
    one.back();
    if (!isEdited) expect(one.files()).toEqual(before);
    const added = isEdited ? [identityOf({ event: 'Stop', matcher: undefined, handler: NEW })] : [];
    expect(everywhere()).toEqual([...all, ...added].sort());
  },
);
