/**
 * The configuration of the session that an event belongs to. Its folder is not always the event's: the model chooses
 * where a command runs, and must not choose by that which hooks judge it.
 */
import { sep } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import type { DecodedPayload } from '@hookline/core/engine';
import { type ConfigInForce, type ConfigSource, configInForce } from './config-source.ts';

/** Where the agent has called from; undefined in a folder that is gone. */
export function folderOfProcess(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** A configuration, and the folder that it was looked for in. */
export interface ConfigOfSession {
  readonly inForce: ConfigInForce;
  readonly sessionCwd: string;
}

/** Reads it. Never throws. */
export async function configOfSession(
  { folder, call, events: [{ cwd }] }: DecodedPayload,
  source: ConfigSource & { readonly configFile?: string },
): Promise<ConfigOfSession> {
  const sessionCwd = folder ?? cwd;
  const inForce = await configInForce(source, sessionCwd, source.configFile);
  const calledIn = folderOfProcess();
  if (folder !== undefined || call === undefined || calledIn === undefined || calledIn === cwd)
    return { inForce, sessionCwd };
  // Nothing says which folder is the session's. Where the call's own has no hooks, those count that the agent is among.
  return isOfProject(inForce, source)
    ? { inForce, sessionCwd }
    : {
        inForce: await configInForce(source, calledIn, source.configFile),
        sessionCwd: calledIn,
      };
}

/** The event with the folder of its session, where it is of another one. */
export function inSession(event: LifecycleEvent, sessionCwd: string): LifecycleEvent {
  return event.cwd === sessionCwd ? event : { ...event, sessionCwd };
}

function isOfProject(inForce: ConfigInForce, { homes, configFile }: ConfigSource & { configFile?: string }) {
  if (inForce.status === 'broken' || inForce.waiting) return true;
  // Of what was named for this run the folder says nothing.
  if (configFile !== undefined) return false;
  const ofUser = [homes.codexHome, homes.hooklineHome].map((home) => `${home}${sep}`);
  return inForce.config.files.some((file) => !ofUser.some((home) => file.startsWith(home)));
}
