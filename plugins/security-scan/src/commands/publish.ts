/** What reaches others: registries, releases, repositories of an organisation, and the rules that guard them. */

import { isSecretFile } from '../effects/secrets.ts';
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, hasUnknown, STAR, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { readingsOf, reads } from './readings.ts';
import { REGISTRY_TOOLS, registryTool } from './registries.ts';
import { runCode } from './shells.ts';
import { packageRunner } from './wrappers.ts';

type Line = readonly [words: RegExp, rule: RuleId];

const TRIES = /(?:^|\s)(?:--dry-run(?:=true)?|-n|--help|-h|--list|--snapshot|--no-publish)(?=\s|$)/;

const TOOLS: Readonly<Record<string, readonly Line[]>> = {
  cargo: [
    [/^(?:\+\S+\s+)?(?:publish|yank|release\b.*--execute|owner\s+--(?:add|remove))\b/, 'publish.package'],
  ],
  gem: [[/^(?:push|yank|owner)\b/, 'publish.package']],
  twine: [[/^upload\b/, 'publish.package']],
  poetry: [[/^publish\b/, 'publish.package']],
  uv: [[/^publish\b/, 'publish.package']],
  flit: [[/^publish\b/, 'publish.package']],
  hatch: [[/^publish\b/, 'publish.package']],
  pdm: [[/^publish\b/, 'publish.package']],
  mvn: [
    [
      /(?:^|\s)(?:deploy|release:perform|nexus-staging:release|deploy:deploy-file)(?=\s|$)/,
      'publish.package',
    ],
  ],
  gradle: [
    [
      /(?:^|\s):?(?:[\w-]+:)*(?:publish(?!ToMavenLocal\b)\w*|uploadArchives|bintrayUpload)(?=\s|$)/,
      'publish.package',
    ],
  ],
  gradlew: [
    [/(?:^|\s):?(?:[\w-]+:)*(?:publish(?!ToMavenLocal\b)\w*|uploadArchives)(?=\s|$)/, 'publish.package'],
  ],
  sbt: [[/(?:^|\s)(?:publish(?!Local)\w*|release)(?=\s|$)/, 'publish.package']],
  pod: [[/^trunk\s+(?:push|delete|deprecate)\b/, 'publish.package']],
  nuget: [[/^(?:push|delete)\b/, 'publish.package']],
  vsce: [[/^(?:publish|unpublish)\b/, 'publish.package']],
  ovsx: [[/^publish\b/, 'publish.package']],
  lerna: [[/^publish\b/, 'publish.package']],
  changeset: [[/^publish\b/, 'publish.package']],
  changesets: [[/^publish\b/, 'publish.package']],
  'semantic-release': [[/^(?!.*--dry-run)/, 'publish.package']],
  'release-it': [[/^(?!.*--dry-run)/, 'publish.package']],
  np: [[/^(?!.*--preview)/, 'publish.package']],
  goreleaser: [[/^release\b/, 'publish.package']],
  maturin: [[/^(?:publish|upload)\b/, 'publish.package']],
  dotnet: [[/^nuget\s+(?:push|delete)\b/, 'publish.package']],
  helm: [[/^push\b/, 'publish.package']],
  'ansible-galaxy': [[/\bpublish\b/, 'publish.package']],
  skopeo: [[/^delete\b/, 'publish.withdraw']],
  crane: [[/^delete\b/, 'publish.withdraw']],
  jsr: [[/^publish\b/, 'publish.package']],
  dart: [[/^pub\s+publish\b/, 'publish.package']],
  flutter: [[/^pub\s+publish\b/, 'publish.package']],
  eas: [[/^(?:submit|update)\b/, 'publish.package']],
  expo: [[/^publish\b/, 'publish.package']],
  fastlane: [
    [/(?:^|\s)(?:release|deliver|supply|upload_to_\w+|deploy|production)(?=\s|$)/, 'publish.package'],
  ],
  snapcraft: [[/^(?:upload|push|release|close)\b/, 'publish.package']],
  anaconda: [[/^upload\b/, 'publish.package']],
  luarocks: [[/^upload\b/, 'publish.package']],
  stack: [[/^upload\b/, 'publish.package']],
  cabal: [[/^upload\b.*--publish/, 'publish.package']],
  opam: [[/^publish\b/, 'publish.package']],
  nx: [[/^release(?:\s+publish)?\b/, 'publish.package']],
  clasp: [[/^(?:push\s.*--force|deploy)\b/, 'publish.package']],
};

