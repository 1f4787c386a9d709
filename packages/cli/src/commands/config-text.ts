/** The configuration in force as TOML, with the origin of each part as a comment. */
import type { Layer, NotInForce } from '@hookline/config';
import type { Origin } from '@hookline/core';
import { nearFile, originPlace } from '../output/origin-place.ts';
import { tomlKey, tomlValue } from '../output/toml-value.ts';
import { visible } from '../output/visible.ts';
import type { ConfigView, ShownHook, ShownPlugin, ShownValue, ShownValues } from './config-view.ts';

/** Comments of a block stand below each other, as far as its lines are of a usual length. */
const WIDEST = 60;

interface Line {
  readonly text: string;
  readonly comment: string;
}

const comment = (text: string): string => (text === '' ? '' : `# ${visible(text)}`);

function block(lines: readonly Line[]): string {
  const width = Math.max(0, ...lines.map(({ text }) => text.length).filter((length) => length <= WIDEST));
  return lines
    .map(({ text, comment: said }) => (said === '' ? text : `${text.padEnd(width)}  ${comment(said)}`))
    .join('\n');
}

/** A value that TOML cannot write is a comment. */
function line(key: string, value: unknown, said: string): Line {
  const text = tomlValue(value);
  if (text !== undefined) return { text: `${key} = ${text}`, comment: said };
  return {
    text: comment(`${key} = ${JSON.stringify(value) ?? String(value)}, which TOML cannot write`),
    comment: said,
  };
}

/** What a hook says itself is where the hook is, which its first line tells. */
function isOwn({ origin, also }: ShownValue, hook: Origin): boolean {
  if (origin === 'default' || also || origin.file !== hook.file) return false;
  return origin.path === hook.path || origin.path.startsWith(`${hook.path}.`);
}

class ConfigText {
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  layers(layers: readonly Layer[]): string {
    const rows = layers.map(({ file, layer, via, read }) => {
      const left = read ? '' : ', not read: it is code';
      return comment(`  ${nearFile(file, this.#cwd)} (${[...via, layer].join(' -> ')})${left}`);
    });
    return ['# The configuration in force here. Its files, weakest first:', ...rows].join('\n');
  }

  settings(values: ShownValues): string {
    const isContext = (key: string): boolean => key.startsWith('context.');
    const lines = Object.entries(values).map(([key, shown]) => {
      const name = isContext(key) ? `context.${tomlKey(key.slice('context.'.length))}` : key;
      return line(name, shown.value, this.#said(shown));
    });
    if (!Object.keys(values).some(isContext)) lines.push({ text: 'context = {}', comment: 'default' });
    return `[hooks]\n${block(lines)}`;
  }

  plugin({ name, packageName, version, origin, also, options }: ShownPlugin): string {
    const from = packageName === undefined ? '' : `${packageName} ${version ?? ''}`.trimEnd();
    const place = this.#places([origin, ...also]);
    return block([
      { text: `[plugins.${tomlKey(name)}]`, comment: from === '' ? place : `${place}, ${from}` },
      ...Object.entries(options).map(([key, shown]) => line(tomlKey(key), shown.value, this.#said(shown))),
    ]);
  }

  hook({ category, native, origin, values }: ShownHook): string {
    const form = native === undefined ? '' : `, a hook of ${native} in the form of the agent`;
    const lines = Object.entries(values).map(([key, shown]) => {
      return line(tomlKey(key), shown.value, isOwn(shown, origin) ? '' : this.#said(shown));
    });
    return block([
      { text: `[[hooks.${tomlKey(category)}]]`, comment: `${originPlace(origin, this.#cwd)}${form}` },
      ...lines,
    ]);
  }

  notInForce(parts: readonly NotInForce[]): string {
    const rows = parts.map(({ what, name, how, origin, by }) => {
      const isSame = origin.file === by.file && origin.path === by.path;
      const why = isSame ? `${how} there` : `${how} by ${originPlace(by, this.#cwd)}`;
      return comment(`  ${what} ${name}: ${originPlace(origin, this.#cwd)}, ${why}`);
    });
    return ['# Written, and not in force:', ...rows].join('\n');
  }

  #said({ origin, also = [] }: ShownValue): string {
    if (origin === 'default') return 'default';
    return this.#places([origin, ...also]);
  }

  #places(origins: readonly Origin[]): string {
    return origins.map((one) => originPlace(one, this.#cwd)).join(' and ');
  }
}

/** The whole text. */
export function configText(view: ConfigView, cwd: string): string {
  const text = new ConfigText(cwd);
  return [
    text.layers(view.layers),
    text.settings(view.settings),
    ...view.plugins.map((plugin) => text.plugin(plugin)),
    ...view.hooks.map((hook) => text.hook(hook)),
    ...(view.notInForce.length > 0 ? [text.notInForce(view.notInForce)] : []),
  ].join('\n\n');
}
