// What the agent is made to do in a case. Every turn is reserved by the case's own words, so that cases can be played at
// the same time against one model.
import type { NativeEvent, SingleTurn, Turn } from '../../src/index.ts';
import type { HookCase, Scene } from './hook-case.ts';

/** The file that a shell command of a scene makes. */
export const SHELL_FILE = 'made.txt';

/** The command as the model gives it; a hook may put another in its place. */
export const SHELL_COMMAND = `printf original > ${SHELL_FILE} && echo output`;

/** The prompt of a case, by which its requests are known. */
export const promptOf = ({ id }: HookCase): string => `case:${id};`;

/** The prompt of the sub-agent of a case. */
export const childPromptOf = ({ id }: HookCase): string => `child:${id};`;

/** The patch as the model gives it. */
export const patchAdding = (text: string): string =>
  `*** Begin Patch\n*** Add File: added.txt\n+${text}\n*** End Patch`;

const USUAL: Readonly<Record<NativeEvent, Scene>> = {
  SessionStart: 'prompt',
  UserPromptSubmit: 'prompt',
  PreModelRequest: 'prompt',
  PostModelRequest: 'prompt',
  PreToolUse: 'shell',
  PermissionRequest: 'escalation',
  PostToolUse: 'shell',
  PreCompact: 'compaction',
  PostCompact: 'compaction',
  SubagentStart: 'sub-agent',
  SubagentStop: 'sub-agent',
  Stop: 'prompt',
  Interrupt: 'interrupt',
  SessionEnd: 'prompt',
};

/** What the agent does in a case. */
export const sceneOf = ({ scene, event }: HookCase): Scene => scene ?? USUAL[event];

/** The turns of the model in a case. */
export function turnsOf(one: HookCase): Turn[] {
  const own = (turn: Turn): Turn => ({ ...turn, when: promptOf(one) });
  const done: Turn = { type: 'message', text: 'done' };
  const tool = (turn: SingleTurn) => [turn, done, done].map(own);
  switch (sceneOf(one)) {
    case 'shell':
      return tool({ type: 'shell', command: SHELL_COMMAND });
    case 'failing shell':
      return tool({ type: 'shell', command: `${SHELL_COMMAND}; exit 3` });
    case 'patch':
      return tool({ type: 'apply_patch', patch: patchAdding('original') });
    case 'mcp':
      return tool({ type: 'mcp', server: 'echo', tool: 'echo', arguments: { text: 'original' } });
    case 'escalation':
      return tool({
        type: 'shell',
        command: SHELL_COMMAND,
        args: { sandbox_permissions: 'require_escalated', justification: 'the case needs it' },
      });
    case 'sub-agent':
      return [
        // The child's come first: what the parent hears names the child, too.
        ...[done, done].map((turn): Turn => ({ ...turn, when: childPromptOf(one) })),
        ...[
          { type: 'spawn_agent', prompt: childPromptOf(one) } as const,
          { type: 'wait_agent' } as const,
          done,
        ].map(own),
      ];
    case 'interrupt':
      return [own({ type: 'message', text: 'never said', hold: true })];
    case 'compaction':
    case 'prompt':
      return [done, done].map(own);
    case 'unending':
      // A hook that always objects: the model has more to say than anybody will ask.
      return Array.from({ length: 5 }, () => own(done));
  }
}
