/** The one place that says whose failure refuses; what a refusal is for each event says the event table. */
import type { Settings } from '../config/resolved-config.ts';
import type { ResolvedEntry } from '../entry/resolved-entry.ts';
import type { EventSpec } from '../events/table.ts';

type Policy = Pick<Settings, 'onError'>;

/** Whether everything that can refuse at an event counts as required, also a plugin that could not be loaded. */
export const closesOnError = (policy: Policy, spec: EventSpec | undefined): boolean =>
  policy.onError === 'closed' && spec?.lanes.includes('gate') === true;

/** Whether an event is refused when this entry fails on it. An asynchronous one never decides anything. */
export const entryIsRequired = (entry: ResolvedEntry, policy: Policy, spec: EventSpec | undefined): boolean =>
  entry.required || (entry.mode === 'sync' && closesOnError(policy, spec));
