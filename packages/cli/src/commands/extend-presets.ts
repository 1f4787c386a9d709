/** The first configuration of a project that installs presets: it extends them, and says how to differ from them. */

/** A `hooks.toml` that extends these packages. */
export function extending(presets: readonly string[]): string {
  const order =
    presets.length > 1
      ? '\n# Where two of them differ, the later one wins; what this file says wins over all.'
      : '';
  return `# Hookline: what runs at which moment of the agent's life.
# Check it with: npx hookline validate
# What is in force, and which file says it: npx hookline config

[hooks]
# The presets in package.json.${order}
extends = [${presets.map((name) => JSON.stringify(name)).join(', ')}]

# A plugin of a preset that this repository does not want:
# [plugins]
# some-plugin = false
`;
}

/** Why the file is not the usual first one. */
export function whyExtending(presets: readonly string[]): string {
  const [first = ''] = presets;
  if (presets.length === 1) return `package.json has the preset ${first}, so hooks.toml extends it.`;
  return `package.json has ${presets.length} presets, so hooks.toml extends them in its order: ${presets.join(', ')}. Where they differ, the last one wins.`;
}
