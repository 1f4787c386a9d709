/**
 * Judges a patch before it is applied: which files it changes, and what it adds to them. The format of `apply_patch`
 * carries no mode of a file, so a patch can make nothing executable. Ordinary patches, also of CI workflows, are silent.
 */
import type { PatchFile } from '@hookline/core';
import type { Finding, Rule } from '../finding.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { SECRET_RULES } from '../secrets/rules.ts';
import { type AddedText, addedLines, placeInPatch } from './added-lines.ts';
import { absolutePath, isForSecrets, type PathPlaces, protectedBy } from './protected-path.ts';
import { PATCH_RULES } from './rules.ts';

/** What a patch is judged by. */
export interface PatchContext extends PathPlaces {
  readonly cwd: string;
  /** A path without links, as far as it exists. */
  readonly realPath: (path: string) => string;
}

const RULES = new Map<string, Rule>([...PATCH_RULES, ...SECRET_RULES].map((rule) => [rule.id, rule]));

/** A finding of one of the rules of this package's own. */
export function findingOf(id: string, start: number, end: number): Finding {
  const rule = RULES.get(id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  return { rule: id, severity: rule.severity, reason: rule.reason, span: { start, end } };
}

/** All that is to be said about a patch; one finding a file and rule. */
export function judgePatch(
  patch: string,
  files: readonly Pick<PatchFile, 'path' | 'movedTo'>[],
  context: PatchContext,
): readonly Finding[] {
  const paths = files.flatMap(({ path, movedTo }) => (movedTo === undefined ? [path] : [path, movedTo]));
  return [
    ...[...new Set(paths)].flatMap((path) => judgePath(path, patch, context)),
    ...addedLines(patch).flatMap((added) => [...judgeSecrets(added), ...judgeWorkflow(added)]),
  ];
}

function judgePath(path: string, patch: string, context: PatchContext): readonly Finding[] {
  const rule = ruleOfPath(path, context);
  if (rule === undefined) return [];
  const start = Math.max(0, patch.indexOf(path));
  return [findingOf(rule, start, start + Math.min(path.length, patch.length))];
}

/** The rule that protects a path as it is written, or what it leads to. */
export function ruleOfPath(path: string, context: PatchContext): string | undefined {
  const written = absolutePath(path, context.cwd, context.home);
  const real = context.realPath(written);
  return protectedBy(written, context) ?? (real === written ? undefined : protectedBy(real, context));
}

function judgeSecrets(added: AddedText): readonly Finding[] {
  const [first] = findSecrets(added.text);
  if (!first) return [];
  const rule = isForSecrets(added.path) ? 'secret.in-env-file' : 'secret.in-patch';
  return [findingOf(rule, placeInPatch(added, first.start), placeInPatch(added, first.end - 1) + 1)];
}

const WORKFLOW =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)\/.*\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab\/ci\/.*\.ya?ml|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|Jenkinsfile|\.drone\.ya?ml|\.woodpecker(?:\/.*)?\.ya?ml|\.buildkite\/.*\.ya?ml)$/;
const ALL_SECRETS = /\btoJSON\(\s*secrets\s*\)/i;
const ONE_SECRET = /\$\{\{\s*secrets\.\w+\s*\}\}|\$\{?CI_JOB_TOKEN\b/;
const SENDS =
  /\b(?:curl|wget|nc|ncat|netcat|socat|nslookup|dig|telnet|scp|rsync)\b[^\n#]*(?:https?:|-[dFT]\b|--data|--form|--upload|@|\||>|\d)|\b(?:echo|printf|cat)\b[^\n|]*(?:\||>(?!\s*(?:~|\$|\.)?[\w/.~$-]*\.(?:npmrc|netrc|env|json|key|pem)\b))/;
/** A login sends a secret to the one that it is for. */
const LOGS_IN =
  /authorization:|--password-stdin|docker login|npm config set|_authToken|gh auth login|helm registry login/i;

function judgeWorkflow(added: AddedText): readonly Finding[] {
  if (!WORKFLOW.test(added.path)) return [];
  let at = 0;
  for (const line of added.text.split('\n')) {
    const isBad =
      line.length < 4_000 &&
      (ALL_SECRETS.test(line) || (ONE_SECRET.test(line) && SENDS.test(line) && !LOGS_IN.test(line)));
    if (isBad)
      return [
        findingOf('exfil.workflow-secret', placeInPatch(added, at), placeInPatch(added, at) + line.length),
      ];
    at += line.length + 1;
  }
  return [];
}
