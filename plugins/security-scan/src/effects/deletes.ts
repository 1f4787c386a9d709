/** Judges that a path is deleted, or emptied, or moved away: what is lost depends on where it lies. */
import type { RuleId } from '../rules/index.ts';
import type { Machine, Scope } from '../shell/machine.ts';
import type { Field } from '../shell/text.ts';
import { isKnown } from '../shell/text.ts';
import { BUILT, classify, type PathKind, type Target } from './paths.ts';

const RULES: Partial<Record<PathKind, RuleId>> = {
  root: 'fs-destroy.root',
  system: 'fs-destroy.system',
  device: 'fs-destroy.device',
  home: 'fs-destroy.home',
  personal: 'fs-destroy.personal',
  credentials: 'fs-destroy.personal',
  rc: 'fs-destroy.personal',
  parent: 'fs-destroy.parent',
  'tree-root': 'fs-destroy.tree',
  repository: 'git-loss.repository',
  guard: 'hook-tamper.files',
  hooks: 'hook-tamper.git-hooks',
  prefix: 'fs-destroy.prefix',
  unset: 'fs-destroy.unset',
  'temp-root': 'fs-destroy.temp',
  outside: 'fs-destroy.outside',
};

export interface Deletion {
  /** Whole folders go. */
  readonly recursive: boolean;
  /** Only names that match a filter go: `find … -name '*.log' -delete`. */
  readonly filtered?: boolean;
}

/** Says which rule a deletion breaks, if one. */
export function deletionRule(
  machine: Machine,
  scope: Scope,
  text: string,
  how: Deletion,
): RuleId | undefined {
  const target = classify(machine, scope, text);
  const rule = ruleFor(target, scope, how);
  if (rule) return rule;
  // `cd build; rm -rf *`: the same words where the shell is if the `cd` failed.
  if (scope.stayed !== undefined && how.recursive && !text.startsWith('/')) {
    const there = classify(machine, scope, text, scope.stayed);
    if (/^(?:tree-root|parent|home|root|system)$/.test(there.kind)) return 'fs-destroy.failed-cd';
  }
  return undefined;
}

function ruleFor(target: Target, scope: Scope, how: Deletion): RuleId | undefined {
  const { kind } = target;
  const base = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (scope.site !== 'local' && scope.mounts.length === 0) {
    if (/^(?:outside|temp|temp-root|cache|prefix|parent|tree-root|unknown|tree|unset)$/.test(kind)) {
      if (kind === 'unset' && how.recursive) return 'fs-destroy.unset';
      // All that a server serves, not one release of it.
      return scope.site === 'remote' &&
        how.recursive &&
        /^(?:outside|prefix)$/.test(kind) &&
        /^\/(?:var\/www|srv|opt|usr\/local|data|home|mnt)(?:\/[^/]+)?$/.test(target.path) &&
        (target.contents || target.path.split('/').length <= 3)
        ? 'fs-destroy.outside'
        : undefined;
    }
  }
  switch (kind) {
    case 'tree':
      return insideRule(target, base, how);
    case 'tree-root':
      return how.recursive || target.contents ? 'fs-destroy.tree' : undefined;
    case 'outside':
      if (!how.recursive && !target.contents && /\.(?:log|pid|lock|tmp|sock|pyc|o)$/.test(base))
        return undefined;
      return BUILT.test(base) && !how.filtered ? undefined : 'fs-destroy.outside';
    case 'prefix':
      // One program that was put there by hand.
      if (
        !how.recursive &&
        /^\/usr\/local\/bin\/[\w.-]+$/.test(target.path) &&
        !/\/(?:node|npm|npx|python[\d.]*|pip[\d.]*|git|brew|docker|hookline)$/.test(target.path)
      )
        return undefined;
      return BUILT.test(base) &&
        base !== 'bin' &&
        base !== 'vendor' &&
        !target.contents &&
        !/^\/(?:usr|opt)\//.test(target.path)
        ? undefined
        : 'fs-destroy.prefix';
    case 'unset':
      return how.recursive ? 'fs-destroy.unset' : undefined;
    case 'temp-root':
      return how.recursive && !how.filtered ? 'fs-destroy.temp' : undefined;
    case 'rc':
      return /history$/.test(base) ? 'disable-security.history' : 'fs-destroy.personal';
    case 'system':
      // A site that a server no longer serves.
      if (!how.recursive && /^\/etc\/(?:nginx|apache2|httpd)\/(?:sites|conf)[\w.-]*\/./.test(target.path))
        return undefined;
      return /^\/var\/log(?:\/|$)/.test(target.path) ? 'disable-security.logs' : 'fs-destroy.system';
    case 'hooks':
      return /\.sample$/.test(base) ? undefined : 'hook-tamper.git-hooks';
    case 'unknown':
      return undefined;
    default:
      return RULES[kind];
  }
}

