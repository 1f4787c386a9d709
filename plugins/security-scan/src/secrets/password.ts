/** Judges a text that stands where a password or a secret would. */
import { isMadeUp, isReference, isWeakPassword } from './placeholder.ts';
import { entropyOf, isIdentifier, isRepetitive, isWords } from './randomness.ts';

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CODE = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$|[(){}]|^[A-Za-z_$][\w$]*\[|=>|::[A-Za-z]/;
/** A path begins with a folder in small letters; base64 may begin with a stroke, too. */
const PATH = /^(?:~|\.{1,2})?\/(?:[a-z._@-]+(?:\/[\w.@-]+)*\/?)?$/;
const FILE =
  /\.(?:pem|key|txt|json|ya?ml|env|crt|cer|p12|pfx|jks|toml|conf|cfg|ini|pub|asc|gpg|[jt]sx?|py|go|rb|rs|java|md)$/i;
/** Comments, addresses, lists of paths, numbers of programs, and names of algorithms. */
const MARKUP =
  /^(?:[a-z]+:\/\/|\/\/|\w+=[^=]+(?:[&;,]\w+=[^=]*)*$|[A-Z][a-z]+ |0x[0-9a-fA-F]{1,8}$|AWS4-)|\/\*|\*\.|\.\*|aws4_request/;

const isFile = (text: string): boolean => PATH.test(text) || FILE.test(text);
const classesOf = (text: string): number => CLASSES.filter((one) => one.test(text)).length;

/** Whether a text is a password that a person or a program has chosen, and none that stands for any. */
export function isPassword(text: string): boolean {
  if (text.length < 6 || text.length > 256 || /\s/.test(text)) return false;
  if (isReference(text) || isWeakPassword(text) || isFile(text) || CODE.test(text)) return false;
  if (MARKUP.test(text) || isIdentifier(text)) return false;
  const classes = classesOf(text);
  // Words of other languages.
  if (/^[\p{L}]+$/u.test(text)) return false;
  if (isWords(text)) return classes >= 3 && /\d/.test(text) && text.length >= 8 && !/^[\w.-]+$/.test(text);
  if (text.length < 8) return classes >= 3;
  return classes >= 2 && (/\d/.test(text) || classes >= 3);
}

/** Whether a text is a key that a program has made. */
export function isKey(text: string): boolean {
  if (text.length < 16 || text.length > 4_096) return false;
  if (isReference(text) || isMadeUp(text) || isFile(text)) return false;
  if (UUID.test(text)) return !isRepetitive(text.replaceAll('-', ''));
  if (!/^[A-Za-z0-9+/=_.~:%$!@#^&*?-]+$/.test(text)) return false;
  if (CODE.test(text) && !/^[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/.test(text)) return false;
  if (isWords(text) || isIdentifier(text.replaceAll(/[^A-Za-z0-9]/g, '')) || MARKUP.test(text)) return false;
  const isHex = /^(?:0x)?[0-9a-fA-F]+$/.test(text);
  if (isHex) return text.length >= 20 && entropyOf(text) >= 2.9 && /[a-fA-F]/.test(text);
  if (/^\d[\d.:/+TZ-]*$/.test(text)) return false;
  const hasBothCases = /[a-z]/.test(text) && /[A-Z]/.test(text);
  const isMixed = classesOf(text) >= 3 || /\d/.test(text) || (hasBothCases && text.length >= 20);
  return isMixed && entropyOf(text) >= Math.min(3.6, Math.log2(text.length) - 0.9);
}
