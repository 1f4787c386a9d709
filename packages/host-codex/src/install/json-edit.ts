/**
 * Edits JSON text (and, by plain ranges, any text) without touching a byte that is not part of the edit. A new element takes the layout of what
 * stands around it.
 */
import type { Node } from 'jsonc-parser';

/** Replaces `length` characters at `offset`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (done, { offset, length, content }) => done.slice(0, offset) + content + done.slice(offset + length),
      text,
    );
}

/** Adds an element to an array, or with `key` a property to an object, after what is there. */
export function appended(text: string, container: Node, value: unknown, key?: string): TextEdit {
  const { eol, unit, spread } = layoutOf(text);
  const render = (indent: string): string => {
    const json = spread
      ? JSON.stringify(value, null, unit).replaceAll('\n', eol + indent)
      : JSON.stringify(value);
    return key === undefined ? json : `${JSON.stringify(key)}:${spread ? ' ' : ''}${json}`;
  };
  const last = container.children?.at(-1);
  if (last) {
    const apart = text.slice(container.offset, last.offset).includes('\n');
    const indent = indentAt(text, last.offset);
    const offset = last.offset + last.length;
    return { offset, length: 0, content: apart ? `,${eol}${indent}${render(indent)}` : `,${render(indent)}` };
  }
  const own = indentAt(text, container.offset);
  const content = spread ? `${eol}${own}${unit}${render(own + unit)}${eol}${own}` : render('');
  return { offset: container.offset + 1, length: container.length - 2, content };
}

/** Takes an element or a property out, with the comma that it no longer needs. */
export function removed(container: Node, child: Node): TextEdit {
  const children = container.children ?? [];
  const at = children.indexOf(child);
  const before = children[at - 1];
  const after = children[at + 1];
  const end = child.offset + child.length;
  if (before) {
    const offset = before.offset + before.length;
    return { offset, length: end - offset, content: '' };
  }
  if (after) return { offset: child.offset, length: after.offset - child.offset, content: '' };
  return { offset: container.offset + 1, length: container.length - 2, content: '' };
}

function layoutOf(text: string): { readonly eol: string; readonly unit: string; readonly spread: boolean } {
  const indent = /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1];
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: indent ?? '  ',
    spread: /\{\s*\n/.test(text) || isEmptyObject(text),
  };
}

/** An empty object has no layout yet, so it gets the usual one. */
const isEmptyObject = (text: string): boolean => /^\s*\{\s*\}\s*$/.test(text);

function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}
