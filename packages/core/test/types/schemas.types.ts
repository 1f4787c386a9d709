/** What the schemas infer is what plugins see: compiled, never run. */
import type { EventOf } from '@hookline/core';
import type { BuiltInEvent } from '@hookline/core/engine';
import type { EVENT_SCHEMAS, INTEGRATION_SCHEMA } from '@hookline/core/schemas';
import type { z } from 'zod';
import type { Equal, Expect, Flat } from './equal.ts';

type Inferred = { [Name in BuiltInEvent]: Flat<z.infer<(typeof EVENT_SCHEMAS)[Name]>> };
type Declared = { [Name in BuiltInEvent]: Flat<EventOf<Name>> };
type Same = { [Name in BuiltInEvent]: Equal<Inferred[Name], Declared[Name]> };

/** The names of the events whose schema says something else than their interface: none. */
export type Different = { [Name in BuiltInEvent]: Same[Name] extends true ? never : Name }[BuiltInEvent];

export type Checks = [
  Expect<Equal<Different, never>>,
  Expect<Equal<Flat<z.infer<typeof INTEGRATION_SCHEMA>>, Flat<EventOf<'integration.deploy'>>>>,
  // The comparison itself can fail:
  Expect<Equal<Equal<Flat<{ a: string }>, Flat<{ readonly a: string }>>, false>>,
  Expect<Equal<Equal<Flat<{ a?: string }>, Flat<{ a: string | undefined }>>, false>>,
];
