/**
 * Tools that publish to a registry, a store or a page: the verbs by which they do. A build, a package file and a deploy
 * to what is one's own are not in it.
 */
import type { RuleId } from '../rules/index.ts';
import type { Handler } from '../shell/machine.ts';
import { readingsOf, reads } from './readings.ts';

type Line = readonly [words: RegExp, rule: RuleId];

const TRIES =
  /(?:^|\s)(?:--dry-?run(?:=true)?|-n|--help|-h|help|--list|--snapshot|--no-publish|--no-push|--plan|--check|--preview|publishToMavenLocal)(?=\s|$)/;

const PUBLISH = 'publish.package';
const WITHDRAW = 'publish.withdraw';
const RIGHTS = 'publish.rights';

const only = (words: RegExp): readonly Line[] => [[words, PUBLISH]];

export const REGISTRY_TOOLS: Readonly<Record<string, readonly Line[]>> = {
  // JavaScript
  'eas-cli': only(/^(?:submit|update)\b/),
  rush: only(/^publish\b.*--(?:publish|apply)/),
  auto: only(/^(?:shipit|release|publish|latest|next|canary)\b/),
  deno: only(/^publish\b/),
  'release-please': only(/^(?:github-release|release-pr)\b/),
  shipjs: only(/^trigger\b/),
  'web-ext': only(/^(?:sign|submit)\b/),
  'chrome-webstore-upload': only(/^(?:upload|publish)\b/),
  'chrome-webstore-upload-cli': only(/^(?:upload|publish)\b/),
  'publish-browser-extension': only(/^/),
  'electron-builder': only(/(?:--publish|-p)[= ](?:always|onTag)/),
  'electron-forge': only(/^publish\b/),
  'elm-publish': only(/^/),
  elm: only(/^publish\b/),
  bower: only(/^(?:register|unregister)\b/),
  jspm: only(/^publish\b/),
  // Python
  rye: only(/^publish\b/),
  maturin: only(/^(?:publish|upload)\b/),
  pod: only(/^repo\s+push\b/),
  'setup.py': only(/(?:^|\s)(?:upload|register)(?=\s|$)/),
  // .NET, JVM
  dotnet: [
    [/^nuget\s+push\b/, PUBLISH],
    [/^nuget\s+delete\b/, WITHDRAW],
  ],
  lein: only(/^deploy\b|^release\b/),
  clojure: only(/:deploy\b|\bdeploy\b/),
  clj: only(/:deploy\b|\bdeploy\b/),
  mill: only(/publish(?:All|Sonatype\w*|SonatypeCentral)?(?=\s|$|\/)/i),
  mvnw: only(/(?:^|\s)(?:deploy|release:perform|nexus-staging:release|deploy:deploy-file)(?=\s|$)/),
  gradle: only(
    /(?:^|\s):?(?:[\w-]+:)*(?:closeAnd\w*Release\w*|release\w*Repository|jreleaser\w*|final|candidate)(?=\s|$)/,
  ),
  gradlew: only(
    /(?:^|\s):?(?:[\w-]+:)*(?:closeAnd\w*Release\w*|release\w*Repository|jreleaser\w*|uploadCrashlytics\w*)(?=\s|$)/,
  ),
  sbt: only(/(?:^|\s)(?:ci-release|sonatype(?:Release|BundleRelease|Central\w*))(?=\s|$)/),
  jreleaser: only(/^(?:full-release|release|deploy|upload|publish|announce)\b/),
  // BEAM
  mix: [
    [/(?:^|^do\s.*?|[,+]\s*)hex\.publish\b(?!.*--revert)/, PUBLISH],
    [/^hex\.(?:retire|publish\b.*--revert)/, WITHDRAW],
    [
      /^hex\.(?:owner\s+(?:add|remove|transfer)|organization\s+(?:auth|deauth|key)|user\s+key\s+(?:generate|revoke))/,
      RIGHTS,
    ],
  ],
  rebar3: [
    [/^hex\s+(?:publish|cut)\b/, PUBLISH],
    [/^hex\s+retire\b/, WITHDRAW],
    [/^hex\s+owner\s+(?:add|remove|transfer)/, RIGHTS],
  ],
  gleam: [
    [/^publish\b/, PUBLISH],
    [/^hex\s+(?:retire|revert)\b/, WITHDRAW],
  ],
  // Native
  cargo: [
    [/^(?:\+\S+\s+)?(?:workspaces|ws)\s+publish\b/, PUBLISH],
    [/^(?:\+\S+\s+)?(?:release|smart-release)\b.*(?:--execute|-x\b)/, PUBLISH],
    [/^(?:\+\S+\s+)?dist\s+(?:upload|host)\b/, PUBLISH],
  ],
  'release-plz': only(/^release\b/),
  conan: [
    [/^upload\b/, PUBLISH],
    [/^remove\b.*(?:-r\b|--remote)/, WITHDRAW],
  ],
  swift: only(/^package-registry\s+publish\b/),
  dub: only(/^publish\b/),
  nimble: only(/^publish\b/),
  alr: only(/^publish\b/),
  // Perl, R, Haskell, OCaml, others
  fez: only(/^(?:upload|remove)\b/),
  'cpan-upload': only(/./),
  dzil: only(/^release\b/),
  minil: only(/^release\b/),
  mbtiny: only(/^(?:upload)\b/),
  'dune-release': only(/^(?:publish|bistro|opam\s+submit)\b/),
  rake: only(/(?:^|\s)release(?::rubygem_push|:source_control_push)?(?:\[\S*\])?(?=\s|$)/),
  gem: [
    [/^(?:release|owner)\b/, PUBLISH],
    [/^yank\b/, WITHDRAW],
  ],
  pear: only(/^(?:release|upload)\b/),
  box: only(/^(?:publish|forgebox\s+publish)\b/),
  // Machines, models, data
  'huggingface-cli': [
    [/^(?:upload|upload-large-folder|repo\s+create)\b/, PUBLISH],
    [/^(?:repo\s+delete|repo-files\s+.*delete|delete-cache\s+--disable-tui)\b/, 'publish.remote-delete'],
    [/^repo\s+settings\b.*--(?:public|private)/, 'publish.visibility'],
  ],
  hf: [
    [/^(?:upload|upload-large-folder|repo\s+create)\b/, PUBLISH],
    [/^(?:repos?\s+delete|repo-files\s+delete)\b/, 'publish.remote-delete'],
    [/^repos?\s+settings\b.*--(?:public|private)/, 'publish.visibility'],
  ],
  kaggle: [
    [
      /^(?:datasets\s+(?:create|version)|kernels\s+push|models\s+(?:create|instances)|competitions\s+submit|d\s+create|k\s+push)\b/,
      PUBLISH,
    ],
    [/^(?:datasets|models|kernels)\s+delete\b/, 'publish.remote-delete'],
  ],
  wandb: only(/^(?:artifact\s+put|sync\s.*--include)\b/),
  modelscope: only(/^upload\b/),
  ollama: only(/^push\b/),
  replicate: only(/^(?:push)\b/),
  cog: only(/^push\b/),
  // Registries of everything
  jfrog: [
    [
      /^rt\s+(?:u|upload|bp|build-publish|dp|docker-push|npm-publish|gp|go-publish|bpr|build-promote)\b|^(?:npm|mvn|gradle|nuget)\s+publish\b/,
      PUBLISH,
    ],
    [/^rt\s+(?:del|delete|mv|move|rdel|repo-delete)\b/, WITHDRAW],
  ],
  jf: [
    [
      /^rt\s+(?:u|upload|bp|build-publish|dp|docker-push|npm-publish|gp|go-publish|bpr|build-promote)\b|^(?:npm|mvn|gradle|nuget)\s+publish\b/,
      PUBLISH,
    ],
    [/^rt\s+(?:del|delete|mv|move|rdel|repo-delete)\b/, WITHDRAW],
  ],
  cloudsmith: [
    [/^(?:push|upload|copy|cp|move|mv)\b/, PUBLISH],
    [/^(?:delete|rm|quarantine|repos\s+(?:delete|rm))\b/, WITHDRAW],
  ],
  gemfury: only(/^(?:push|yank|migrate)\b/),
  fury: only(/^(?:push|yank|migrate)\b/),
  packagecloud: [
    [/^push\b/, PUBLISH],
    [/^(?:yank|promote)\b/, WITHDRAW],
  ],
  package_cloud: [
    [/^push\b/, PUBLISH],
    [/^(?:yank|promote)\b/, WITHDRAW],
  ],
  aptly: [
    [/^publish\s+(?:repo|snapshot|switch|update)\b/, PUBLISH],
    [/^(?:publish|repo|snapshot|mirror)\s+drop\b/, WITHDRAW],
  ],
  reprepro: only(/(?:^|\s)(?:include\w*|remove\w*|clearvanished)(?=\s)/),
  dput: only(/./),
  dupload: only(/./),
  'copr-cli': [
    [/^(?:build|buildscm|create)\b/, PUBLISH],
    [/^(?:delete|delete-package|delete-build)\b/, WITHDRAW],
  ],
  fedpkg: only(/^(?:build|update|push)\b/),
  osc: [
    [/^(?:submitrequest|sr|release)\b/, PUBLISH],
    [/^(?:rdelete|wipebinaries)\b/, WITHDRAW],
  ],
  aurpublish: only(/^(?!-|log)/),
  choco: only(/^push\b/),
  wingetcreate: only(/^(?:submit|update\b.*--submit)/),
  brew: only(/^bump-(?:formula|cask)-pr\b/),
  buf: only(/^push\b|^registry\s+\S+\s+delete\b/),
  spm: only(/^publish\b/),
  'ansible-galaxy': [
    [/^(?:collection\s+publish|role\s+import|import)\b/, PUBLISH],
    [/^role\s+delete\b/, WITHDRAW],
  ],
  puppet: only(/^module\s+publish\b/),
  pdk: only(/^(?:release|release\s+publish)\b/),
  knife: [
    [/^(?:supermarket|cookbook\s+site)\s+(?:share|unshare)\b/, PUBLISH],
    [
      /^(?:node|client|cookbook|environment|role|data\s+bag)\s+(?:bulk\s+)?delete\b/,
      'cloud-destroy.resources',
    ],
  ],
  vagrant: [
    [/^cloud\s+(?:publish|version\s+release|box\s+create)\b/, PUBLISH],
    [/^cloud\s+(?:box|version|provider)\s+(?:delete|revoke)\b/, WITHDRAW],
  ],
  // Pages and stores
  mkdocs: only(/^gh-deploy\b/),
  mike: only(/^(?:deploy\b.*(?:--push|-p\b)|delete\b)/),
  quarto: only(/^publish\b/),
  xcrun: only(/^altool\b.*--upload|^notarytool\s+submit\b/),
  altool: only(/--upload/),
  firebase: only(/^appdistribution:distribute\b/),
  appcenter: only(/^(?:distribute|codepush)\b/),
  shopify: [
    [
      /^theme\s+(?:publish|push\b.*(?:--publish|--live|-l\b|--allow-live))|^app\s+(?:deploy\b.*(?:--force|-f\b)|release)\b/,
      PUBLISH,
    ],
    [/^theme\s+delete\b/, WITHDRAW],
  ],
  sf: only(/^package\s+version\s+promote\b/),
  sfdx: only(/^force:package:version:promote\b/),
  butler: only(/^push\b/),
  steamcmd: only(/\+run_app_build/),
  tfx: only(/^extension\s+(?:publish|unpublish|share)\b/),
  wp: only(/^(?:dist-archive\s+.*--deploy)/),
  svn: [
    [
      /^(?:delete|del|remove|rm|mv|move|ren)\s+(?:\S+\s+)*(?:https?|svn(?:\+ssh)?|file):\/\//,
      'publish.remote-delete',
    ],
  ],
  // Hosts of code
  tea: [
    [
      /^(?:repos?|releases?|issues?|labels?|branches|milestones?|webhooks?|organizations?)\s+(?:delete|rm)\b/,
      'publish.remote-delete',
    ],
    [/^releases?\s+create\b/, PUBLISH],
  ],
  berg: [[/^(?:repo|release|issue|label)\s+delete\b/, 'publish.remote-delete']],
  bb: [[/^repo\s+delete\b/, 'publish.remote-delete']],
  aws: [
    [/^codeartifact\s+publish-package-version\b/, PUBLISH],
    [/^codeartifact\s+(?:dispose|delete)-/, WITHDRAW],
    [/^ecr-public\s+(?:put-image|delete)/, PUBLISH],
    [/^serverlessrepo\s+(?:create-application|put-application-policy)/, PUBLISH],
  ],
  az: [
    [/^artifacts\s+universal\s+publish\b/, PUBLISH],
    [/^repos\s+(?:delete|ref\s+delete|policy\s+delete)\b/, 'publish.remote-delete'],
    [/^repos\s+pr\s+update\b.*--bypass-policy\s+true/, 'publish.admin'],
  ],
  gcloud: [[/^artifacts\s+\w+\s+(?:upload|import)\b/, PUBLISH]],
};

/** The judgement of a tool by its verbs, with options before them or not. */
export function registryTool(lines: readonly Line[]): Handler {
  return (call) => {
    const readings = readingsOf(call.args);
    if (TRIES.test(readings[0] ?? '')) return undefined;
    for (const [words, rule] of lines) {
      if (reads(readings, words)) {
        call.machine.report(rule, call.span);
        break;
      }
    }
    return undefined;
  };
}
