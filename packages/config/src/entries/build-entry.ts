/** Makes a {@link ResolvedEntry} of a raw one, or reports everything that is wrong with it. */
import { dirname, resolve } from 'node:path';
import type { Condition, Delivery, EventName, HandlerKind, ResolvedEntry } from '@hookline/core';
import { eventSpec } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import type { RawEntry } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { originOf } from '../report/origin.ts';
import type { Path } from '../report/path.ts';
import type { Finding } from '../report/report.ts';
import { checkAgainst } from '../schema/check.ts';
import { complain, complainIssues, fit } from '../schema/complain.ts';
import { type DefaultsShape, ENTRY_KEYS, type EntryShape, entryShape } from '../schema/shapes.ts';
import { unknownKey } from '../schema/unknown-key.ts';
import { misspeltConditionKeys } from './condition-keys.ts';
import { patternFault, readConditionTable } from './condition-table.ts';
import { parseConditionText } from './condition-text.ts';
import { entryId } from './entry-id.ts';
import { entryEvents } from './event-names.ts';
import { chooseKind, type KindChoice, type Kinds } from './kinds.ts';
import { uselessMatcher } from './matcher-reach.ts';
import { patternFix } from './pattern-fix.ts';
import { checkProgram } from './program.ts';
import { timeoutUnit } from './timeout-unit.ts';

/** What an entry is built with. */
export interface EntryScope {
  readonly loading: Loading;
  readonly kinds: Kinds;
  readonly defaults: DefaultsShape;
  /** The events that plugins' manifests name. */
  readonly declaredEvents: ReadonlySet<string>;
  /** True when a plugin that may define kinds and events is not allowed to run. */
  readonly codeMissing: boolean;
  /** The names of `[hooks.context]`. */
  readonly contextNames: readonly string[];
  /** `timeout_seconds` of the whole configuration, in milliseconds. */
  readonly timeoutMs: number;
}

const EXACT_MATCHER = /^(?:\*|[A-Za-z0-9_|]*)$/;

const isGate = (event: EventName): boolean => eventSpec(event)?.lanes.includes('gate') === true;

class EntryBuilder {
  readonly #raw: RawEntry;
  readonly #scope: EntryScope;
  #failed = false;

  constructor(raw: RawEntry, scope: EntryScope) {
    this.#raw = raw;
    this.#scope = scope;
  }

