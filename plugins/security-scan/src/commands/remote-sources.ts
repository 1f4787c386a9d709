/** Tools that install or run what lies at an address: who put it there is known for some hosts only. */
import { hostOf, isLocalHost } from '../effects/network.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { hasUnknown } from '../shell/text.ts';
import { readingsOf, reads } from './readings.ts';

/** Where people publish under their name, and where tools have their own packages. */
const KNOWN =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|gitlab\.[\w.-]+|bitbucket\.org|codeberg\.org|sr\.ht|gitea\.com|dev\.azure\.com|visualstudio\.com|googlesource\.com|kernel\.org|savannah\.gnu\.org|npmjs\.(?:org|com)|yarnpkg\.com|pkg\.pr\.new|pypi\.org|pythonhosted\.org|pytorch\.org|huggingface\.co|nixos\.org|flakehub\.com|cachix\.org|jsr\.io|deno\.land|esm\.sh|unpkg\.com|jsdelivr\.net|googleapis\.com|crates\.io|rubygems\.org|brew\.sh|k8s\.io|docker\.com|hashicorp\.com)$/;

interface Source {
  /** The verbs that install or run. */
  readonly verbs: RegExp;
  /** Only an address without a name, or one that anybody on the way may change. */
  readonly nameless?: boolean;
  /** What it runs has addresses of its own: only what is plainly a package is one. */
  readonly packages?: boolean;
  /** Only values of these options. */
  readonly option?: RegExp;
}

const ADDRESS =
  /^(?:--?[\w-]+=|[\w.-]+\s*@\s*)?(?:[\w-]+\+)?(https?|git|ssh|tarball|ftp)(?:\+\w+)?:(?:\/\/)?(?:https?:\/\/)?(?:[^@/\s]*@)?([^/:?#\s]+)/i;

const PACKAGE =
  /^(?:\S*@\s*)?(?:git\+|git:|ssh:|tarball\+)|\.(?:git|tar|tgz|t[bx]z2?|tar\.\w+|zip|whl|py|rb|nix|vsix)(?:[@#?]\S*)?$/i;

/** Settings of a tool, not what it installs. */
const SETTING =
  /^--?(?:registry|index-url|extra-index-url|index|default-index|find-links|proxy|https?-proxy|i|repo|repository|server|kube-apiserver|username|password|substituters|option)$/;

function judgeSources(call: Call, source: Source): void {
  // Without an address there is nothing to read.
  if (!call.args.some((arg) => arg.text.includes(':'))) return;
  const readings = readingsOf(call.args);
  if (!reads(readings, source.verbs)) return;
  if (/(?:^|\s)(?:--help|--dry-run(?!=none))(?=[\s=]|$)/.test(readings[0] ?? '')) return;
  const everywhere = /(?:^|\s)(?:-g|--global|exec|x|dlx)(?=\s|$)/.test(readings[0] ?? '');
  for (const [index, arg] of call.args.entries()) {
    if (SETTING.test(call.args[index - 1]?.text ?? '') || SETTING.test(arg.text.split('=')[0] ?? ''))
      continue;
    if (source.packages && !PACKAGE.test(arg.text)) continue;
    if (
      source.option &&
      !source.option.test(call.args[index - 1]?.text ?? '') &&
      !source.option.test(arg.text)
    )
      continue;
    const [, scheme = '', name = ''] = ADDRESS.exec(arg.text) ?? [];
    const host = hostOf(name);
    if (host === '' || hasUnknown(host) || isLocalHost(host)) continue;
    // Whoever may log in there is one of its people.
    if (scheme === 'ssh' && !everywhere) continue;
    const suspicious = source.nameless
      ? /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || (scheme === 'http' && !KNOWN.test(host))
      : !KNOWN.test(host);
    if (suspicious) call.machine.report('rce.remote-package', arg);
  }
}

const MANIFEST = /^(?:-f|--filename|-k|--kustomize)(?:$|=|h)/;

const SOURCES: Readonly<Record<string, Source>> = {
  uvx: { verbs: /^/, packages: true },
  uv: { verbs: /^(?:tool\s+(?:run|install)|pip\s+install|add)\b/, packages: true },
  pipx: { verbs: /^(?:run|install|inject)\b/, packages: true },
  npm: { verbs: /^(?:i|install|add|exec|x)\b/, packages: true },
  pnpm: { verbs: /^(?:i|install|add|dlx|exec)\b/, packages: true },
  yarn: { verbs: /^(?:add|dlx|global\s+add)\b/, packages: true },
  bun: { verbs: /^(?:add|install|x)\b/, packages: true },
  npx: { verbs: /^/, packages: true },
  pnpx: { verbs: /^/, packages: true },
  bunx: { verbs: /^/, packages: true },
  cargo: { verbs: /^(?:install|binstall)\b.*--git\b/ },
  brew: { verbs: /^(?:install|reinstall|tap|cask\s+install)\b/ },
  nix: { verbs: /^(?:run|shell|develop|build|profile\s+(?:install|add))\b/, packages: true },
  'nix-env': { verbs: /(?:^|\s)(?:-\w*[if]\w*|--install|--file)(?:\s|$)/, packages: true },
  'nix-shell': { verbs: /^/, packages: true },
  'nix-build': { verbs: /^/, packages: true },
  asdf: { verbs: /^plugin[\s-]add\b/ },
  mise: { verbs: /^(?:plugins?\s+(?:install|add|i)|use|install|exec|x)\b/, packages: true },
  code: { verbs: /--install-extension\b/, packages: true },
  dotnet: { verbs: /^(?:tool\s+install|new\s+install)\b.*--add-source\b/ },
  docker: { verbs: /^plugin\s+install\b/ },
  composer: { verbs: /^(?:global\s+)?(?:require|create-project)\b/ },
  raco: { verbs: /^pkg\s+install\b/ },
  luarocks: { verbs: /^install\b/ },
  cpanm: { verbs: /^/ },
  gem: { verbs: /^(?:install|i)\b.*(?:\s-s|--source)\b/ },
  dart: { verbs: /^pub\s+global\s+activate\b/ },
  vagrant: { verbs: /^(?:box\s+add|plugin\s+install)\b/ },
  'ansible-pull': { verbs: /^/ },
  'ansible-galaxy': { verbs: /\binstall\b/ },
  terraform: { verbs: /^init\b.*-from-module/ },
  kubectl: { verbs: /^(?:apply|create|replace|run)\b/, nameless: true, option: MANIFEST },
  oc: { verbs: /^(?:apply|create|replace)\b/, nameless: true, option: MANIFEST },
  k3s: { verbs: /^kubectl\s+(?:apply|create)\b/, nameless: true, option: MANIFEST },
};

const helm: Handler = (call) => {
  judgeSources(call, { verbs: /^plugin\s+(?:install|update)\b/ });
  judgeSources(call, { verbs: /^(?:install|upgrade)\b/, nameless: true });
  return undefined;
};

export const REMOTE_SOURCES: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(
    Object.entries(SOURCES).map(([name, source]): [string, Handler] => [
      name,
      (call) => judgeSources(call, source),
    ]),
  ),
  helm,
};
