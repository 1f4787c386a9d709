import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { readConditionTable } from '../src/entries/condition-table.ts';
import { parseConditionText } from '../src/entries/condition-text.ts';

const key = fc
  .stringMatching(/^[A-Za-z_][\w-]{0,6}(?:\.[\w-]{1,4}){0,2}$/)
  .filter((name) => !/__proto__/.test(name));
const value = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes("'"));
const test = fc.record({ key, value, op: fc.constantFrom('==', '!=', 'contains') });

const effort = { target: 'conditions', counted: 'configs' } as const;

describe('the two forms of conditions, fuzzed', () => {
  it('say the same', async () => {
    await fuzzed(
      { ...effort, share: 0.1, few: 300 },
      fc.property(
        fc.uniqueArray(test, { selector: (one) => one.key, minLength: 1, maxLength: 4 }),
        (tests) => {
          const text = tests.map((one) =>
            one.op === 'contains'
              ? `${one.key}.contains('${one.value}')`
              : `${one.key} ${one.op} '${one.value}'`,
          );
          // A list, for a table would put keys that are numbers first.
          const table = tests.flatMap((one) => {
            const said =
              one.op === '==' ? [one.value] : { [one.op === '!=' ? 'not' : 'contains']: one.value };
            return readConditionTable({ [one.key]: said }).conditions;
          });
          expect(parseConditionText(text.join(' && '))).toEqual({ ok: true, conditions: table });
        },
      ),
    );
  });

  it('are conditions or a complaint, whatever is written', async () => {
    const unit = fc.constantFrom(
      ...'ab1._-=!&|.\'"() \n',
      'true',
      'false',
      '.contains(',
      ' == ',
      ' && ',
      '\ud800',
    );
    await fuzzed(
      { ...effort, share: 0.1, few: 300 },
      fc.property(
        fc.array(unit, { maxLength: 14 }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (units, table) => {
          const text = units.join('');
          const parsed = parseConditionText(text);
          if (!parsed.ok) expect(parsed.message).not.toBe('');
          else if (parsed.conditions.length === 0) expect(text).toMatch(/^\s*true(?:\s*&&\s*true)*\s*$/);
          const { conditions, complaints } = readConditionTable(table);
          expect(conditions.length + complaints.length).toBeGreaterThanOrEqual(Object.keys(table).length);
        },
      ),
    );
  });
});
