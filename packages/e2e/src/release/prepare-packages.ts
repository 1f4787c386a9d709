import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publicPackages } from '../registry/pack.ts';
import type { RepositoryAddress } from './address.ts';
import { absoluteLinks } from './readme-links.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** A manifest that says where its package comes from, in the order in which npm's own has these keys. */
export function withAddress(
  manifest: Manifest,
  folder: string,
  { url, commit }: RepositoryAddress,
): Manifest {
  const { name, version, description, keywords, ...others } = manifest;
  return {
    name,
    version,
    description,
    keywords,
    homepage: `${url}/tree/${commit}/${folder}#readme`,
    bugs: `${url}/issues`,
    ...others,
    // npm compares it with the place that the provenance was signed for.
    repository: { type: 'git', url: `git+${url}.git`, directory: folder },
  };
}

/**
 * Writes the address of the repository into every package that is for others: the manifest, and the links of the README
 * that lead out of the package. Answers their folders. Nothing is written when one of them cannot be.
 */
export function preparePackages(root: string, address: RepositoryAddress): readonly string[] {
  const folders = publicPackages(root).map((folder) => path.relative(root, folder).split(path.sep).join('/'));
  const changes = folders.flatMap((folder): [string, string][] => {
    const at = (name: string) => path.join(root, folder, name);
    const manifest: Manifest = JSON.parse(readFileSync(at('package.json'), 'utf8'));
    const files = (manifest['files'] ?? []) as readonly string[];
    const readme = { text: readFileSync(at('README.md'), 'utf8'), folder, files };
    return [
      [at('package.json'), `${JSON.stringify(withAddress(manifest, folder, address), null, 2)}\n`],
      [at('README.md'), absoluteLinks(readme, root, address)],
    ];
  });
  for (const [file, text] of changes) writeFileSync(file, text);
  return folders;
}
