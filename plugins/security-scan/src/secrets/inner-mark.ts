/** Tokens without a prefix, known by what stands in their middle or at their end. */
import { isAlphanumeric } from './characters.ts';
import type { SecretMatch } from './match.ts';
import { isMadeUp } from './placeholder.ts';
import { isWords } from './randomness.ts';

interface Marked {
  readonly kind: string;
  readonly mark: string;
  /** What ends before the mark, and what begins behind it. */
  readonly before: RegExp;
  readonly after: RegExp;
  /** What stands before the mark only tells what it is, and is not secret. */
  readonly isBehind?: true;
}

const MARKED: readonly Marked[] = [
  {
    kind: 'telegram-token',
    mark: ':AA',
    before: /(?<!\d)\d{8,10}$/,
    after: /[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/y,
  },
  { kind: 'mailchimp-key', mark: '-us', before: /(?<![0-9a-f])[0-9a-f]{32}$/, after: /\d{1,2}(?!\d)/y },
  { kind: 'terraform-token', mark: '.atlasv1.', before: /[A-Za-z0-9]{14}$/, after: /[A-Za-z0-9_=-]{60,72}/y },
  { kind: 'azure-client-secret', mark: 'Q~', before: /[\w~.-]{3}\d$/, after: /[\w~.-]{31,34}/y },
  { kind: 'azure-key', mark: 'JQQJ99', before: /[A-Za-z0-9]{52}$/, after: /[A-Za-z0-9]{20,30}/y },
  { kind: 'azure-key', mark: '+ASt', before: /[A-Za-z0-9+/]{76}$/, after: /[A-Za-z0-9+/]{5}[AQgw]==/y },
  { kind: 'azure-key', mark: 'AzFu', before: /[A-Za-z0-9_-]{44}$/, after: /[A-Za-z0-9_-]{5}[AQgw]={0,2}/y },
  { kind: 'azure-key', mark: '+ACR', before: /[A-Za-z0-9+/]{42}$/, after: /[A-D][A-Za-z0-9+/]{5}/y },
  { kind: 'azure-key', mark: 'AzSe', before: /[A-Za-z0-9]{42}$/, after: /[A-D][A-Za-z0-9]{5}/y },
  { kind: 'azure-key', mark: 'ACDb', before: /[A-Za-z0-9+/]{76}$/, after: /[A-Za-z0-9+/]{5}[AQgw]==/y },
  { kind: 'azure-devops-token', mark: 'AZDO', before: /[A-Za-z0-9]{76}$/, after: /[A-Za-z0-9]{4}/y },
  {
    kind: 'newrelic-key',
    mark: 'NRAL',
    before: /(?<![0-9a-zA-Z])(?:[0-9a-f]{36}|eu01xx[0-9a-f]{30})$/,
    after: /(?![0-9a-zA-Z])/y,
  },
  {
    kind: 'firebase-key',
    mark: ':APA91b',
    before: /AAAA[A-Za-z0-9_-]{7}$/,
    after: /[A-Za-z0-9_-]{100,180}/y,
  },
  {
    kind: 'storage-signature',
    mark: '&sig=',
    before: /(?:^|[?&"'\s])s[verpst]=[^\s"']{4,90}$/,
    after: /[A-Za-z0-9%/+=]{40,100}/y,
    isBehind: true,
  },
  {
    kind: 'asana-token',
    mark: '/1',
    before: /(?<!\d)[012]$/,
    after: /\d{12,16}(?:\/\d{13,17})?:[0-9a-f]{32}/y,
  },
];

/** The anchors of {@link innerMarkAt}. */
export const MARK_ANCHORS: readonly string[] = [...new Set(MARKED.map(({ mark }) => mark))];

const REACH = 96;

/** The token of which the mark is here. */
export function innerMarkAt(text: string, at: number): SecretMatch | undefined {
  for (const { kind, mark, before, after, isBehind } of MARKED) {
    if (!text.startsWith(mark, at)) continue;
    const head = before.exec(text.slice(Math.max(0, at - REACH), at))?.[0];
    if (head === undefined) continue;
    after.lastIndex = at + mark.length;
    const tail = after.exec(text)?.[0];
    if (tail === undefined) continue;
    // Of the two the longer one is drawn at random; the other may be a number that a person knows.
    const random = isBehind || tail.length >= head.length ? tail : head;
    const end = at + mark.length + tail.length;
    const start = isBehind ? end - tail.length : at - head.length;
    if (isAlphanumeric(text.charCodeAt(end)) || isMadeUp(random) || isWords(random)) continue;
    return { kind, start, end };
  }
  return undefined;
}
