/** The files of presets and plugins, as a package manager would leave them in a `node_modules`. */

export type Files = Readonly<Record<string, string | object>>;

/** A preset that is data. `inside` are the packages in its own `node_modules`. */
export function preset(name: string, toml: string, inside: Files = {}): Files {
  return {
    ...packageFiles(name, { exports: './preset.toml', hookline: { kind: 'preset' } }, inside),
    [`node_modules/${name}/preset.toml`]: toml,
  };
}

/** A preset that is code. */
export function presetInCode(name: string, config: object): Files {
  return {
    ...packageFiles(name, { type: 'module', exports: './index.js', hookline: { kind: 'preset' } }),
    [`node_modules/${name}/index.js`]: `export default ${JSON.stringify(config)};\n`,
  };
}

const SCHEMA = `export default { '~standard': { version: 1, vendor: 'own', validate(value) {
  const issues = Object.entries(value).flatMap(([key, one]) =>
    key.startsWith('max_') && typeof one !== 'number' ? [{ message: 'must be a number', path: [key] }] : []);
  return issues.length > 0 ? { issues } : { value };
} } };
`;

/** A plugin of which every option is fine, but those that begin with `max_` are numbers. */
export function plugin(name: string, version = '1.0.0'): Files {
  return {
    ...packageFiles(name, {
      version,
      type: 'module',
      exports: './index.js',
      hookline: { kind: 'plugin', events: ['exec.before'] },
    }),
    [`node_modules/${name}/index.js`]: `export default { name: '${name}', events: ['exec.before'], options: () => import('./options.js'), setup() {} };\n`,
    [`node_modules/${name}/options.js`]: SCHEMA,
  };
}

function packageFiles(name: string, manifest: object, inside: Files = {}): Files {
  const folder = `node_modules/${name}`;
  return {
    [`${folder}/package.json`]: { name, version: '1.0.0', ...manifest },
    ...Object.fromEntries(Object.entries(inside).map(([path, text]) => [`${folder}/${path}`, text])),
  };
}