/** Scripts of a package that are named as the tool that they are: what follows goes to the tool. */
const SCRIPT =
  /^(?:prisma|typeorm|sequelize|sequelize-cli|knex|drizzle-kit|mikro-orm|ace|artisan|supabase|convex|wrangler|serverless|sls|sst|cdk|firebase|medusa|payload|lerna|node-pg-migrate|db-migrate|migrate-mongo|doctrine|console)$/;

/** `npm run prisma -- migrate reset`, `yarn workspace api prisma …`. */
function runTool(call: Call): Stream | undefined {
  const options = readOptions(call.args, {
    letters: 'Cw',
    valued: ['prefix', 'filter', 'workspace', 'dir', 'cwd'],
    stop: true,
  });
  const [verb, name, ...rest] = options.rest;
  if (verb?.text === 'workspace' && name && rest.length > 0) return npm({ ...call, args: rest }) ?? ANYTHING;
  if (!/^(?:run|run-script|rum|urn)$/.test(verb?.text ?? '')) return undefined;
  const [script, ...words] = readOptions(
    [name, ...rest].filter((field) => field !== undefined),
    { stop: true },
  ).rest;
  if (!script || !SCRIPT.test(script.text)) return undefined;
  return call.machine.runWords(
    [script, ...(words[0]?.text === '--' ? words.slice(1) : words)],
    call.scope,
    call.stdin,
    call.span,
  );
}

const npm: Handler = (call) => {
  const line = lineOf(call);
  const words = line
    .replace(/^(?:(?:--?[\w-]+(?:=\S+)?|-C\s+\S+|--(?:filter|prefix|dir|workspace|cwd)\s+\S+)\s+)+/, '')
    .replace(/^(?:workspace\s+\S+|workspaces\s+foreach(?:\s+-\S+)*|-r)\s+/, '');
  const lines = readingsOf(call.args);
  const tries = TRIES.test(line);
  if (!tries) {
    if (
      reads(
        lines,
        /^(?:workspace\s+\S+\s+|workspaces\s+foreach\s+(?:-\S+\s+)*)?(?:npm\s+)?(?:publish|pub)(?=\s|$)/,
      )
    )
      call.machine.report('publish.package', call.span);
    else if (reads(lines, /^(?:unpublish|deprecate|undeprecate)\b/))
      call.machine.report('publish.withdraw', call.span);
    else if (
      reads(
        lines,
        /^(?:npm\s+)?(?:dist-tags?\s+(?:add|rm|set)|owner\s+(?:add|rm)|access\s+(?:public|restricted|grant|revoke|set)|team\s+(?:destroy|rm|add)|token\s+(?:create|revoke)|org\s+(?:set|rm)|tag\s+(?:add|rm)|profile\s+disable-2fa)\b/,
      )
    )
      call.machine.report('publish.rights', call.span);
  }
  if (
    /^(?:config\s+set|set|c\s+set)\b.*(?:strict-ssl|enableStrictSsl)[= ]+(?:false|0)|--strict-ssl[= ]false|--no-strict-ssl/.test(
      words,
    )
  )
    call.machine.report('disable-security.tls', call.span);
  if (/^(?:config\s+set|set)\s+(?:registry)[= ]+http:\/\/(?!localhost|127\.)/.test(words))
    call.machine.report('rce.remote-package', call.span);
  if (/^(?:un(?:install)?|rm|remove|r)\b.*(?:@hookline\/|\bhookline\b)/.test(words))
    call.machine.report('hook-tamper.switch', call.span);
  if (/^(?:un(?:install)?|rm|remove|r)\b.*\b(?:husky|lefthook|pre-commit)\b/.test(words))
    call.machine.report('hook-tamper.git-hooks', call.span);
  if (
    /^(?:un(?:install)?|rm|remove|r)\b.*\s(?:-g|--global|--location=global)\b.*\snpm\b|^(?:un(?:install)?|rm|remove|r)\b\s+(?:-g|--global)\s+npm\b/.test(
      words,
    )
  )
    call.machine.report('fs-destroy.packages', call.span);
  // All that is there, as another command lists it.
  if (
    /^(?:un(?:install)?|rm|remove|r)\b.*(?:\s-g|\s--global)\b/.test(words) &&
    call.args.some((arg) => arg.text.includes(UNKNOWN))
  )
    call.machine.report('fs-destroy.packages', call.span);
  if (/^(?:config\s+(?:get\s+\S*(?:_auth|token|password)|list\s.*--json\b.*auth)|token\s+list)/.test(words))
    return { text: UNKNOWN, taint: TAINT.secret };
  for (const arg of /^(?:i|install|add|ci)\b/.test(words) ? call.args : []) {
    const address = /^(?:https?:\/\/)([^/]+)/.exec(arg.text)?.[1];
    if (
      address &&
      !/(?:^|\.)(?:github\.com|npmjs\.org|npmjs\.com|yarnpkg\.com|githubusercontent\.com|pkg\.github\.com|pkg\.pr\.new|localhost(?::\d+)?)$/.test(
        address,
      ) &&
      !/registry/.test(arg.text) &&
      !/^--?(?:registry|proxy|https-proxy|cafile|userconfig)$/.test(
        call.args[call.args.indexOf(arg) - 1]?.text ?? '',
      )
    )
      call.machine.report('rce.remote-package', arg);
    if (/^--registry=http:\/\/(?!localhost|127\.|\w+:\d+$)/.test(arg.text))
      call.machine.report('rce.remote-package', arg);
  }
  return runWritten(call) ?? runTool(call) ?? packageRunner(call);
};

