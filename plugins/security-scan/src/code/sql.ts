/** Reads SQL far enough to see that it drops, empties, or changes every row. Comments and texts are data. */

export type Loss = 'drop' | 'truncate' | 'every-row' | 'program' | 'grant';

/** The statements of a text, each as its words in upper case; texts become `?`. */
function statements(sql: string): string[][] {
  const all: string[][] = [];
  let words: string[] = [];
  const token =
    /--[^\n]*|#[^\n]*|\/\*!?\d*|\*\/|'(?:[^'\\]|''|\\.)*'?|"((?:[^"]|"")*)"?|`([^`]*)`?|\[([^\]]*)\]|(\$\w*\$)|([\w$.\uE000-\uE003]+)|(;)|([^\s])/g;
  let comment = false;
  let executed = 0;
  for (const match of sql.slice(0, 65_536).matchAll(token)) {
    const text = match[0];
    if (text.startsWith('/*')) {
      // `/*! … */` is no comment for MySQL.
      if (text.startsWith('/*!')) executed++;
      else comment = true;
    } else if (text === '*/') {
      if (executed > 0) executed--;
      comment = false;
    } else if (comment || text.startsWith('--') || (text.startsWith('#') && match[0].length > 1)) continue;
    else if (text === ';') {
      if (words.length > 0) all.push(words);
      words = [];
    } else if (text.startsWith("'")) words.push('?');
    else words.push((match[1] ?? match[2] ?? match[3] ?? match[5] ?? text).toUpperCase());
  }
  if (words.length > 0) all.push(words);
  return all;
}

