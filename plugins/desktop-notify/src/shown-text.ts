/** Makes texts safe to be shown by a desktop: no control, no turned direction, no option of a program, no end. */
const LONGEST_TITLE = 100;
const LONGEST_BODY = 300;

// Controls, and what is not seen but turns the direction of what is.
const UNSAFE = /[\p{Cc}\p{Cf}\s]+/gu;

const shown = (text: string, longest: number): string => {
  const line = text.replaceAll(UNSAFE, ' ').trim();
  return (line.length > longest ? `${line.slice(0, longest - 1)}…` : line).toWellFormed();
};

/** Not begun with a dash: it stands where a program may look for an option. */
export const titleText = (text: string): string =>
  shown(text, LONGEST_TITLE).replace(/^[-\s]+/, '') || 'Hookline';

export const bodyText = (text: string): string => shown(text, LONGEST_BODY);

/** For the desktops that read some markup in a body. */
export const withoutMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