/** `npm pkg set scripts.ship=…`, and `npm run ship` after it: what was written is what runs. */
function runWritten(call: Call): Stream | undefined {
  const words = readOptions(call.args, { letters: 'Cw', valued: ['prefix', 'workspace', 'filter'] }).rest;
  const [verb, name, ...rest] = words.map((field) => field.text);
  if (verb === 'pkg' && name === 'set') {
    for (const setting of rest) {
      const [, script, code] = /^scripts\.([\w:.-]+)=(.*)$/s.exec(setting) ?? [];
      if (script && code) call.scope.aliases.set(`npm run ${script}`, code);
    }
    return undefined;
  }
  const script = /^(?:run|run-script|rum)$/.test(verb ?? '') ? name : verb === 't' ? 'test' : verb;
  const code = call.scope.aliases.get(`npm run ${script}`);
  return code === undefined ? undefined : runCode(call, { text: code, taint: 0 }, []);
}

const pip: Handler = (call) => {
  const line = call.args.map((arg) => arg.text).join(' ');
  // A list of all that is installed: to remove all of it, or to write it down.
  if (/^(?:freeze|list\b.*--format[= ]freeze)\b/.test(line)) return { text: `${STAR}\n`, taint: 0 };
  if (/^uninstall\b/.test(line) && call.args.some((arg) => arg.text.includes(STAR)))
    call.machine.report('fs-destroy.packages', call.span);
  if (!/^(?:install|download|wheel|pip\s+install|add)\b/.test(line)) {
    if (/^(?:pip\s+)?uninstall\b.*[\uE000\uE001]/.test(line))
      call.machine.report('fs-destroy.packages', call.span);
    if (/^config\s+set\s+\S*trusted-host/.test(line)) call.machine.report('disable-security.tls', call.span);
    return ANYTHING;
  }
  if (/--trusted-host/.test(line) && !/--trusted-host[= ](?:localhost|127\.)/.test(line))
    call.machine.report('disable-security.tls', call.span);
  if (/(?:-i|--index-url|--extra-index-url)[= ]http:\/\/(?!localhost|127\.)/.test(line))
    call.machine.report('rce.remote-package', call.span);
  for (const arg of call.args) {
    const host = /^(?:git\+)?https?:\/\/([^/]+)/.exec(arg.text)?.[1];
    if (
      host &&
      call.args[call.args.indexOf(arg) - 1]?.text.startsWith('-') !== true &&
      !/(?:^|\.)(?:github\.com|gitlab\.com|pypi\.org|pythonhosted\.org|pytorch\.org|githubusercontent\.com|bitbucket\.org|huggingface\.co|localhost(?::\d+)?|googleapis\.com)$/.test(
        host.replace(/^.*@/, ''),
      )
    )
      call.machine.report('rce.remote-package', arg);
  }
  return ANYTHING;
};

