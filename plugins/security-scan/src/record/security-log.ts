/** A line of `$CODEX_HOME/security.log`: one object of JSON for each event in which something was found. */
import { join } from 'node:path';
import type { Places } from '@hookline/core';
import type { Severity, Verdict } from '../finding.ts';
import type { Ruled } from '../policy/ruling.ts';
import type { Level } from '../policy/settings.ts';

/** What is known of one judged event. */
export interface JudgedEvent {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly sessionId: string;
  readonly event: string;
  readonly cwd: string;
  /** What the agent was told. */
  readonly verdict: Verdict;
  readonly level: Level;
  /** Nothing was said to the agent, whatever the verdict. */
  readonly dry: boolean;
  readonly said: readonly Ruled[];
  readonly allowed: readonly Ruled[];
  /** A person has permitted exactly this, once. */
  readonly granted: boolean;
  /** Redacted. */
  readonly text: string;
}

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** Where the log is. */
export const securityLogFile = ({ codexHome }: Places): string => join(codexHome, 'security.log');

/** The line, without its line end. */
export function securityLine(judged: JudgedEvent): string {
  const { time, sessionId, event, cwd, verdict, level, dry, said, allowed, granted, text } = judged;
  const all = [...said, ...allowed];
  const worst = Math.max(0, ...all.map(({ finding }) => SEVERITIES.indexOf(finding.severity)));
  return JSON.stringify({
    time,
    session_id: sessionId,
    event,
    verdict,
    level,
    dry: dry || undefined,
    severity: SEVERITIES[worst],
    rules: unique(said.map(({ finding }) => finding.rule)),
    allowed_by: granted ? 'grant' : allowed.length > 0 ? 'allow-list' : undefined,
    allowed: allowed.length > 0 ? unique(allowed.map(({ finding }) => finding.rule)) : undefined,
    allow_reasons:
      allowed.length > 0 ? unique(allowed.map(({ allowedBy }) => allowedBy?.reason ?? '')) : undefined,
    cwd,
    text,
  });
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
