/** A plugin in Hookline's own process. `required` says here that the gate of the plugin itself is. */
import type { Family, Fault, PluginFault, Stated } from './fault.ts';
import { HANDED_OVER, judge, SETTINGS } from './gates.ts';

const gate = (
  id: string,
  fault: string,
  body: string,
  stated: Pick<PluginFault, 'required' | 'optional'>,
): Fault => ({ kind: 'plugin', id: `plugin.${id}`, fault, gate: body, ...stated });

/** Only a thread can end it, which is started where something is required. */
const held = (id: string, fault: string, body: string): Fault => ({
  ...gate(id, fault, body, {
    required: { effect: 'refused', lost: ['delivery'], log: /held the process/, told: /hung/ },
    optional: { effect: 'ran' },
  }),
  unplayed: 'the agent waits ten minutes for it, then it runs',
});

const fails = (failure: RegExp): Pick<PluginFault, 'required' | 'optional'> => ({
  required: { effect: 'refused', failure },
  optional: { effect: 'ran', failure },
});

const judged: Stated = { effect: 'judged' };
const CANNOT_RUN = /Hookline could not run, so this was not allowed/;
const JUDGE = "if (event.command.includes('forbidden')) return ctx.deny('Forbidden. Ask the user.');";

// Only while the agent waits for a command: a configuration whose plugin throws always is broken from the first.
const NO_DATABASE = "if (process.argv.includes('PreToolUse')) throw new Error('no database');";
const OPEN: Stated = { effect: 'judged', log: /no database/ };
const CLOSED: Stated = {
  effect: 'refused',
  log: /\[ERROR\].*no database/,
  told: /could not run.*ask the user/is,
};

/** Fails where no gate of its own exists yet, so a run of its own shows what is beside it. */
const elsewhere = (id: string, fault: string, atImport: string, inSetup: string, stated: Stated): Fault => ({
  kind: 'stage',
  id: `plugin.${id}`,
  fault,
  config: (required) =>
    `${SETTINGS}${stated === CLOSED ? 'on_error = "closed"\n' : ''}${judge(required)}${HANDED_OVER}\n[plugins."./rogue.mjs"]\n`,
  files: {
    'rogue.mjs': `import { definePlugin } from '@hookline/core';
${atImport}
export default definePlugin({ name: 'rogue', events: ['exec.before'], setup() { ${inSetup} } });
`,
  },
  required: stated,
  optional: stated,
});

export const PLUGIN: Family = {
  name: 'plugin',
  title: "A plugin's code",
  faults: [
    gate(
      'throws',
      'The gate throws',
      "throw new Error('no database');",
      fails(/HOOKLINE_HANDLER_THREW .*no database/),
    ),
    gate(
      'throws-nothing',
      'The gate throws something that is no error',
      'throw undefined;',
      fails(/HOOKLINE_HANDLER_THREW/),
    ),
    gate(
      'rejects',
      'The gate rejects',
      "return Promise.reject(new Error('no database'));",
      fails(/HOOKLINE_HANDLER_THREW .*no database/),
    ),
    gate(
      'never-settles',
      'The gate never settles',
      'return new Promise(() => {});',
      fails(/HOOKLINE_HANDLER_TIMEOUT .*no answer within 2 s/),
    ),
    gate(
      'recurses',
      'The gate calls itself without end',
      'const again = () => again() + 1; return again();',
      fails(/HOOKLINE_HANDLER_THREW .*call stack/),
    ),
    elsewhere(
      'throws-at-import',
      'The plugin throws when it is imported, beside a gate',
      NO_DATABASE,
      '',
      OPEN,
    ),
    elsewhere('throws-in-setup', 'The plugin throws in its setup, beside a gate', '', NO_DATABASE, OPEN),
    elsewhere(
      'throws-at-import-closed',
      'The plugin throws when it is imported, with `on_error = "closed"`',
      NO_DATABASE,
      '',
      CLOSED,
    ),
    held('spins', 'The gate never gives the process back', 'for (;;);'),
    held(
      'blocks',
      'The gate blocks in a wait',
      'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    ),
    gate('rubbish', 'The gate returns a number', 'return 42;', fails(/HOOKLINE_HANDLER_\w+/)),
    gate('exits', 'The gate ends the process', 'process.exit(0);', {
      required: {
        effect: 'refused',
        lost: ['delivery'],
        log: /ended.*before its answer/,
        told: /did not finish/,
      },
      optional: { effect: 'ran', lost: ['delivery'], log: /ended.*before its answer/ },
    }),
    gate('kills', 'The gate kills the process', "process.kill(process.pid, 'SIGKILL');", {
      required: { effect: 'refused', lost: ['journal', 'delivery'], told: CANNOT_RUN },
      optional: { effect: 'refused', lost: ['journal', 'delivery'], told: CANNOT_RUN },
    }),
    gate(
      'patches',
      'The gate replaces built-ins and then judges',
      `try { JSON.stringify = () => '{}'; } catch {}\n${JUDGE}`,
      {
        required: judged,
        // Its own refusal becomes `{}`, as do the lines and files that are written after it.
        optional: { effect: 'ran', lost: ['journal', 'delivery'] },
      },
    ),
    gate(
      'stdout',
      'The gate writes to stdout and then judges',
      `console.log('{"decision":"approve"}'); process.stdout.write('noise\\n');\n${JUDGE}`,
      { required: judged, optional: judged },
    ),
    gate(
      'closes-stdout',
      'The gate closes descriptor 1 and then judges',
      `(await import('node:fs')).closeSync(1);\n${JUDGE}`,
      {
        required: { effect: 'judged', told: CANNOT_RUN },
        optional: { effect: 'judged', told: CANNOT_RUN },
      },
    ),
    {
      kind: 'plugin',
      id: 'plugin.huge-context',
      fault: 'The plugin judges and adds 50 MB of context',
      gate: JUDGE,
      contribute: "return 'x '.repeat(25_000_000);",
      required: { effect: 'judged', log: /did not fit the budget/ },
      optional: { effect: 'judged', log: /did not fit the budget/ },
    },
    gate(
      'later',
      'The gate judges and leaves a rejection that nobody hears',
      `Promise.reject(new Error('unheard trouble'));\n${JUDGE}`,
      {
        required: judged,
        optional: judged,
      },
    ),
    gate(
      'timer',
      'The gate judges and throws from a timer later',
      `setTimeout(() => { throw new Error('late trouble'); }, 0);\n${JUDGE}`,
      {
        required: judged,
        optional: judged,
      },
    ),
    gate(
      'open-handles',
      'The gate judges and leaves a timer and a server open',
      `setInterval(() => {}, 1000);\n(await import('node:net')).createServer().listen(0, '127.0.0.1');\n${JUDGE}`,
      {
        required: judged,
        optional: judged,
      },
    ),
  ],
};