/** Things in a work tree that git does not bring back. */
function insideRule(target: Target, base: string, how: Deletion): RuleId | undefined {
  const inside = target.inside ?? '';
  if (/^\.env(?:\.(?:local|prod|production|staging|live))?$/.test(base)) return 'fs-destroy.precious';
  // What looks for secrets and faults before they leave.
  if (
    /^\.(?:gitleaks(?:ignore)?\.toml|gitleaks|secretlintrc[\w.]*|talismanrc|secrets\.baseline|snyk|semgrep\.ya?ml|bandit)$/.test(
      base,
    )
  )
    return 'disable-security.config';
  if (/\.tfstate(?:\.backup)?$/.test(base)) return 'cloud-destroy.state';
  if (/^\.(?:svn|hg|jj)$/.test(base)) return 'git-loss.repository';
  if (/(?:^|[-_.])(?:prod|production|live)(?:[-_.].*)?\.(?:db|sqlite3?|sql|dump)$/i.test(base))
    return 'fs-destroy.precious';
  if (
    how.recursive &&
    /(?:^|\/)(?:(?:data|volumes?|docker-data|\.docker|\.data|storage)\/(?:postgres\w*|pg\w*|mysql|mariadb|mongo\w*|redis|minio|elasticsearch|db)|(?:postgres\w*|mysql|mariadb|mongo\w*|redis|minio|elasticsearch|db)\/data)$/i.test(
      inside,
    )
  )
    return 'fs-destroy.precious';
  // Where frameworks keep their database by default: nothing else has what is in it.
  if (
    /^(?:db|development|database|data|app|instance)\.sqlite3?$|^(?:db|development)\.sqlite3?$/i.test(base) &&
    !/(?:^|\/)(?:tests?|fixtures?|tmp)\//.test(inside)
  )
    return 'fs-destroy.precious';
  if (
    how.recursive &&
    /^(?:backups?|pgdata|pg_data|postgres[-_]?data|mysql[-_]?data|mongo[-_]?data|db[-_]?data|redis[-_]?data|user[-_]?uploads)$/i.test(
      base,
    )
  ) {
    return 'fs-destroy.precious';
  }
  if (
    how.recursive &&
    /(?:^|\/)(?:data|volumes|db|docker)\/(?:postgres\w*|mysql|mariadb|mongo\w*|redis|pg|elasticsearch)$/i.test(
      inside,
    )
  )
    return 'fs-destroy.precious';
  return inside === '.git' ? 'git-loss.repository' : undefined;
}

export function deleteTarget(machine: Machine, scope: Scope, field: Field, how: Deletion): void {
  machine.spend(2);
  const rule = deletionRule(machine, scope, field.text, how);
  if (rule) machine.report(rule, field);
}

/** Judges that what a path holds is moved elsewhere. */
export function moveAway(machine: Machine, scope: Scope, field: Field): void {
  const target = classify(machine, scope, field.text);
  if (
    /^(?:root|system|home|credentials|rc|parent|tree-root|repository|guard|hooks|device)$/.test(target.kind)
  ) {
    const rule = ruleFor(target, scope, { recursive: true });
    if (rule) machine.report(rule, field);
  } else if (
    target.kind === 'personal' &&
    (target.contents || target.path.split('/').length <= 4) &&
    isKnown(target.path)
  ) {
    machine.report('fs-destroy.personal', field);
  }
}
