// The environment in which npm, pnpm and yarn know one registry and nothing else of this machine. None of it is in the
// home folder: that one stays as empty as it was.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { machinePath } from './toolchain.ts';

/** What the environment is made for. */
export interface RegistryEnvOptions {
  /** The home folder of whoever works. */
  readonly home: string;
  /** A folder of `createToolchain`: the programs that come first on PATH. */
  readonly toolchain: string;
}

/** Makes the folders of a package manager below `folder`; answers what gives an environment to work in. */
export function registryEnv(folder: string, url: string, token: string) {
  const at = (name: string) => path.join(folder, name);
  const host = url.replace(/^https?:/, '');
  for (const name of ['npm-cache', 'npm-prefix', 'pnpm', 'yarn']) mkdirSync(at(name));
  writeFileSync(at('npmrc'), `registry=${url}/\n${host}/:_authToken=${token}\n`);
  writeFileSync(at('no-npmrc'), '');

  return ({ home, toolchain }: RegistryEnvOptions): Record<string, string> => ({
    PATH: [toolchain, at('npm-prefix/bin'), machinePath()].join(path.delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    SHELL: '/bin/bash',
    TERM: 'dumb',
    CI: 'true',
    npm_config_registry: `${url}/`,
    npm_config_userconfig: at('npmrc'),
    npm_config_globalconfig: at('no-npmrc'),
    npm_config_cache: at('npm-cache'),
    npm_config_prefix: at('npm-prefix'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    // Its limits are for the internet: what is on loopback answers at once or never.
    npm_config_fetch_retries: '0',
    pnpm_config_registry: `${url}/`,
    pnpm_config_store_dir: at('pnpm/store'),
    pnpm_config_cache_dir: at('pnpm/cache'),
    pnpm_config_state_dir: at('pnpm/state'),
    PNPM_HOME: at('pnpm/home'),
    // pnpm holds back for a day what was published just now.
    pnpm_config_minimum_release_age: '0',
    pnpm_config_update_notifier: 'false',
    YARN_NPM_REGISTRY_SERVER: url,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_GLOBAL_FOLDER: at('yarn'),
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_NPM_MINIMAL_AGE_GATE: '0',
  });
}
