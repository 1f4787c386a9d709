import type { WrongUse } from './wrong-use.ts';

const release = (
  line: string,
): string => `import { definePlugin, type EventBase, type EventDefinition } from '@hookline/core';

interface ReleaseEvent extends EventBase {
  readonly type: 'release.before';
  readonly version: string;
}
declare module '@hookline/core' {
  interface LifecycleEvents {
    'release.before': EventDefinition<ReleaseEvent, 'gate' | 'observe', 'deny'>;
  }
}

export default definePlugin({
  name: 'freeze',
  events: ['release.before'],
  setup({ on }) {
    ${line}
  },
});
`;

const definition = (
  line: string,
): string => `import type { EventBase, EventDefinition } from '@hookline/core';

interface DeployEvent extends EventBase {
  readonly type: 'deploy.before';
}
export type Deploy = ${line};
`;

const spec = (line: string): string => `import { defineEvent } from '@hookline/core';

defineEvent('deploy.before', {
  property: 'deployBefore',
  category: 'deploy',
  ${line}
  onRequiredFailure: 'deny',
  tool: false,
  summary: 'A deployment is about to be made.',
});
`;

/** Events that a package adds. */
export const OWN_EVENTS: readonly WrongUse[] = [
  {
    title: 'a lane that the event of the package does not have',
    file: release,
    wrong: "on('release.before').contribute(() => 'x');",
    right: "on('release.before').observe(() => undefined);",
    says: ['TS2339', "Property 'contribute' does not exist on type"],
  },
  {
    title: 'a verdict that the event of the package does not have',
    file: release,
    wrong: "on('release.before').gate((event, ctx) => ctx.ask('Sure?'));",
    right: "on('release.before').gate((event, ctx) => ctx.deny('Frozen.'));",
    says: ['TS2339', "Property 'ask' does not exist on type"],
  },
  {
    title: 'a field that the event of the package does not have',
    file: release,
    wrong: "on('release.before').gate((event, ctx) => (event.tag ? undefined : ctx.deny('x')));",
    right: "on('release.before').gate((event, ctx) => (event.version ? undefined : ctx.deny('x')));",
    says: ['TS2339', "Property 'tag' does not exist on type 'ReleaseEvent'"],
  },
  {
    title: 'an event with a lane that there is not',
    file: definition,
    wrong: "EventDefinition<DeployEvent, 'before', 'deny'>",
    right: "EventDefinition<DeployEvent, 'gate', 'deny'>",
    says: ['TS2344', `Type '"before"' does not satisfy the constraint 'Lane'`],
  },
  {
    title: 'an event with a verdict that there is not',
    file: definition,
    wrong: "EventDefinition<DeployEvent, 'gate', 'block'>",
    right: "EventDefinition<DeployEvent, 'gate', 'deny'>",
    says: ['TS2344', `Type '"block"' does not satisfy the constraint 'VerdictKind'`],
  },
  {
    title: 'an event that is defined with a verdict that there is not',
    file: spec,
    wrong: "lanes: ['gate'], verdicts: ['block'],",
    right: "lanes: ['gate'], verdicts: ['deny'],",
    says: ['TS2322', `Type '"block"' is not assignable to type`],
  },
];
