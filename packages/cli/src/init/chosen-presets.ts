/** Which presets a new configuration extends, and who said so. */
import { presetsAskedFor } from '@hookline/config';
import type { CommandContext } from '../command-context.ts';
import { whyExtending } from '../commands/extend-presets.ts';
import { type Choice, choose } from '../output/choose.ts';
import type { ProjectPlace } from './installation.ts';
import { namedPresets } from './named-presets.ts';
import { NONE, NONE_HINT, OFFERED, packageOf, RECOMMENDED } from './offered-presets.ts';
import { adviceText } from './plan-text.ts';

/** What was chosen. */
export interface Chosen {
  /** The packages; none for the commented example. */
  readonly presets: readonly string[];
  /** For people. */
  readonly why: string | undefined;
}

export interface ChoiceRequest {
  /** As `--preset` was given; undefined when it was not. */
  readonly named: readonly string[] | undefined;
  readonly yes: boolean;
  /** True when the folders above have a configuration, which holds here, too. */
  readonly isBelow: boolean;
}

/** The presets of package.json. Below a configuration only those of the folder itself: the others hold already. */
const askedIn = ({ cwd, packageFolder }: ProjectPlace, isBelow: boolean): readonly string[] =>
  presetsAskedFor(isBelow ? cwd : (packageFolder ?? cwd));

/** Checks what `--preset` names; undefined when it was not given. Throws a UsageError. */
export function checkNamed(given: readonly string[] | undefined, place: ProjectPlace) {
  return given && namedPresets(given, { asked: askedIn(place, false), folder: place.cwd });
}

/** Asks where there is somebody to ask and nothing else says it. Undefined when the person left. */
export async function choosePresets(
  { named, yes, isBelow }: ChoiceRequest,
  place: ProjectPlace,
  { interactive }: CommandContext,
): Promise<Chosen | undefined> {
  if (named) return { presets: named, why: named.length > 0 ? extendsText(named) : undefined };
  const asked = askedIn(place, isBelow);
  if (asked.length > 0) return { presets: asked, why: whyExtending(asked) };
  if (isBelow && (yes || !interactive)) return { presets: [], why: undefined };
  const hasPackage = place.packageFolder !== undefined;
  if (yes || !interactive) {
    if (!hasPackage)
      return {
        presets: [],
        why: `There is no package.json here, so this is an example that needs no package.\n${adviceText(place)}`,
      };
    return {
      presets: [RECOMMENDED],
      why: `hooks.toml extends ${RECOMMENDED}. Another one, or none: --preset ${[...OFFERED.slice(1).map(({ name }) => name), NONE].join(', ')}.`,
    };
  }
  const question = hasPackage
    ? 'With which preset?'
    : 'With which preset? There is no package.json here: for any but "none" npm would make one.';
  const answer = await choose(question, CHOICES, hasPackage && !isBelow ? 'recommended' : NONE);
  if (answer === undefined) return undefined;
  const presets = answer === NONE ? [] : [packageOf(answer)];
  return { presets, why: presets.length > 0 ? extendsText(presets) : undefined };
}

const extendsText = (presets: readonly string[]): string => `hooks.toml extends ${presets.join(', ')}.`;

const CHOICES: readonly Choice[] = [
  ...OFFERED.map(({ name, hint }) => ({ value: name, label: name, hint })),
  { value: NONE, label: NONE, hint: NONE_HINT },
];
