/**
 * Judges one command line before it runs: reads it as a shell would, without running anything, and says what it would
 * do. It reads no file, asks nobody, and always ends: past its budget it asks if a risky word is in the text.
 */
import { parse } from 'unbash';
import { HANDLERS } from './commands/index.ts';
import type { Assessment, Finding, Span } from './finding.ts';
import { decide, type Policy, verdictOf } from './policy/decide.ts';
import { type RuleId, ruleOf } from './rules/index.ts';
import { joinNames } from './shell/continued.ts';
import { Exhausted, type Scope } from './shell/machine.ts';
import { plainSpelling } from './shell/plain.ts';
import { readable } from './shell/readable.ts';
import { holdsRiskyWord } from './shell/risky.ts';
import { Evaluator } from './shell/run.ts';
import { cleanSource, NOTHING } from './shell/text.ts';

export type { Policy } from './policy/decide.ts';

/** Where the command would run. */
export interface Where {
  readonly cwd: string;
  readonly home?: string;
  /** The folder that the agent works on; the folder that it runs in if it is not said. */
  readonly workspaceRoot?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const SEVERITY = { critical: 0, high: 1, medium: 2, low: 3 } as const;
const SILENT: Assessment = { verdict: 'allow', findings: [] };

/** Judges a command; the worst finding comes first. */
export function assess(command: string, where: Where, policy: Policy = {}): Assessment {
  if (command.trim() === '') return SILENT;
  const source = cleanSource(command);
  const raised = judge(source, where);
  const plain = plainSpelling(source);
  if (plain) {
    for (const other of judge(plain.text, where, true)) {
      raised.push({
        rule: other.rule,
        span: { start: plain.from[other.span.start] ?? 0, end: plain.from[other.span.end] ?? source.length },
      });
    }
  }
  return answer(raised, policy, source.length);
}

interface Raised {
  readonly rule: RuleId;
  readonly span: Span;
}

/** What judging a text came to: what was found, how much work it was, and what went wrong on the way. */
export interface Examination {
  readonly raised: readonly Raised[];
  readonly steps: number;
  readonly failure: unknown;
}

function judge(source: string, where: Where, quiet = false): Raised[] {
  const text = readable(joinNames(source));
  const whole: Span = { start: 0, end: source.length };
  const unread = (): Raised[] =>
    !quiet && holdsRiskyWord(source) ? [{ rule: 'rce.unreadable', span: whole }] : [];
  if (text === undefined) return unread();
  const { raised, failure } = examine(text, where);
  if (failure instanceof Exhausted && raised.length === 0)
    return quiet ? [] : [{ rule: 'rce.unreadable', span: whole }];
  if (failure !== undefined && raised.length === 0) return unread();
  // What was cut out moves all that stands behind it.
  return text === source ? [...raised] : raised.map(({ rule }) => ({ rule, span: whole }));
}

/** Reads a text to its end, or as far as the budget goes. A failure of the reader is a text that could not be read. */
export function examine(text: string, where: Where, evaluator = evaluatorFor(where, Evaluator)): Examination {
  let failure: unknown;
  try {
    const script = parse(text);
    evaluator.runParsed(script, newShell(clean(where.cwd), text));
    failure = script.errors?.[0];
  } catch (error) {
    failure = error;
  }
  return { raised: evaluator.raised, steps: evaluator.spent, failure };
}

/** An evaluator for a place, of that class or one that is made from it. */
export function evaluatorFor<E extends Evaluator>(
  where: Where,
  Kind: new (...given: ConstructorParameters<typeof Evaluator>) => E,
): E {
  const home = clean(where.home ?? where.env?.['HOME'] ?? '/home/user');
  return new Kind(
    { home, root: clean(where.workspaceRoot ?? where.cwd), environment: where.env ?? {} },
    HANDLERS,
  );
}

function newShell(cwd: string, source: string): Scope {
  return {
    vars: new Map(),
    functions: new Map(),
    aliases: new Map(),
    files: new Map(),
    descriptors: new Map(),
    links: new Map(),
    programs: new Map(),
    fetched: [],
    cwd,
    stayed: undefined,
    folders: [],
    positional: [],
    errexit: false,
    site: 'local',
    mounts: [],
    privileged: false,
    sink: 'terminal',
    fixed: undefined,
    source,
    stdin: NOTHING,
    calls: [],
    concurrent: false,
    loops: 0,
    depth: 0,
  };
}

function clean(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}

function answer(raised: readonly Raised[], policy: Policy, length: number): Assessment {
  const findings: Finding[] = [];
  for (const { rule, span } of raised) {
    const known = ruleOf(rule);
    if (!known || verdictOf(rule, policy) === 'allow') continue;
    const start = Math.max(0, Math.min(span.start, length));
    const end = Math.max(start, Math.min(span.end, length));
    if (findings.some((other) => other.rule === rule && other.span.start === start && other.span.end === end))
      continue;
    findings.push({ rule, severity: known.severity, reason: known.reason, span: { start, end } });
  }
  if (findings.length === 0) return SILENT;
  const weight = (finding: Finding) =>
    (verdictOf(finding.rule, policy) === 'deny' ? 0 : 10) + SEVERITY[finding.severity];
  findings.sort((left, right) => weight(left) - weight(right) || left.span.start - right.span.start);
  return { verdict: decide(findings, policy), findings };
}
