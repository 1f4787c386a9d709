/** All files of a load, weakest first: the user's, then the project's or the one that takes their place. */
import { resolve } from 'node:path';
import type { Loading } from '../loading.ts';
import { findProjectFiles } from '../source/find-project.ts';
import { findUserFiles } from '../source/find-user.ts';
import type { SourceRequest } from '../source/read-source.ts';
import type { SourceFile } from '../source/source-file.ts';
import { createExpander } from './expand.ts';

export interface CollectedSources {
  readonly sources: readonly SourceFile[];
  /** The user's own switch, which no other layer can turn back on. */
  readonly switchedOff: boolean;
}

/** Finds and reads all files. */
export async function collectSources(loading: Loading): Promise<CollectedSources> {
  const { options, inputs, report } = loading;
  const expander = createExpander(loading);
  let switchedOff = false;
  if (options.layer !== 'project' && (options.file === undefined || options.only !== true)) {
    const user = await findUserFiles(loading);
    switchedOff = user.switchedOff;
    for (const request of user.requests) {
      if (!options.ownOnly || request.scope === 'user') await expander.add(request);
    }
  }
  if (options.ownOnly) return { sources: expander.sources, switchedOff };
  if (options.file === undefined) {
    const requests = options.layer === 'user' ? [] : await findProjectFiles(loading);
    const isShared = ({ layer }: SourceRequest): boolean => !/^local(?: |$)/.test(layer);
    for (const request of options.layer === 'project' ? requests.filter(isShared) : requests)
      await expander.add(request);
  } else {
    const file = resolve(options.cwd, options.file);
    const { text } = options;
    if (text !== undefined || inputs.stat(file)?.isFile())
      await expander.add({
        file,
        layer: 'this run',
        scope: 'project',
        ...(text === undefined ? {} : { text }),
      });
    else {
      loading.required.anything();
      report.inFile(file, {
        code: 'HOOKLINE_CONFIG_NOT_FOUND',
        message: 'The configuration file that was named does not exist.',
        fix: 'Check the value of --hooks-config or HOOKLINE_CONFIG.',
      });
    }
  }
  return { sources: expander.sources, switchedOff };
}
