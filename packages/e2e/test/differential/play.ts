// Plays cases on the real agent: one `codex app-server`, a thread for each case, in a place whose `hooks.json` holds the case's
// hooks. For the agent's own side the file has the agent's name; for Hookline's it has Hookline's, which the agent does not
// read, and Hookline is installed.
import path from 'node:path';
import {
  type AppServer,
  type HookListing,
  type HookVerdict,
  MCP_ECHO_FILE,
  type NativeEvent,
  type Notification,
  openAppServer,
  openStage,
  runOnStage,
  type Stage,
  tomlString,
  waitUntil,
} from '../../src/index.ts';
import { heardIn, type ModelRequestBody } from '../../src/model-request.ts';
import { type Effect, effectOf } from './effect.ts';
import type { HookCase } from './hook-case.ts';
import { hooksJson, leftIn, makePlace, type Place, type Side, setAnswers } from './place.ts';
import { childPromptOf, promptOf, sceneOf, turnsOf } from './scenes.ts';

/** Cases played at the same time: no more than there are processors to run them. */
const AT_ONCE = 2;

/** Bounds a wait for the agent, for a machine that has other things to do. */
const LONGEST_WAIT_MS = 120_000;

/** What came of each case by its id; what went wrong where one could not be played. */
export type Played = ReadonlyMap<string, Effect | Error>;

/** Plays cases on one side, the events that a session has many of each by themselves, so that no others are called meanwhile. */
export async function playCases(
  side: Side,
  cases: readonly HookCase[],
  { installs = side === 'hookline' }: { readonly installs?: boolean } = {},
): Promise<Played> {
  const groups = Map.groupBy(cases, ({ event }) => (FREQUENT.has(event) ? event : 'others'));
  const played = new Map<string, Effect | Error>();
  for (const group of groups.values()) {
    for (const [id, effect] of await playGroup(side, group, installs)) played.set(id, effect);
  }
  return played;
}

const FREQUENT: ReadonlySet<NativeEvent> = new Set([
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'Stop',
]);

async function playGroup(side: Side, cases: readonly HookCase[], installs: boolean): Promise<Played> {
  const stage = await openStage(cases.flatMap(turnsOf));
  try {
    const lanes = Array.from({ length: AT_ONCE }, (_, lane) => {
      const own = cases.filter((_one, index) => index % AT_ONCE === lane);
      return { cases: own, places: placesFor(stage, side, own, lane) };
    });
    if (installs) await installFor(stage, cases);
    const server = await openAppServer(stage.sandbox, { onRequest: declined });
    const played = new Map<string, Effect | Error>();
    try {
      if (side === 'codex')
        await trustAll(
          server,
          lanes.flatMap(({ places }) => [...places.values()]),
        );
      await Promise.all(
        lanes.map(async (lane) => {
          for (const one of lane.cases) {
            const place = lane.places.get(hooksJson(one)) as Place;
            setAnswers(place.folder, one);
            const effect = await playOne(server, stage, one, place).catch((error: Error) => error);
            played.set(one.id, effect);
          }
        }),
      );
    } finally {
      await server.close();
    }
    return played;
  } finally {
    await stage.close();
  }
}

const declined = ({ method }: { readonly method: string }) =>
  method.endsWith('/requestApproval') ? { decision: 'decline' } : undefined;

/** The places of a lane by what their `hooks.json` says, marked as trusted projects. */
function placesFor(
  { sandbox }: Stage,
  side: Side,
  cases: readonly HookCase[],
  lane: number,
): ReadonlyMap<string, Place> {
  const texts = [...new Set(cases.map(hooksJson))];
  return new Map(
    texts.map((text, index) => {
      const place = makePlace(path.join(sandbox.root, `places/${lane}-${index}`), side, text);
      sandbox.appendConfig(`[projects.${tomlString(place.folder)}]\ntrust_level = "trusted"`);
      return [text, place] as const;
    }),
  );
}