const TEMPORARY = /^(?:"?)(?:#|TMP_|TEMP_|TEST_)|_(?:TMP|TEMP|TEST)$|^TEST$/;

/** The worst that the text does, or nothing. */
export function readSql(sql: string): Loss | undefined {
  for (const words of statements(sql)) {
    const loss = lossOf(words);
    if (loss) return loss;
  }
  return undefined;
}

function lossOf(words: readonly string[]): Loss | undefined {
  let first = 0;
  // `WITH … DELETE`, `EXPLAIN …`, `BEGIN` in front.
  if (words[0] === 'EXPLAIN' && words[1] !== 'ANALYZE') return undefined;
  if (words[0] === 'WITH') {
    const at = words.findIndex((word) => word === 'DELETE' || word === 'UPDATE');
    if (at < 0) return undefined;
    first = at;
  }
  if (words[0] === 'EXPLAIN') first = 2;
  const [verb, object, next] = [words[first], words[first + 1], words[first + 2]];
  switch (verb) {
    case 'DROP': {
      // What is made of them goes too: columns and tables.
      if (/^(?:EXTENSION|TYPE|DOMAIN|SEQUENCE|OWNED)$/.test(object ?? '') && words.includes('CASCADE'))
        return 'drop';
      if (
        !/^(?:TABLE|DATABASE|SCHEMA|KEYSPACE|COLLECTION|USER|ROLE|OWNED|TABLESPACE|MATERIALIZED|FOREIGN|BUCKET|MEASUREMENT|SERIES|WAREHOUSE|CATALOG|COLUMNFAMILY)$/.test(
          object ?? '',
        )
      )
        return undefined;
      const name = words
        .slice(first + 2)
        .find((word) => word !== 'IF' && word !== 'EXISTS' && word !== 'VIEW');
      return TEMPORARY.test(name?.split('.').at(-1) ?? '') ? undefined : 'drop';
    }
    case 'TRUNCATE': {
      const name = object === 'TABLE' || object === 'ONLY' ? next : object;
      return name === undefined || TEMPORARY.test(name) ? undefined : 'truncate';
    }
    case 'DELETE':
      if (object !== 'FROM' && !words.includes('FROM')) return undefined;
      return isBounded(words) || TEMPORARY.test(next ?? '') ? undefined : 'every-row';
    case 'UPDATE':
      return words.includes('SET') && !isBounded(words) ? 'every-row' : undefined;
    case 'ALTER': {
      if (/^(?:ROLE|USER)$/.test(object ?? '')) return makesSuperuser(words) ? 'grant' : undefined;
      // ClickHouse deletes rows by `ALTER TABLE t DELETE WHERE`.
      if (object === 'TABLE' && words.includes('DELETE') && words.includes('WHERE'))
        return isBounded(words) ? undefined : 'every-row';
      const at = words.indexOf('DROP');
      if (at < 0) return undefined;
      return words[at + 1] === 'COLUMN' ||
        words[at + 1] === 'PARTITION' ||
        (object === 'TABLE' &&
          !/^(?:CONSTRAINT|INDEX|DEFAULT|NOT|KEY|PRIMARY|FOREIGN|IDENTITY|EXPRESSION)$/.test(
            words[at + 1] ?? '',
          ))
        ? 'drop'
        : undefined;
    }
    // Functions of the server that take away what a SELECT would only show.
    case 'SELECT':
      if (
        words.some((word) =>
          /^(?:PG_DROP_REPLICATION_SLOT|LO_UNLINK|DROP_CHUNKS|DROP_HYPERTABLE|CITUS_DROP_\w+)$/.test(word),
        )
      )
        return 'drop';
      return words.includes('PG_TERMINATE_BACKEND') && words.includes('FROM') && !isBounded(words)
        ? 'every-row'
        : undefined;
    case 'COPY':
      return words.includes('PROGRAM') ? 'program' : undefined;
    case 'GRANT':
      // Roles that are the server itself.
      if (
        /^(?:POSTGRES|RDS_SUPERUSER|CLOUDSQLSUPERUSER|AZURE_PG_ADMIN|DBA|SYSDBA|PG_EXECUTE_SERVER_PROGRAM|PG_(?:READ|WRITE)_SERVER_FILES)$/.test(
          object ?? '',
        )
      )
        return 'grant';
      return /ALL|SUPERUSER/.test(object ?? '') && words.includes('*') && words.includes('.')
        ? 'grant'
        : undefined;
    // The journal that replicas and a recovery to a moment live by.
    case 'PURGE':
      return object === 'BINARY' || object === 'MASTER' ? 'drop' : undefined;
    case 'RESET':
      return /^(?:MASTER|SLAVE|REPLICA|BINARY)$/.test(object ?? '') ? 'drop' : undefined;
    case 'REMOVE':
      return /^(?:DATABASE|NAMESPACE|TABLE|NS|DB)$/.test(object ?? '') ? 'drop' : undefined;
    case 'DETACH':
    case 'OPTIMIZE':
      return words.includes('PERMANENTLY') ? 'drop' : undefined;
    case 'CREATE':
      return /^(?:ROLE|USER)$/.test(object ?? '') && makesSuperuser(words) ? 'grant' : undefined;
    case 'FLUSHALL':
    case 'FLUSHDB':
      return 'drop';
    case 'EXEC':
    case 'EXECUTE':
      return /XP_CMDSHELL$/.test(object ?? '') ? 'program' : undefined;
    default:
      return undefined;
  }
}

function makesSuperuser(words: readonly string[]): boolean {
  return words.some((word) => /^(?:SUPERUSER|CREATEROLE|BYPASSRLS|REPLICATION)$/.test(word));
}

/** A condition that leaves rows out: not `1=1`, not `true`. */
function isBounded(words: readonly string[]): boolean {
  const at = words.indexOf('WHERE');
  if (at < 0) return words.includes('LIMIT') || (words.includes('USING') && words.includes('ON'));
  const condition = words.slice(at + 1);
  const text = condition.join(' ');
  return !/^(?:TRUE|1|1 = 1|\? = \?|1 > 0|2 > 1|NOT FALSE|1 <> 0|0 = 0|(\w+) = \1|(?:ID|\w+ID) (?:> 0|>= 0|IS NOT NULL|> - 1))$/.test(
    text,
  );
}
