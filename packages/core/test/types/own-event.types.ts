/** An event of one's own, by augmenting the core: compiled, never run. */
import {
  defineEvent,
  definePlugin,
  type EventBase,
  type EventDefinition,
  type EventOf,
} from '@hookline/core';
import type { Equal, Expect } from './equal.ts';

interface ReleaseEvent extends EventBase {
  readonly type: 'release.before';
  readonly version: string;
}

declare module '@hookline/core' {
  interface LifecycleEvents {
    'release.before': EventDefinition<ReleaseEvent, 'gate' | 'observe', 'deny'>;
  }
}

export type Checks = [Expect<Equal<EventOf<'release.before'>, ReleaseEvent>>];

defineEvent('release.before', {
  property: 'releaseBefore',
  category: 'release',
  lanes: ['gate', 'observe'],
  verdicts: ['deny'],
  onRequiredFailure: 'deny',
  tool: false,
  summary: 'A release is about to be made.',
});

export const freeze = definePlugin({
  name: 'freeze',
  events: ['release.before'],
  setup({ on }) {
    on('release.before').gate((event, ctx) =>
      event.version.startsWith('0.') ? undefined : ctx.deny('Frozen.'),
    );
    // @ts-expect-error its definition has no such lane.
    on('release.before').contribute(() => 'x');
    // @ts-expect-error its definition has no such verdict.
    on('release.before').gate((_event, ctx) => ctx.ask('?'));
  },
});
