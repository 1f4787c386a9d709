/**
 * Which addresses a webhook may call: https, http to this machine, and other http only where the config says so.
 * Owns also how an address is filled in. An event never chooses the host: whoever writes a command line would
 * otherwise choose who gets the credentials.
 */
import { ADDRESS_FIX, addressProblem, eventField, interpolate } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';

type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\{([A-Za-z_][\w.]*)(?::-[^}]*)?\}/g;

/** What an address is filled from. */
export interface AddressScope {
  readonly event: object;
  readonly env: Environment;
  readonly allowInsecure: boolean;
  /** The place in the config, for errors. */
  readonly where: string;
}

/**
 * The address to call: event fields URL-encoded, variables as they are (`${WEBHOOK_URL}` is a whole address).
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`, `HOOKLINE_WEBHOOK_ADDRESS_REFUSED`
 */
export function addressOf(text: string, scope: AddressScope): URL {
  const { env, event, where } = scope;
  const fill = (encode: (value: string) => string): string =>
    text.replaceAll(REFERENCE, (reference, name: string) => {
      const field = eventField(event, name);
      const isField = field !== undefined && field !== null && field !== '';
      return isField ? interpolate(reference, { env: {}, event }, encode) : interpolate(reference, { env });
    });
  const refused = (what: string, fix: string): HooklineError =>
    new HooklineError('HOOKLINE_WEBHOOK_ADDRESS_REFUSED', { what, where, fix });

  const filled = fill((value) => encodeURIComponent(value.toWellFormed()));
  const url = URL.parse(filled);
  const problem = addressProblem(url, scope.allowInsecure);
  if (url === null || problem !== undefined) {
    throw refused(`The address of this webhook is not one it may call. ${problem}`, ADDRESS_FIX);
  }
  // A neutral value in place of each field: what moves the origin or the folder then was the event's doing.
  const neutral = URL.parse(fill(() => '0'));
  if (neutral?.origin !== url.origin || depth(neutral) !== depth(url)) {
    throw refused(
      'A field of the event would change the host or the folder of this address.',
      'Use event fields as a whole part of the path or in the query, not in the host.',
    );
  }
  return url;
}

/** A field that is `..` would climb out of the folder that the config says. */
const depth = (url: URL): number => url.pathname.split('/').length;