const gh: Handler = (call) => {
  const line = lineOf(call).replace(/^(?:(?:-R|--repo)[= ]\S+\s+)+/, '');
  if (/(?:^|\s)--help(?:\s|$)/.test(line)) return ANYTHING;
  const api = /^api\b/.test(line);
  if (api) {
    // Fields make a request a POST.
    const method =
      /(?:-X|--method)[= ]?(\w+)/.exec(line)?.[1]?.toUpperCase() ??
      (/(?:^|\s)(?:-[fF]|--field|--raw-field|--input)/.test(line) ? 'POST' : 'GET');
    const path =
      call.args.find((arg) =>
        /^\/?(?:repos|orgs|user|users|teams|projects|gists|enterprises|admin|groups)\b/.test(arg.text),
      )?.text ?? '';
    if (
      /protection|rulesets|vulnerability-alerts|automated-security-fixes|code-scanning\/default-setup|secret-scanning|\/actions\/permissions|private-vulnerability-reporting|interaction-limits/.test(
        path,
      ) &&
      method !== 'GET'
    )
      call.machine.report('publish.protection', call.span);
    else if (method === 'DELETE')
      call.machine.report(
        /\/comments\/|\/reactions\/|\/labels\/|\/assignees|\/subscription|\/notifications/.test(path)
          ? 'publish.remote-edit'
          : 'publish.remote-delete',
        call.span,
      );
    else if (/\/merge$/.test(path) && method === 'PUT') call.machine.report('publish.admin', call.span);
    else if (/^\/?(?:repos|orgs)\/.*\/(?:transfer|migrations)$/.test(path) && method === 'POST')
      call.machine.report('publish.visibility', call.span);
    else if (
      /\/releases(?:\/\d+)?$/.test(path) &&
      /^(?:POST|PATCH)$/.test(method) &&
      !/draft[= ]true/.test(line)
    )
      call.machine.report('publish.package', call.span);
    else if (
      /\/(?:invitations|memberships|outside_collaborators|actions\/secrets|dependabot\/secrets)(?:\/|$)/.test(
        path,
      ) &&
      /^(?:PUT|POST|PATCH)$/.test(method) &&
      !/secrets\/public-key/.test(path)
    )
      call.machine.report('publish.rights', call.span);
    else if (/\/git\/refs/.test(path) && method === 'PATCH' && /force[= ]true/.test(line))
      call.machine.report('git-loss.force-push', call.span);
    else if (/\/(?:collaborators|keys|hooks)(?:\/|$)/.test(path) && /^(?:PUT|POST)$/.test(method))
      call.machine.report('publish.rights', call.span);
    else if (
      /^\/?repos\/[^/]+\/[^/]+$/.test(path) &&
      method === 'PATCH' &&
      /(?:private|visibility|archived|security_and_analysis)/.test(line)
    )
      call.machine.report('publish.visibility', call.span);
    else if (
      /graphql/.test(line) &&
      /mutation[\s\S]*\b(?:delete\w+|transferIssue|archiveRepository|mergePullRequest)\b/.test(line)
    )
      call.machine.report('publish.remote-delete', call.span);
    return ANYTHING;
  }
  if (/^release\s+create\b/.test(line) && !/(?:^|\s)(?:--draft|-d)(?=\s|$)/.test(line))
    call.machine.report('publish.package', call.span);
  if (/^auth\s+refresh\b.*(?:admin:|delete_repo|site_admin)/.test(line))
    call.machine.report('publish.rights', call.span);
  // One after the other, as a list or a loop gives them.
  if (
    /^(?:pr|issue)\s+(?:close|merge|delete|lock)\b/.test(line) &&
    call.args.some((arg) => hasUnknown(arg.text)) &&
    (call.scope.loops > 0 || call.scope.concurrent)
  )
    call.machine.report('publish.remote-edit', call.span);
  if (/^repo\s+delete\b/.test(line) || /^project\s+delete\b/.test(line))
    call.machine.report('publish.remote-delete', call.span);
  else if (/^repo\s+(?:archive|rename|transfer)\b|^repo\s+edit\b.*--default-branch/.test(line))
    call.machine.report('publish.visibility', call.span);
  else if (/^repo\s+edit\b.*(?:--visibility|--accept-visibility)/.test(line))
    call.machine.report('publish.visibility', call.span);
  else if (
    /^repo\s+edit\b.*--(?:enable-(?:secret-scanning|advanced-security)[\w-]*|enable-merge-queue)[= ]false/.test(
      line,
    )
  )
    call.machine.report('publish.protection', call.span);
  else if (/^repo\s+(?:sync\b.*--force)/.test(line)) call.machine.report('git-loss.force-push', call.span);
  else if (/^repo\s+deploy-key\s+add|^ssh-key\s+add|^gpg-key\s+add/.test(line))
    call.machine.report('publish.rights', call.span);
  else if (/^repo\s+create\b.*--public\b.*--push|^repo\s+create\b.*--push\b.*--public/.test(line))
    call.machine.report('publish.visibility', call.span);
  else if (
    /^(?:release|gist|issue|label|ssh-key|gpg-key|cache|run|variable|ruleset|codespace|cs|extension)\s+(?:delete|delete-asset)\b/.test(
      line,
    ) &&
    !/^(?:cache|label|extension)\s/.test(line)
  )
    call.machine.report('publish.remote-delete', call.span);
  else if (/^(?:secret|variable)\s+(?:delete|remove)\b/.test(line))
    call.machine.report('publish.remote-delete', call.span);
  else if (/^pr\s+(?:merge\b.*--admin\b)/.test(line)) call.machine.report('publish.admin', call.span);
  else if (/^(?:workflow)\s+disable\b/.test(line)) call.machine.report('publish.protection', call.span);
  else if (/^auth\s+(?:token|status\b.*(?:-t\b|--show-token))/.test(line))
    return { text: UNKNOWN, taint: TAINT.secret | TAINT.variable };
  else if (/^gist\s+create\b/.test(line)) {
    for (const arg of call.args.slice(2))
      if (isSecretFile(call.machine, call.scope, arg.text) || contentOf(call, arg).taint & TAINT.secret)
        call.machine.report('exfil.secret', arg);
    if (call.stdin.taint & (TAINT.secret | TAINT.environment)) call.machine.report('exfil.secret', call.span);
  } else if (/^release\s+upload\b.*--clobber/.test(line)) call.machine.report('publish.withdraw', call.span);
  return ANYTHING;
};

