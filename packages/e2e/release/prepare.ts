/**
 * `npm run release:prepare`: what a checkout has to be told before its packages are published. It changes manifests and
 * READMEs in place and is run by the release workflow, whose checkout is thrown away.
 */
import { REPOSITORY } from '../src/registry/index.ts';
import { addressFrom } from '../src/release/address.ts';
import { preparePackages } from '../src/release/prepare-packages.ts';

try {
  const address = addressFrom(process.env);
  const folders = preparePackages(REPOSITORY, address);
  process.stdout.write(`${folders.length} packages come from ${address.url} (${address.commit}).\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
