/** A migration that is cut off after any of its writes: every hook still runs. */
import { describe, expect, it } from 'vitest';
import { cutOff, migrating } from './migrating.ts';
import { command, THEIRS } from './moved-hooks.ts';

describe('a crash', () => {
  const start = (layout: string) => {
    const one = migrating();
    one.write(one.hooksFile, THEIRS);
    if (layout !== 'alone') one.install({ events: ['PreToolUse', 'SessionEnd'] });
    if (layout === 'between') {
      const content = JSON.parse(one.text(one.hooksFile) ?? '');
      content.hooks.PreToolUse.push({ hooks: [command('behind')] });
      one.write(one.hooksFile, content);
    }
    if (layout === 'appended') one.write(one.movedFile, { hooks: { Stop: [{ hooks: [command('there')] }] } });
    one.review((handler) => !handler.ours);
    return one;
  };
  const LAYOUTS = ['alone', 'behind', 'between', 'appended'];

  it.each(LAYOUTS)('while hooks move leaves each of them running, and both ways open (%s)', (layout) => {
    const done = start(layout);
    const before = done.runs();
    const original = done.files();
    const total = done.plan().writes?.length ?? 0;
    expect(total).toBeGreaterThan(5);
    done.migrate();
    for (let writes = 0; writes <= total; writes += 1) {
      const hit = start(layout);
      cut(hit, writes);
      for (const [hook, count] of Object.entries(before)) {
        expect(hit.runs()[hook] ?? 0, `${hook} after ${writes} writes`).toBeGreaterThanOrEqual(count);
      }
      const broken = hit.files();
      hit.migrate();
      expect(hit.alike(), `again after ${writes} writes`).toEqual(done.alike());
      expect(hit.runs()).toEqual(done.runs());
      hit.back();
      expect(hit.alike(), `back after ${writes} writes`).toEqual(done.alike(original));
      // Of hooks that were never to move nothing is known: those are put back as others are.
      if (writes === 0) continue;
      hit.put(broken);
      hit.back();
      expect(hit.alike(), `straight back after ${writes} writes`).toEqual(done.alike(original));
    }
  });

  it.each([...LAYOUTS, 'edited'])(
    'on the way back leaves each of them running, and both ways open (%s)',
    (layout) => {
      const prepared = () => {
        const one = start(layout);
        const before = one.runs();
        one.migrate();
        if (layout === 'edited') {
          const content = JSON.parse(one.text(one.hooksFile) ?? '');
          content.hooks.Stop.push({ hooks: [command('new')] });
          one.write(one.hooksFile, content);
        }
        return { one, before };
      };
      const { one: done } = prepared();
      const total = done.planBack().writes?.length ?? 0;
      expect(total).toBeGreaterThan(5);
      done.back();
      for (let writes = 0; writes < total; writes += 1) {
        const { one: hit, before } = prepared();
        cutBack(hit, writes);
        for (const [hook, count] of Object.entries(before)) {
          expect(hit.runs()[hook] ?? 0, `${hook} after ${writes} writes`).toBeGreaterThanOrEqual(count);
        }
        const broken = hit.files();
        hit.back();
        expect(hit.alike(), `back after ${writes} writes`).toEqual(done.alike());
        hit.put(broken);
        hit.migrate();
        expect(Object.keys(hit.runs())).toEqual(expect.arrayContaining(Object.keys(before)));
        expect(new Set(Object.values(hit.runs()))).toEqual(new Set([1]));
        hit.back();
        expect(hit.alike(), `back at last after ${writes} writes`).toEqual(done.alike());
      }
    },
  );
});

function cut(one: ReturnType<typeof migrating>, writes: number): void {
  one.apply(cutOff(one.plan(), writes));
}

function cutBack(one: ReturnType<typeof migrating>, writes: number): void {
  one.apply(cutOff(one.planBack(), writes));
}
