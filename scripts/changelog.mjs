// How changesets writes a CHANGELOG.md: for whoever uses the package, so without hashes of commits, and with one line for
// all of Hookline's own packages that came along.

/** The line of one changeset. */
async function getReleaseLine({ summary }) {
  const [first = '', ...more] = summary.trim().split('\n');
  return [`- ${first.trimEnd()}`, ...more.map((line) => `  ${line}`.trimEnd())].join('\n');
}

/** The line for packages that this one depends on and that are released with it. */
async function getDependencyReleaseLine(_changesets, dependencies) {
  const named = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
  return named.length === 0 ? '' : `- Goes with ${named.join(', ')}.`;
}

export default { getReleaseLine, getDependencyReleaseLine };