const glab: Handler = (call) => {
  const line = lineOf(call).replace(/^(?:(?:-R|--repo|-g|--group)[= ]\S+\s+)+/, '');
  if (
    /^(?:repo|project|release|issue|mr|variable|label|schedule|ci|snippet)\s+delete\b|^repo\s+archive\b/.test(
      line,
    ) ||
    (/^api\b/.test(line) && /(?:-X|--method)[= ]?DELETE/i.test(line))
  )
    call.machine.report('publish.remote-delete', call.span);
  else if (/^(?:repo|project)\s+(?:transfer|update\b.*--visibility)/.test(line))
    call.machine.report('publish.visibility', call.span);
  else if (/^release\s+(?:create|upload)\b/.test(line)) call.machine.report('publish.package', call.span);
  else if (/^(?:deploy-key|ssh-key|gpg-key|token)\s+(?:add|create|revoke|delete)\b/.test(line))
    call.machine.report('publish.rights', call.span);
  else if (
    /^repo\s+mirror\b|^api\b.*\/protected_branches/.test(line) &&
    /(?:-X|--method)[= ]?(?:DELETE|PATCH|POST)/i.test(line)
  )
    call.machine.report('publish.protection', call.span);
  return ANYTHING;
};

/** A tool may stand in both tables: each says a part of what it does. */
const CODERS: Readonly<Record<string, Handler>> = Object.fromEntries(
  [...new Set([...Object.keys(TOOLS), ...Object.keys(REGISTRY_TOOLS)])].map((name): [string, Handler] => [
    name,
    registryTool([...(TOOLS[name] ?? []), ...(REGISTRY_TOOLS[name] ?? [])]),
  ]),
);

export const PUBLISH: Readonly<Record<string, Handler>> = {
  ...CODERS,
  npm,
  pnpm: npm,
  yarn: npm,
  bun: npm,
  pip,
  pip3: pip,
  pipx: pip,
  gh,
  glab,
};
