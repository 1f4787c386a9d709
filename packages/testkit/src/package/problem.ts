/** One thing that is wrong with a package. */
export interface PackageProblem {
  /** The file, and the place in it: `package.json > hookline.events`. */
  readonly where: string;
  /** One sentence. */
  readonly why: string;
  readonly fix: string;
}

/** A `package.json`, of which nothing is known yet. */
export type Manifest = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Manifest =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The value of a key that should hold an object; an empty one where it does not. */
export const objectAt = (manifest: Manifest, key: string): Manifest => {
  const value = manifest[key];
  return isObject(value) ? value : {};
};
