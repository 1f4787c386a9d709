import type { HookCase } from '../hook-case.ts';
import { agentCases } from './agents.ts';
import { compactionCases } from './compaction.ts';
import { otherCases } from './others.ts';
import { permissionRequest } from './permission-request.ts';
import { postToolUse } from './post-tool-use.ts';
import { preToolUse } from './pre-tool-use.ts';
import { preToolUseArrangement } from './pre-tool-use-arrangement.ts';
import { preToolUseBroken } from './pre-tool-use-broken.ts';
import { sessionStart } from './session-start.ts';
import { stop } from './stop.ts';
import { userPromptSubmit } from './user-prompt-submit.ts';

/** All cases, in the order of the table. */
export const CASES: readonly HookCase[] = [
  ...sessionStart,
  ...userPromptSubmit,
  ...preToolUse,
  ...preToolUseBroken,
  ...preToolUseArrangement,
  ...permissionRequest,
  ...postToolUse,
  ...stop,
  ...agentCases,
  ...compactionCases,
  ...otherCases,
];
