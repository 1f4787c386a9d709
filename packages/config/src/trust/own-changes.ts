/**
 * What a project changes of what the person has configured for themselves: layers are merged option by option, so a project
 * may say to which address a plugin sends the token that its person has given it. They are to see that before they approve.
 */
import type { Loading } from '../loading.ts';
import { isProjectPath, real } from '../names/find-package.ts';
import type { NamedPlugin } from '../plugins/merge-plugins.ts';

/** One change to what the person's own files say. */
export type OwnChange =
  | {
      readonly what: 'option';
      readonly plugin: string;
      readonly option: string;
      readonly value: unknown;
      /** The person has a value of their own for it. */
      readonly replaces: boolean;
    }
  /** The plugin that gets the person's options is a module of the project. */
  | { readonly what: 'code'; readonly plugin: string; readonly module: string }
  | {
      readonly what: 'hook' | 'plugin';
      readonly name: string;
      readonly how: 'switched off' | 'replaced';
    };

/** All of them: plugins in their order, then what is taken out. */
export function ownChanges(
  named: readonly NamedPlugin[],
  loading: Pick<Loading, 'ended' | 'homes' | 'homeOfProject' | 'root'>,
): readonly OwnChange[] {
  const ended = loading.ended
    .filter(({ written, by }) => written.source.scope === 'user' && by.source.scope === 'project')
    .map(({ what, name, how }): OwnChange => ({ what, name, how }));
  return [...named.flatMap((one) => ofPlugin(one, loading)), ...ended];
}

function ofPlugin(
  { raw, also, plugin, options, saidBy }: NamedPlugin,
  loading: Parameters<typeof ownChanges>[1],
): readonly OwnChange[] {
  const own = [raw, ...also].filter(({ source }) => source.scope === 'user');
  if (own.length === 0) return [];
  const name = plugin.packageName ?? raw.name;
  const isOfProject = isProjectPath(real(plugin.module), loading);
  const said = [...saidBy].filter(([, { source }]) => source.scope === 'project');
  return [
    ...(isOfProject ? [{ what: 'code', plugin: name, module: plugin.module } as const] : []),
    ...said.map(([option]): OwnChange => {
      const replaces = own.some(({ value }) => value !== false && Object.hasOwn(value, option));
      return { what: 'option', plugin: name, option, value: options[option], replaces };
    }),
  ];
}