/** Installs Hookline for the events of the cases, trust included. */
async function installFor(stage: Stage, cases: readonly HookCase[]): Promise<void> {
  const events = [...new Set(cases.map(({ event }) => event))].join(',');
  const command = ['hookline', 'install', 'codex', '--scope', 'user', '--trust', '--yes', '--events', events];
  const { exitCode, stdout, stderr } = await runOnStage(stage, command);
  if (exitCode !== 0) throw new Error(`Hookline could not be installed: ${stdout}${stderr}`);
}

/** Declares the hooks of all places reviewed. */
async function trustAll(server: AppServer, places: readonly Place[]): Promise<void> {
  const cwds = places.map(({ folder }) => folder);
  const { data } = await server.request<{ data: HookListing[] }>('hooks/list', { cwds });
  const hooks = data.flatMap((listing) => listing.hooks);
  const value = Object.fromEntries(hooks.map(({ key, currentHash }) => [key, { trusted_hash: currentHash }]));
  const edits = [{ keyPath: 'hooks.state', value, mergeStrategy: 'upsert' }];
  await server.request('config/batchWrite', { edits });
}

async function playOne(server: AppServer, stage: Stage, one: HookCase, place: Place): Promise<Effect> {
  const scene = sceneOf(one);
  const { thread } = await server.request<{ thread: { id: string } }>('thread/start', {
    cwd: place.folder,
    approvalPolicy: scene === 'escalation' ? 'on-request' : 'never',
    sandbox: scene === 'escalation' ? 'read-only' : 'danger-full-access',
    ...(scene === 'sub-agent' ? { model: 'scripted-model' } : {}),
    ...(scene === 'mcp' ? { config: { mcp_servers: { echo: ECHO } } } : {}),
  });
  const threadId = thread.id;
  const requests = () => stage.model.requests.filter(({ body }) => mentions(body, one));
  const { turn } = await server.request<{ turn: { id: string } }>('turn/start', {
    threadId,
    input: [{ type: 'text', text: promptOf(one) }],
  });
  if (scene === 'interrupt') {
    await waitUntil(() => requests().length > 0);
    await server.request('turn/interrupt', { threadId, turnId: turn.id });
  }
  await server.waitFor((one) => turnOver(one, threadId)?.id === turn.id, LONGEST_WAIT_MS);
  if (scene === 'compaction') {
    await server.request('thread/compact/start', { threadId });
    await server.waitFor(
      (one) => ![undefined, turn.id].includes(turnOver(one, threadId)?.id),
      LONGEST_WAIT_MS,
    );
  }
  await server.request('thread/archive', { threadId });
  await server.waitFor(
    ({ method, params }) => method === 'thread/archived' && params['threadId'] === threadId,
  );
  // What is handed over may be on its way still.
  if (one.hooks.some(({ handler }) => handler?.['async'] === true))
    await waitUntil(() => leftIn(place.folder).called.length > 0);
  return effectOf(one, place, {
    requests: requests(),
    turn: server.notifications.flatMap((one) => turnOver(one, threadId)?.status ?? []).join(', '),
    verdicts: server.notifications.flatMap(({ method, params }) =>
      method === 'hook/completed' && params['threadId'] === threadId ? [params['run'] as HookVerdict] : [],
    ),
    asked: server.asked.filter(({ params }) => params['threadId'] === threadId).length,
  });
}

const ECHO = {
  command: process.execPath,
  args: [MCP_ECHO_FILE],
  default_tools_approval_mode: 'approve',
};

/** The turn that a notification says is over, if it is one of this thread. */
function turnOver(
  { method, params }: Notification,
  threadId: string,
): { id: string; status: string } | undefined {
  const isOne = method === 'turn/completed' && params['threadId'] === threadId;
  return isOne ? (params['turn'] as { id: string; status: string }) : undefined;
}

function mentions(body: ModelRequestBody, one: HookCase): boolean {
  const heard = heardIn(body);
  return [promptOf(one), childPromptOf(one)].some((words) => heard.some((text) => text.includes(words)));
}
