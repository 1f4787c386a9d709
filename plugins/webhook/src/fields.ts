/** The keys of a webhook entry, as its schema leaves them. */

/** The methods that a webhook may use. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The keys that belong to the kind; the first one stands for a missing `type`. */
export const KEYS: readonly string[] = [
  'url',
  'method',
  'headers',
  'retry_count',
  'secret',
  'allow_insecure',
];

/** Tries after the first, where somebody waits for the answer and where nobody does. */
export const SYNC_RETRIES = 0;
/** With the waits of the spool this bridges an outage of about six minutes. */
export const ASYNC_RETRIES = 8;

/** The keys of one entry, complete. `${NAME}` is still in place. */
export interface WebhookFields {
  readonly url: string;
  readonly method: (typeof METHODS)[number];
  readonly headers: Readonly<Record<string, string>>;
  /** How often a failed delivery is tried again; undefined leaves it to the mode. */
  readonly retryCount: number | undefined;
  /** What deliveries are signed with. */
  readonly secret: string | undefined;
  /** True when `http:` to another machine was asked for. */
  readonly allowInsecure: boolean;
}

/** Reads checked keys. What is left out has its default, also where no schema has filled it in. */
export function readFields(fields: Readonly<Record<string, unknown>>): WebhookFields {
  const { method, headers, secret, retry_count: retryCount } = fields;
  return {
    url: String(fields['url'] ?? ''),
    method: METHODS.find((one) => one === method) ?? 'POST',
    headers: (headers ?? {}) as Readonly<Record<string, string>>,
    retryCount: typeof retryCount === 'number' ? retryCount : undefined,
    secret: typeof secret === 'string' ? secret : undefined,
    allowInsecure: fields['allow_insecure'] === true,
  };
}

/** What an entry calls, for listings: nothing that may hold a credential. */
export function describeFields(fields: Readonly<Record<string, unknown>>): string {
  const { method, url } = readFields(fields);
  return `${method} ${url.replace(/\?.*$/s, '').replace(/\/\/[^/@]*@/, '//')}`;
}
