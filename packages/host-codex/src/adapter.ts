import type { HostAdapter } from '@hookline/core/engine';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { guards, pass, refuse } from './refusal.ts';
import { rewrite } from './rewrite.ts';
import { unreported } from './unreported-call.ts';

/** OpenAI Codex CLI, as it behaves in version 0.169. */
export const codex: HostAdapter = Object.freeze({
  name: 'codex',
  decode,
  unreported,
  rewrite,
  encode,
  guards,
  refuse,
  pass,
});
