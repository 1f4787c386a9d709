/** JSON Web Tokens: three parts of base64url, of which the first names an algorithm. */
import { beginsWord } from './characters.ts';
import type { SecretMatch } from './match.ts';

const TOKEN =
  /eyJ[A-Za-z0-9_-]{10,4000}\.(?:eyJ)?[A-Za-z0-9_-]{4,16000}\.[A-Za-z0-9_-]{16,2000}(?:\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,200})?/y;

/** The anchors of {@link jwtAt}. */
export const JWT_ANCHORS = ['eyJ'] as const;

/** The token that begins here. */
export function jwtAt(text: string, at: number): SecretMatch | undefined {
  if (!beginsWord(text, at)) return undefined;
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0];
  if (token === undefined) return undefined;
  const [head = '', body = ''] = token.split('.');
  const header = decoded(head);
  if (typeof header?.['alg'] !== 'string') return undefined;
  const claims = decoded(body);
  if (claims && isPublic(claims)) return undefined;
  return { kind: 'jwt', start: at, end: at + token.length };
}

/** The example of every manual, and a key that is made to stand in web pages. */
function isPublic({ sub, name, role }: Readonly<Record<string, unknown>>): boolean {
  return (sub === '1234567890' && (name === 'John Doe' || name === undefined)) || role === 'anon';
}

function decoded(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
