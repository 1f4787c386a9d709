import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpolate, interpolateValue } from './interpolate.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const unset = { code: 'HOOKLINE_ENTRY_VARIABLE_UNSET' };
const thrown = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('interpolate', () => {
  it('never yields anything for a name that is not set, also not what objects inherit', () => {
    const anyName = fc.oneof(name, fc.constantFrom('constructor', 'toString', '__proto__', 'valueOf'));
    fc.assert(
      fc.property(anyName, fc.constantFrom(undefined, {}, { input: {} }), (one, event) => {
        expect(thrown(() => interpolate(`Bearer \${${one}}`, { env: {}, event }))).toMatchObject(unset);
        expect(thrown(() => interpolateValue({ a: [`\${${one}}`] }, { env: {}, event }))).toMatchObject(
          unset,
        );
      }),
    );
  });

  it('takes an empty variable as one that is not set', () => {
    expect(thrown(() => interpolate('${TOKEN}', { env: { TOKEN: '' } }))).toMatchObject(unset);
    expect(interpolate('${TOKEN:-none}', { env: { TOKEN: '' } })).toBe('none');
  });

  it('fills in once: a value that holds a reference stays as it is', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('${SECRET}', '$&', '${A:-b}', '$$', '${SECRET'), (one, value) => {
        const env = { SECRET: 's3cret', [one]: value };
        expect(interpolate(`<\${${one}}>`, { env })).toBe(`<${value}>`);
        expect(interpolateValue(`\${command}`, { env, event: { command: value } })).toBe(value);
        expect(interpolate('<${command}>', { env, event: { command: value } })).toBe(`<${value}>`);
      }),
    );
  });

  it('lets an event field win, and the environment over what the model wrote into an input', () => {
    const scope = {
      env: { command: 'env', TOKEN: 'real' },
      event: { command: 'ls', input: { TOKEN: 'forged', path: 'a' } },
    };
    expect(interpolate('${command} ${TOKEN} ${path}', scope)).toBe('ls real a');
    expect(interpolateValue('${TOKEN}', scope)).toBe('real');
  });

  it('tells the encoder where a value came from', () => {
    const scope = { env: { BASE: 'https://example.test' }, event: { command: 'a b' } };
    const encoded = interpolate('${BASE}/${command}/${X:-y z}', scope, (value, source) =>
      source === 'event' ? encodeURIComponent(value) : value,
    );
    expect(encoded).toBe('https://example.test/a%20b/y z');
  });

  it('leaves text without references alone', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('${')),
        (text) => {
          expect(interpolate(text, { env: {} })).toBe(text);
        },
      ),
    );
  });
});

describe('interpolateValue', () => {
  it('keeps the type of a value that is one single reference, and the shape of everything else', () => {
    const event = { input: { a: [1] }, exitCode: 3, command: '' };
    const value = {
      whole: '${input}',
      text: 'code ${exit_code}',
      empty: '${command}',
      n: 1,
      list: [null, '${X:-d}'],
    };
    expect(interpolateValue(value, { env: {}, event })).toEqual({
      whole: { a: [1] },
      text: 'code 3',
      empty: '',
      n: 1,
      list: [null, 'd'],
    });
  });
});