  async build(): Promise<ResolvedEntry | undefined> {
    const { category, source, path, value } = this.#raw;
    const { loading, defaults, declaredEvents, timeoutMs } = this.#scope;
    const choice = chooseKind(value, this.#scope.kinds);
    const misspelt = this.#unknownKeys(choice);
    if (!choice.ok && !misspelt) this.#report(choice.path, this.#softened(choice.finding));
    const own = this.#generic();
    const { events, findings } = entryEvents(value['event'], category, declaredEvents);
    for (const { path: place, finding } of findings) this.#report(place, this.#softened(finding));
    this.#traceRequired(events);
    const unit = timeoutUnit('timeout', own.timeout);
    if (unit) this.#report(['timeout'], unit);
    const fields = choice.ok ? await this.#fields(choice.kind) : {};
    const required = own.required ?? defaults.required ?? false;
    const mode = this.#mode(own, required, events);
    const conditions = this.#conditions(own);
    for (const { key, finding } of misspeltConditionKeys(conditions, events, this.#scope.contextNames)) {
      this.#report(
        own.conditions && Object.hasOwn(own.conditions, key) ? ['conditions', key] : [],
        finding,
        'key',
      );
    }
    this.#matcher(own, events);
    if (this.#failed || !choice.ok || events.length === 0) return undefined;
    if (own.enabled !== false) checkProgram(this.#raw, fields, choice.type, loading);
    const baseDir = dirname(source.file);
    const seconds = own.timeout ?? defaults.timeout;
    return {
      id: own.id ?? entryId(source, path, loading),
      name: own.description || this.#describe(choice.kind, choice.type, fields),
      events,
      type: choice.type,
      fields,
      required,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      mode,
      ...this.#delivery(choice.kind, mode, fields),
      priority: own.priority ?? defaults.priority ?? 'normal',
      environment: { ...defaults.environment, ...own.environment },
      ...(own.environment_allow === undefined ? {} : { environmentAllow: own.environment_allow }),
      conditions,
      ...(own.matcher === undefined ? {} : { matcher: own.matcher }),
      baseDir,
      cwd:
        own.cwd === undefined || own.cwd.startsWith('${') ? (own.cwd ?? baseDir) : resolve(baseDir, own.cwd),
      origin: await originOf(source, path),
    };
  }

  #report(path: Path, finding: Finding, target: 'key' | 'value' = 'value'): void {
    if (finding.severity !== 'warning') this.#failed = true;
    const place = { source: this.#raw.source, path: [...this.#raw.path, ...path], target };
    this.#scope.loading.report.at(place, finding);
  }

  /** An entry that only code which may not run here can explain is not wrong, only unknown. */
  #softened(finding: Finding): Finding {
    return this.#scope.codeMissing ? { ...finding, severity: 'warning' } : finding;
  }

  /** The keys that every entry may have, checked; those with an error are left out. */
  #generic(): EntryShape {
    const { source, path, value } = this.#raw;
    const generic = Object.fromEntries(Object.entries(value).filter(([key]) => ENTRY_KEYS.includes(key)));
    const { ok, value: own } = fit(entryShape, generic, { report: this.#scope.loading.report, source, path });
    if (!ok) this.#failed = true;
    return own;
  }

  /** Taken down before anything else can fail: a broken required gate must still be known as one. */
  #traceRequired(events: readonly EventName[]): void {
    const { value } = this.#raw;
    const meant = Object.keys(value).find(
      (key) => !ENTRY_KEYS.includes(key) && nearest(key, ENTRY_KEYS) === 'required',
    );
    const said = value['required'] ?? (meant && value[meant]) ?? this.#scope.defaults.required;
    if (said === undefined || said === false || value['enabled'] === false) return;
    const { required } = this.#scope.loading;
    const named = Array.isArray(value['event']) ? value['event'].length : 1;
    if (events.length === 0 || events.length < named) required.anything();
    required.events(events);
  }

  /** Returns true when a key that would have said the kind is misspelt, which then explains all. */
  #unknownKeys(choice: KindChoice): boolean {
    const { kinds, loading, codeMissing } = this.#scope;
    const { source, path, value } = this.#raw;
    const kind = choice.ok ? choice.kind : undefined;
    const candidates = kind ? [kind] : [...kinds.values()].filter((one) => one !== undefined);
    if (!kind && (codeMissing || candidates.length < kinds.size)) return false;
    const known = [...new Set([...candidates.flatMap((one) => one.keys), ...ENTRY_KEYS])];
    const unknown = Object.keys(value).filter((key) => !known.includes(key));
    const isForeign = typeof value['type'] === 'string' && !kinds.has(value['type']);
    const complaints = unknown
      .map((key) => unknownKey([key], known))
      // The keys of a kind that is not there are no mistakes of their own.
      .filter(({ fix }) => !isForeign || fix !== undefined);
    if (complaints.length > 0) this.#failed = true;
    complain(loading.report, source, path, complaints);
    const first = candidates.map((one) => `Did you mean "${one.keys[0]}"?`);
    return complaints.some(({ fix }) => fix !== undefined && first.includes(fix));
  }

  /** The keys of the kind, checked by its schema; all but the generic ones when its code is not there. */
  async #fields(kind: HandlerKind | undefined): Promise<Readonly<Record<string, unknown>>> {
    const { value, source, path } = this.#raw;
    const isOfKind = (key: string): boolean => (kind ? kind.keys.includes(key) : !ENTRY_KEYS.includes(key));
    const fields: Record<string, unknown> = Object.fromEntries(
      Object.entries(value).filter(([key]) => isOfKind(key)),
    );
    const { headers } = this.#scope.defaults;
    if (headers && kind?.keys.includes('headers')) {
      fields['headers'] = { ...headers, ...(fields['headers'] as Record<string, unknown> | undefined) };
    }
    if (!kind) return fields;
    const result = await checkAgainst(kind.schema, fields);
    if (result.ok) return result.value as Readonly<Record<string, unknown>>;
    this.#failed = true;
    complainIssues(this.#scope.loading.report, source, path, result.issues, {
      value: fields,
      knownKeys: (place) => (place.length === 0 ? kind.keys : undefined),
    });
    return fields;
  }

  #mode(own: EntryShape, required: boolean, events: readonly EventName[]): 'sync' | 'async' {
    const said = own.mode ?? this.#scope.defaults.mode;
    if (said === 'sync' || said === 'blocking') return 'sync';
    if (said === undefined) return required || events.some(isGate) ? 'sync' : 'async';
    if (required) {
      this.#report([own.mode === undefined ? 'required' : 'mode'], {
        message: `A required hook cannot run in mode "${said}": nobody would wait for it, so its failure could stop nothing.`,
        fix: `Leave out ${own.mode === undefined ? `the mode of hooks.${this.#raw.category}` : 'mode'}, or set required = false.`,
      });
    }
    return 'async';
  }

  #conditions(own: EntryShape): readonly Condition[] {
    const { source, path } = this.#raw;
    const { loading, defaults } = this.#scope;
    const table = readConditionTable(own.conditions ?? {});
    if (table.complaints.length > 0) this.#failed = true;
    complain(loading.report, source, [...path, 'conditions'], table.complaints);
    const inherited = Object.entries(defaults.conditions ?? {}).filter(
      ([key]) => !Object.hasOwn(own.conditions ?? {}, key),
    );
    const parsed = own.condition === undefined ? undefined : parseConditionText(own.condition);
    if (parsed && !parsed.ok) {
      const expected = 'field == value, field != value or field.contains("value"), joined by &&';
      const { message, fix } = parsed;
      this.#report(['condition'], { message, expected, ...(fix ? { fix } : {}) });
    }
    return [
      ...readConditionTable(Object.fromEntries(inherited)).conditions,
      ...table.conditions,
      ...(parsed?.ok ? parsed.conditions : []),
    ];
  }

  #matcher(own: EntryShape, events: readonly EventName[]): void {
    if (own.matcher === undefined) return;
    const fault = EXACT_MATCHER.test(own.matcher) ? undefined : patternFault(own.matcher);
    if (fault !== undefined) {
      const fix = patternFix(fault);
      const message = `The matcher cannot be read: ${fault}.`;
      this.#report(['matcher'], { message, ...(fix ? { fix } : {}) });
    }
    if (events.length > 0 && !events.some((event) => eventSpec(event)?.tool !== false)) {
      const message = `"matcher" has no effect on ${events.join(', ')}: it selects tools, and these events have none.`;
      this.#report(['matcher'], { severity: 'warning', message, fix: 'Take it out.' }, 'key');
    }
    const useless = fault === undefined ? uselessMatcher(own.matcher, events) : undefined;
    if (useless) this.#report(['matcher'], useless);
  }

  #delivery(
    kind: HandlerKind | undefined,
    mode: 'sync' | 'async',
    fields: Readonly<Record<string, unknown>>,
  ): { delivery?: Delivery } {
    try {
      const delivery = mode === 'async' ? kind?.delivery?.(fields) : undefined;
      return delivery === undefined ? {} : { delivery };
    } catch {
      // A kind of somebody else: its work is then kept in order within the session.
      return {};
    }
  }

  #describe(kind: HandlerKind | undefined, type: string, fields: Readonly<Record<string, unknown>>): string {
    try {
      return kind?.describe(fields) || type;
    } catch {
      return type;
    }
  }
}

/** Builds one entry; undefined when it has an error. */
export function buildEntry(raw: RawEntry, scope: EntryScope): Promise<ResolvedEntry | undefined> {
  return new EntryBuilder(raw, scope).build();
}
