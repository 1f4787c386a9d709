/** Clients of databases, and the tools of frameworks that reset them. */

import { readSql } from '../code/sql.ts';
import { isLoopback } from '../effects/network.ts';
import type { RuleId } from '../rules/index.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, SOME, STAR, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { readingsOf, reads } from './readings.ts';
import { runCode } from './shells.ts';
import { packageRunner } from './wrappers.ts';

const LOSSES: Readonly<Record<NonNullable<ReturnType<typeof readSql>>, RuleId>> = {
  drop: 'db-drop.sql',
  truncate: 'db-drop.sql',
  'every-row': 'db-drop.every-row',
  program: 'rce.database',
  grant: 'privesc.accounts',
};

/** Lines that the client itself takes: they end without a semicolon, and what follows is the next statement. */
const OWN_LINES = /^[ \t]*(?:[.\\]\w[^\n]*|use\s+[\w`"-]+\s*|delimiter\s[^\n]*|go\s*|connect\s[^\n]*)$/gim;

const NARROWED = /\b(?:datname|usename|application_name|client_addr|state|query\w*|backend_type)\b/i;

export function judgeSql(call: Call, sql: string): void {
  // What psql and sqlite3 hand to a shell.
  for (const match of sql
    .slice(0, 16_384)
    .matchAll(/(?:^|\n|;)\s*(?:\\!|\.shell|\.system|system)\s+([^\n]+)/g))
    runCode(call, { text: match[1] as string, taint: 0 }, []);
  // All other connections, not those to one database.
  if (/\bpg_terminate_backend\s*\(\s*(?:\w+\.)?pid\s*\)/i.test(sql) && !NARROWED.test(sql))
    call.machine.report('dos.services', call.span);
  const loss = readSql(sql.replace(OWN_LINES, ''));
  if (loss) call.machine.report(LOSSES[loss], call.span);
}

/** The commands of `sqlite3` itself that replace what is there. */
function judgeShellSql(call: Call, text: string): void {
  if (/^\s*\.(?:restore|clone\s+--force)\b/.test(text)) call.machine.report('db-drop.database', call.span);
  judgeSql(call, text);
}

/** A database that is made to be thrown away. */
const THROWAWAY =
  /(?:^|[_\-./])(?:test|tests|testing|tmp|temp|scratch|ci|sandbox|e2e)(?:[_\-./\d]|$)|^:memory:$|^\/tmp\//i;

function client(letters: string, texts: readonly string[], valued: readonly string[] = []): Handler {
  return (call) => {
    const options = readOptions(call.args, { letters, valued: [...texts, ...valued] });
    const given = options.all(...texts);
    // Without a file these two work in memory.
    if (/^(?:sqlite3?|duckdb)$/.test(call.name) && options.rest.length === 0)
      return { text: UNKNOWN, taint: 0 };
    const named = options.value('d', 'dbname', 'D', 'database')?.text ?? options.rest[0]?.text ?? '';
    if (THROWAWAY.test(named)) return ANYTHING;
    for (const text of given) judgeSql(call, text.text);
    for (const field of call.name === 'sqlite3' || call.name === 'sqlite' || call.name === 'duckdb'
      ? options.rest.slice(1)
      : [])
      judgeShellSql(call, field.text);
    for (const text of call.stdin.text.split('\n')) if (/^\s*\./.test(text)) judgeShellSql(call, text);
    const file = options.value('f', 'file', 'init', 'i');
    if (file && isText(contentOf(call, file))) judgeSql(call, contentOf(call, file).text);
    if (isText(call.stdin)) judgeSql(call, call.stdin.text);
    const written = given.map((text) => statementsIn(text.text)).join('');
    return { text: written === '' ? UNKNOWN : written, taint: 0 };
  };
}

/** A query whose answer is statements: `select 'drop table ' || name || ';' from …`. */
function statementsIn(sql: string): string {
  return [...sql.slice(0, 16_384).matchAll(/'((?:drop|truncate|delete\s+from)\s[^']*)'/gi)]
    .map((match) => `${match[1]} ${SOME};\n`)
    .join('');
}

const isText = (stream: Stream) => stream.text !== '' && stream.text !== UNKNOWN;

const mongo: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'up',
    valued: ['eval', 'username', 'password', 'host', 'port', 'authenticationDatabase', 'file'],
  });
  if (options.rest.some((field) => THROWAWAY.test(field.text.split('?')[0] ?? ''))) return ANYTHING;
  const code = [
    ...options.all('eval').map((field) => field.text),
    isText(call.stdin) ? call.stdin.text : '',
  ].join('\n');
  if (
    /\.\s*(?:dropDatabase|drop|dropIndexes|dropUser|dropAllUsers\w*|dropAllRoles\w*)\s*\(|\[\s*["']drop/.test(
      code,
    ) ||
    /\.(?:remove|deleteMany)\s*\(\s*(?:\{\s*\})?\s*\)/.test(code) ||
    /dropDatabase\s*:\s*1|\bdrop\s*:\s*["']/.test(code)
  )
    call.machine.report('db-drop.documents', call.span);
  else if (
    /\.(?:createUser|grantRolesToUser|createRole)\s*\([\s\S]*["'](?:root|__system|userAdminAnyDatabase|dbOwner)["']/.test(
      code,
    )
  )
    call.machine.report('privesc.accounts', call.span);
  else if (/\.update(?:Many)?\s*\(\s*\{\s*\}\s*,/.test(code))
    call.machine.report('db-drop.every-row', call.span);
  return ANYTHING;
};

const redis: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'hpasnriuxd',
    valued: ['user', 'pass', 'eval', 'pattern', 'count', 'type'],
    stop: true,
  });
  const lines = [
    options.rest.map((field) => field.text).join(' '),
    // `--cluster call HOST COMMAND`: at all nodes.
    options.has('cluster') && options.rest[0]?.text === 'call'
      ? options.rest
          .slice(2)
          .map((field) => field.text)
          .join(' ')
      : '',
    ...(isText(call.stdin) ? call.stdin.text.split('\n') : []),
    options.value('eval')?.text ?? '',
  ];
  for (const line of lines) {
    if (/^\s*"?(?:flushall|flushdb)\b/i.test(line) || /redis\.call\(\s*["']flush(?:all|db)/i.test(line))
      call.machine.report('db-drop.keys', call.span);
    else if (/^\s*(?:del|unlink)\b.*[*\uE000\uE001]/i.test(line))
      call.machine.report('db-drop.keys', call.span);
    else if (/^\s*config\s+set\s+(?:dir|dbfilename)\b/i.test(line))
      call.machine.report('privesc.startup', call.span);
    else if (/^\s*(?:debug\s+(?:segfault|sleep))\b/i.test(line))
      call.machine.report('dos.services', call.span);
    else if (/^\s*config\s+set\s+(?:protected-mode\s+no|requirepass\s*(?:""|'')?\s*$)/i.test(line))
      call.machine.report('disable-security.protection', call.span);
  }
  return { text: listsAll(options, lines[0] ?? '') ? `${STAR}\n` : UNKNOWN, taint: 0 };
};

/** `--scan` without a pattern, or `keys '*'`: every key comes out. */
function listsAll(options: ReturnType<typeof readOptions>, line: string): boolean {
  if (options.has('scan')) return /^[*\uE001]?$/.test(options.value('pattern')?.text ?? '');
  return /^keys\s+[*\uE001]$/i.test(line);
}

const dropdb: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'hpUW',
    valued: ['host', 'port', 'username', 'maintenance-db'],
  });
  const name = options.rest[0]?.text ?? '';
  if (!THROWAWAY.test(name) && name !== '' && !options.has('help', 'version'))
    call.machine.report('db-drop.database', call.span);
  return ANYTHING;
};

const mysqladmin: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'hPuS', valued: ['host', 'user', 'port', 'socket'] });
  const [verb, name] = options.rest;
  if (verb?.text === 'drop' && !THROWAWAY.test(name?.text ?? ''))
    call.machine.report('db-drop.database', call.span);
  if (verb?.text === 'shutdown') call.machine.report('dos.services', call.span);
  return ANYTHING;
};

const dump: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'fhpUudnNtTFrP',
    valued: ['file', 'host', 'result-file', 'out', 'archive', 'uri', 'db', 'dbname', 'username'],
  });
  const file = options.value('f', 'file', 'r', 'result-file');
  if (file) {
    call.scope.files.set(file.text.startsWith('/') ? file.text : `${call.scope.cwd}/${file.text}`, {
      text: UNKNOWN,
      taint: TAINT.dump,
    });
    return ANYTHING;
  }
  return { text: UNKNOWN, taint: TAINT.dump };
};

const restore: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'dhpUFjnt',
    valued: ['dbname', 'host', 'port', 'username', 'format', 'jobs', 'uri', 'db', 'nsInclude'],
  });
  const named = options.value('d', 'dbname', 'db', 'uri')?.text ?? '';
  if (options.has('c', 'clean', 'drop') && !THROWAWAY.test(named))
    call.machine.report('db-drop.database', call.span);
  return ANYTHING;
};

/** A reset of the whole database by a framework's own tool, on the words after the program's name. */
const RESETS: readonly (readonly [program: RegExp, words: RegExp])[] = [
  [
    /^(?:rails|rake)$/,
    /(?:^|\s)(?:(?:db|ar):(?:drop|reset|purge|schema:load|migrate:reset|truncate_all|seed:replant|setup)(?::\w+)*)(?=\s|$|\[)|(?:^|\s)db:rollback\s.*STEP=\d{2,}/,
  ],
  [/^hanami$/, /^db\s+(?:drop|reset)/],
  [
    /^prisma$/,
    /^migrate\s+reset\b|^db\s+push\b.*(?:--force-reset|--accept-data-loss)|^db\s+execute\b.*\b(?:DROP|TRUNCATE)\b/i,
  ],
  [
    /^artisan$/,
    /^(?:migrate:(?:fresh|reset|refresh)|db:wipe|schema:drop|migrate:rollback\s+.*--step=\d{2,})(?=\s|$)/,
  ],
  [/^sail$/, /^(?:artisan|art)\s+(?:migrate:(?:fresh|reset|refresh)|db:wipe)/],
  [
    /^(?:manage\.py|django-admin)$/,
    /^(?:flush|reset_db|reset_schema|drop_test_database|migrate\s+\S+\s+zero)(?=\s|$)/,
  ],
  [/^supabase$/, /^db\s+(?:reset|push\s+.*--include-all.*--force)|^projects?\s+delete|^branches\s+delete/],
  [/^drizzle-kit$/, /^(?:drop|push(?::\w+)?\s.*--force|reset)/],
  [/^typeorm(?:-ts-node-\w+)?$/, /^(?:schema:drop|schema:sync)/],
  [/^sequelize(?:-cli)?$/, /^(?:db:drop|db:migrate:undo:all|db:seed:undo:all)/],
  [/^knex$/, /^migrate:(?:rollback\s+(?:.*\s)?(?:--)?all\b|down\s.*--all)/],
  [/^mikro-orm$/, /^(?:schema:(?:drop|fresh)|migration:fresh)/],
  [
    /^mix$/,
    /(?:^|^do\s.*?|[,+]\s*)(?:(?:ecto|ash|ash_postgres|event_store)\.(?:drop|reset|rollback\s+(?:--all|-n\s*\d{2,}))|phx\.reset)(?=[\s,]|$)/,
  ],
  // Tasks of a project that say what they do; `db-reset-test` says that it is not this one.
  [
    /^(?:make|gmake|just|task|invoke|inv)$/,
    /(?:^|\s)(?:db[-_:](?:reset|drop|wipe|nuke)|(?:reset|drop|wipe|nuke)[-_:](?:db|database))(?=\s|$)/,
  ],
  // Symfony takes names that are cut short.
  [/^(?:console|bin-console)$/, /^(?:d|doctrine):(?:(?:d|data\w*):d(?:rop)?|(?:s|sch\w*):d(?:rop)?)(?=\s|$)/],
  // As a subcommand of cargo, and by the program for migrations of the project.
  [
    /^cargo$/,
    /^(?:\+\S+\s+)?(?:sqlx\s+(?:database|db)\s+(?:drop|reset)|loco\s+db\s+(?:reset|drop|truncate)|run\s.*(?:migration|migrator)\S*\s.*--\s+(?:fresh|reset|refresh)|prisma\s+migrate\s+reset)(?=\s|$)/,
  ],
  [
    /^composer$/,
    /^(?:exec|run|run-script)\s+.*(?:schema-tool:drop|schema:drop|database:drop|migrate:(?:fresh|reset|refresh)|db:wipe)(?=\s|$)/,
  ],
  [/^ace$/, /^(?:migration:(?:fresh|reset|refresh|rollback\s+.*--batch[= ]0)|db:(?:wipe|truncate))(?=\s|$)/],
  [/^adonis$/, /^migration:(?:fresh|reset|refresh)/],
  // Plug-ins of build tools: a task, with its project before it.
  [
    /^(?:gradlew?|mvnw?|sbt|mill|lein)$/,
    /(?:^|\s):?(?:[\w.-]+:)*(?:flywayClean|liquibaseDropAll|flyway:clean|liquibase:dropAll|flyway-maven-plugin:clean|dropAll|hibernate:drop|database:drop)(?=\s|$)/,
  ],
  [/^bench$/, /^(?:reinstall|drop-site|restore\b.*--force|migrate\s+--reset)/],
  [/^(?:odoo|odoo-bin)$/, /^db\s+drop|(?:^|\s)--drop(?=\s|$)/],
  [/^airflow$/, /^(?:db\s+(?:reset|clean)|resetdb)/],
  [/^superset$/, /^db\s+downgrade\s+base/],
  [/^aerich$/, /^downgrade\s.*-v\s*0/],
  [/^piccolo$/, /^migrations\s+backwards\s+\S+\s+all/],
  [/^tortoise$/, /^(?:drop|reset)/],
  [
    /^(?:aurora|agerix|rover|lakefs|lakectl|dolt)$/,
    /^(?:repo\s+delete|reset\s+--hard|branch\s+reset|branch\s+-D)/,
  ],
  [/^doctrine$/, /^(?:orm:)?(?:schema-tool:drop|database:drop|fixtures:load)/],
  [/^dagster$/, /^(?:run|asset)\s+wipe/],
  [/^prefect$/, /^(?:server\s+)?database\s+(?:reset|downgrade)/],
  [/^mlflow$/, /^(?:gc\b|experiments\s+delete)/],
  [/^(?:sentry|posthog|gitlab-rake|cachet)$/, /^(?:cleanup\s|gitlab:setup|db:drop)/],
  [/^gitlab-rake$/, /(?:^|\s)(?:gitlab:setup|db:(?:drop|reset))/],
  [/^(?:hasura)$/, /^(?:migrate\s+apply\s+.*--down|metadata\s+clear|migrate\s+delete)/],
  [/^alembic$/, /(?:^|\s)downgrade\s+(?:base|-\d{2,})/],
  [/^flask$/, /^db\s+downgrade\s+base|^(?:drop[-_]?db|reset[-_]?db|drop[-_]all)/],
  [/^flyway$/, /(?:^|\s)clean(?:\s|$)/],
  [
    /^(?:gradle|gradlew|mvn|mvnw)$/,
    /(?:^|[\s:])(?:flywayClean|flyway:clean|dropAll|liquibase:dropAll)(?=\s|$)/,
  ],
  [
    /^(?:make|gmake|just|task|invoke|rake)$/,
    /(?:^|\s)(?:(?:db|database)[-_:](?:reset|drop|wipe|nuke|destroy)|(?:reset|drop|wipe|nuke|destroy)[-_:](?:db|database))(?=\s|$)/,
  ],
  [/^liquibase$/, /(?:^|\s)drop-?all(?:\s|$)/i],
  [
    /^(?:console|bin-console)$/,
    /^doctrine:(?:database:drop|schema:drop|mongodb:schema:drop|fixtures:load(?!.*--append)|migrations:migrate\s+(?:first|prev)\b)/,
  ],
  [
    /^(?:goose|migrate|dbmate|sql-migrate|migrate-mongo|diesel|sqlx|sea-orm-cli|node-pg-migrate|db-migrate|atlas|geni|bytebase|refinery|tern)$/,
    /(?:^|\s)(?:drop|reset|down-to\s+0|down\s+.*--count[= ]\d{2,}|migration\s+(?:redo|revert)\s+.*--all|revert\s+.*--target-version[= ]0|fresh|refresh|database\s+(?:reset|drop)|migrate\s+(?:fresh|reset|refresh)|schema\s+clean|down\s+-?all|clean)(?=\s|$)/,
  ],
  [
    /^(?:yii|craft|drush|wp|cake|spark|phinx|think|magento|bin-magento)$/,
    /^(?:migrate\/(?:fresh|down\s+all)|sql[:-](?:drop|create)|db\s+(?:drop|reset|clean)|site:install|si\s|migrations?\s+rollback\s+-t\s*0|migrate:(?:refresh|rollback\s+-all)|rollback\s+.*-t\s*0|setup:uninstall|site\s+empty)/,
  ],
  [/^(?:dotnet-ef|ef)$/, /^database\s+(?:drop|update\s+0)/],
  [/^dotnet$/, /^ef\s+database\s+(?:drop|update\s+0)/],
  [/^strapi$/, /^(?:import\s.*--force|transfer\s.*--force)/],
  [
    /^(?:payload|directus|medusa|keystone)$/,
    /(?:schema\s+apply\s.*--yes|migrate:(?:fresh|reset)|db:rollback|database\s+drop|--reset-db)/,
  ],
  [/^convex$/, /^(?:import\s.*--replace)/],
  [/^dbt$/, /--full-refresh|^run-operation\s+\S*(?:drop|delete|truncate|clean)/],
  [/^edgedb$|^gel$/, /^database\s+(?:drop|wipe)|^(?:branch\s+(?:drop|wipe)|instance\s+destroy)/],
  [/^neonctl$|^neon$/, /^(?:projects|branches|databases)\s+delete/],
  [/^(?:pscale|turso)$/, /(?:^|\s)(?:database\s+delete|branch\s+delete|db\s+destroy|group\s+destroy)/],
  [/^(?:influx)$/, /^(?:delete|bucket\s+delete|org\s+delete)|-execute\s.*\bDROP\b/i],
  [/^etcdctl$/, /^del\s+.*(?:--prefix|--from-key)/],
  [/^consul$/, /^kv\s+delete\s+.*-recurse/],
  [
    /^(?:rabbitmqctl|rabbitmqadmin)$/,
    /^(?:reset|force_reset|delete_vhost|delete_queue|purge_queue|(?:purge|delete)\s+(?:queue|exchange|vhost|all))/,
  ],
  [/^(?:kafka-topics|kafka-topics\.sh)$/, /--delete/],
  [/^(?:kafka-delete-records|kafka-delete-records\.sh)$/, /./],
  [/^nodetool$/, /^(?:clearsnapshot(?:\s.*--all|\s*$)|decommission|removenode|assassinate)/],
  [/^sqitch$/, /^(?:revert|rebase)(?=\s|$)(?!.*--log-only)/],
  [/^skeema$/, /^push\b.*--allow-unsafe/],
  [/^(?:mysqldef|psqldef|sqlite3def|mssqldef)$/, /--enable-drop(?:-table|-column)?(?=\s|$)/],
  [/^(?:rh|roundhouse|grate)$/, /--drop(?=\s|$)/],
  [/^yoyo$/, /^rollback\b.*(?:--all|--batch|\s-b)/],
  [/^evolve$/, /^erase\b/],
  [/^graphile-migrate$/, /^reset\b/],
  [/^migra$/, /--unsafe/],
  [/^(?:hdfs|hadoop)$/, /^(?:dfs|fs)\s+-(?:rm\s+.*-(?:r|R|skipTrash)|rmr)|^namenode\s+-format/],
  [/^elasticdump$/, /--input.*--output.*--delete/],
  [/^curator_cli$/, /delete/],
];

/** Says whether the words run against what tests use. */
export function inTest(call: Call, line: string): boolean {
  const names = [
    'RAILS_ENV',
    'NODE_ENV',
    'MIX_ENV',
    'APP_ENV',
    'RACK_ENV',
    'DJANGO_ENV',
    'ENV',
    'ENVIRONMENT',
  ];
  for (const name of names) {
    const value =
      call.environment.get(name)?.text ?? call.scope.vars.get(name)?.text ?? call.machine.environment[name];
    if (value === 'test' || value === 'testing') return true;
  }
  const url = call.environment.get('DATABASE_URL')?.text ?? call.scope.vars.get('DATABASE_URL')?.text;
  if (url && (THROWAWAY.test(url.split('/').at(-1) ?? '') || /(?:^|:)(?:memory|sqlite).*test/.test(url)))
    return true;
  return /--env[= ]test(?:ing)?\b|-e\s+test\b|RAILS_ENV=test|--environment[= ]test|db:\w+:test\b|--settings[= ][\w.]*test/.test(
    line,
  );
}

const resets: Handler = (call) => {
  const line = lineOf(call);
  const lines = readingsOf(call.args);
  const help =
    /(?:^|\s)(?:--help|-h|--dry-run|--pretend|--create-only|--sql|--dump-sql|--show-sql)(?:\s|$)|dry_run["']?:\s*true/.test(
      // A host, for this one.
      call.name === 'nodetool' ? line.replace(/(?:^|\s)-h\s/, ' ') : line,
    );
  if (!help && !inTest(call, line)) {
    for (const [program, words] of RESETS) {
      const plain = call.name.replace(/\.(?:sh|js|php|phar|cmd)$/, (suffix) =>
        suffix === '.sh' ? suffix : '',
      );
      if (program.test(plain) && reads(lines, words)) {
        call.machine.report(
          /^(?:supabase|neonctl|neon|pscale|turso)$/.test(plain) && /delete|destroy/.test(line)
            ? 'cloud-destroy.resources'
            : 'db-drop.reset',
          call.span,
        );
        break;
      }
    }
  }
  shellOfSql(call);
  return code(call, line) ?? said(call, lines);
};

/** What a framework only says: the statements that would empty its database, or its secrets. */
function said(call: Call, lines: readonly string[]): Stream | undefined {
  if (reads(lines, /^sqlflush(?=\s|$)/)) return { text: `TRUNCATE ${SOME};\n`, taint: 0 };
  if (reads(lines, /^(?:doctrine:schema:drop|orm:schema-tool:drop)\b.*--dump-sql/))
    return { text: `DROP TABLE ${SOME};\n`, taint: 0 };
  if (/^rails$/.test(call.name) && reads(lines, /^(?:credentials|encrypted|secrets):show(?=\s|$)/))
    return { text: UNKNOWN, taint: TAINT.secret };
  return undefined;
}

/** Judges what a framework or a platform hands on to a database. */
const shellOfSql: Handler = (call) => {
  const lines = readingsOf(call.args);
  if (inTest(call, lines[0] ?? '')) return;
  for (const [program, words] of SHELLS_OF_SQL) {
    if (!program.test(call.name) || !reads(lines, words)) continue;
    for (const arg of call.args) if (/\s/.test(arg.text)) judgeSql(call, arg.text);
    if (isText(call.stdin)) judgeSql(call, call.stdin.text);
  }
};

/** Commands of frameworks that hand SQL on to the database that they are set up for. */
const SHELLS_OF_SQL: readonly (readonly [program: RegExp, words: RegExp])[] = [
  [/^(?:manage\.py|django-admin)$/, /^dbshell\b/],
  [/^rails$/, /^(?:dbconsole|db)\b/],
  [/^prisma$/, /^db\s+execute\b/],
  [/^artisan$/, /^db\b/],
  [/^(?:drush|wp)$/, /^(?:sql[:-](?:query|cli)|sqlq|sqlc|db\s+(?:query|cli))\b/],
  [/^(?:console|doctrine)$/, /^(?:doctrine:query:sql|dbal:run-sql|doctrine:dql|orm:run-dql)\b/],
  [
    /^(?:supabase|neonctl|pscale|turso|edgedb|gel)$/,
    /^(?:db\s+(?:execute|shell|query)|shell|query|sql|connect)\b/,
  ],
  [/^heroku$/, /^(?:pg:)?psql\b/],
  [/^(?:fly|flyctl)$/, /^(?:postgres|pg|mpg|redis)\s+connect\b/],
  [/^(?:railway|clever|render|northflank)$/, /^(?:connect|psql)\b/],
  [/^scalingo$/, /(?:^|\s)(?:pgsql|mysql|psql|redis|mongo)-console\b/],
  [/^dokku$/, /^(?:postgres|mysql|mariadb|mongo|redis):connect\b/],
  [/^odoo$/, /^shell\b/],
  [/^bench$/, /(?:^|\s)(?:mariadb|postgres|db-console|execute)\b/],
  [/^dotnet$/, /^ef\s+dbcontext\b/],
];

/** Code that a framework's console runs. */
function code(call: Call, line: string): Stream | undefined {
  if (/^(?:runner|r|tinker|shell|shell_plus|console|c)\b|--execute/.test(line)) {
    if (/\.(?:update!?\(|admin\s*=)\s*(?:admin:\s*)?true/.test(line))
      call.machine.report('privesc.accounts', call.span);
    const text = `${line}\n${isText(call.stdin) ? call.stdin.text : ''}`;
    judgeOrm(call, text);
  }
  return undefined;
}

/** Calls of object mappers that take every row. */
export function judgeOrm(call: Call, text: string): void {
  if (inTest(call, text)) return;
  if (
    /\b[A-Z]\w*(?:\.(?:unscoped|all))?\.(?:delete_all|destroy_all)\b(?!\s*\()|\b(?:Project|Group|Namespace|User|Account|Organization|Tenant|Repository)\.find\w*\([^)]*\)\.(?:destroy|delete)!?|\.objects\.all\(\)\.delete\(\)|->truncate\(\)|::truncate\(\)|\b[A-Z]\w*::query\(\)->delete\(\)|\.drop_all\(|\bdrop_database\(|\.dropDatabase\(|\.deleteMany\(\s*(?:\{\s*\})?\s*\)|\.destroy\(\s*\{\s*(?:where:\s*\{\s*\}\s*,\s*)?truncate:\s*true|sync\(\s*\{\s*force:\s*true|\.flushall\(\)|\.flushdb\(\)|\.delete_many\(\s*\{\s*\}\s*\)|\.drop_collection\(|\.drop_schema\(|ActiveRecord::Base\.connection\.(?:drop_table|truncate)|\.purge\(\)\s*#\s*all|disconnect_all_and_drop/.test(
      text,
    )
  ) {
    call.machine.report('db-drop.documents', call.span);
    return;
  }
  for (const match of text
    .slice(0, 32_768)
    .matchAll(/(["'`]{1,3})\s*((?:DROP\s+(?:TABLE|DATABASE|SCHEMA)|TRUNCATE\s|DELETE\s+FROM\s)[^"'`]*)/gi)) {
    if (
      /(?:execute|exec|query|run|raw|sql|cursor|connection|conn|db|session|engine|statement|prepare|text|do|unprepared)\w*\s*\(?\s*(?:[\w.]+\()?\s*[fr]?$/i.test(
        text.slice(Math.max(0, (match.index ?? 0) - 40), match.index),
      )
    )
      judgeSql(call, match[2] as string);
  }
}

const node: Handler = (call) => {
  const answer = resets(call);
  return answer ?? packageRunner(call) ?? undefined;
};
void node;

const bq: Handler = (call) => {
  const line = lineOf(call);
  if (/(?:^|\s)rm\s/.test(line) && !/--dry_run|--help/.test(line))
    call.machine.report('db-drop.database', call.span);
  const at = call.args.findIndex((arg) => arg.text === 'query');
  if (at >= 0 && !/--dry_run/.test(line))
    for (const arg of call.args.slice(at + 1)) if (!arg.text.startsWith('-')) judgeSql(call, arg.text);
  return ANYTHING;
};

/** Graph queries: all nodes, or a whole label. */
const cypher: Handler = (call) => {
  const texts = [...call.args.map((arg) => arg.text), isText(call.stdin) ? call.stdin.text : ''];
  for (const text of texts) {
    if (/\bMATCH\b[\s\S]*\bDELETE\b/i.test(text) && !/\bWHERE\b|\{|\bLIMIT\b/i.test(text))
      call.machine.report('db-drop.every-row', call.span);
    else if (/^\s*DROP\s+(?:DATABASE|CONSTRAINT|INDEX)\b/i.test(text))
      call.machine.report('db-drop.sql', call.span);
  }
  return ANYTHING;
};

/** Clients of documents and tables that take code of their own. */
const documents: Handler = (call) => {
  const text = [...call.args.map((arg) => arg.text), isText(call.stdin) ? call.stdin.text : ''].join('\n');
  if (
    /\b_?drop(?:Database)?\s*\(|\._?truncate\s*\(|^\s*(?:drop|drop_all|truncate|truncate_preserve|drop_namespace|delete_snapshot)\s+'|;\s*drop\s+'/m.test(
      text,
    )
  )
    call.machine.report('db-drop.documents', call.span);
  return ANYTHING;
};

const cqlsh = client('ekufhpt', ['e', 'execute'], ['keyspace', 'username', 'file', 'request-timeout']);

/** `wrangler d1 execute NAME --remote --command SQL`: without `--remote` it is a copy on this machine. */
const d1: Handler = (call) => {
  const options = readOptions(call.args, { valued: ['command', 'file', 'config', 'env'], letters: 'ce' });
  if (options.rest[0]?.text !== 'd1' || options.rest[1]?.text !== 'execute' || options.has('local')) return;
  for (const text of options.all('command')) judgeSql(call, text.text);
  const file = options.value('file');
  if (file && isText(contentOf(call, file))) judgeSql(call, contentOf(call, file).text);
};

/** The client of the first generation has one dash before its options; the second has verbs. */
const influx: Handler = (call) => {
  const options = readOptions(call.args, {
    single: true,
    valued: ['execute', 'database', 'host', 'port', 'username', 'password'],
  });
  for (const text of options.all('execute')) judgeSql(call, text.text);
  if (isText(call.stdin)) judgeSql(call, call.stdin.text);
  return resets(call) ?? undefined;
};

export function isThrowaway(name: string): boolean {
  return THROWAWAY.test(name) || isLoopback(name);
}

const RESET_PROGRAMS =
  'rails rake gitlab-rails hanami prisma artisan sail manage.py django-admin supabase drizzle-kit typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm sequelize sequelize-cli knex mikro-orm mix alembic flask flyway liquibase console goose migrate dbmate sql-migrate migrate-mongo diesel sqlx sea-orm-cli node-pg-migrate db-migrate atlas yii craft drush wp cake spark phinx magento dotnet dotnet-ef strapi payload directus medusa keystone cargo composer convex dbt edgedb gel neonctl neon pscale turso influx etcdctl consul rabbitmqctl rabbitmqadmin kafka-topics kafka-topics.sh kafka-delete-records kafka-delete-records.sh nodetool hdfs hadoop elasticdump curator_cli ef bin-console ace adonis gradle gradlew mvn mvnw sbt mill lein bench make gmake just task invoke inv odoo odoo-bin airflow superset aerich piccolo lakectl dolt doctrine dagster prefect mlflow gitlab-rake hasura sqitch skeema mysqldef psqldef sqlite3def mssqldef rh roundhouse grate yoyo evolve graphile-migrate'.split(
    ' ',
  );

/** The judgement of `php artisan …`, `python manage.py …`, `bin/console …` by the interpreter that runs them. */
export const judgeReset = resets;

export const DATABASES: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(RESET_PROGRAMS.map((name) => [name, resets])),
  psql: client(
    'cdfhpUvPoFRTLX',
    ['c', 'command'],
    ['dbname', 'file', 'host', 'port', 'username', 'set', 'variable', 'output', 'field-separator'],
  ),
  pgcli: client('cdhpUu', ['c', 'command']),
  mysql: client(
    'ehPuDSP',
    ['e', 'execute', 'init-command'],
    ['host', 'user', 'port', 'database', 'socket', 'default-character-set'],
  ),
  mariadb: client('ehPuDSP', ['e', 'execute', 'init-command'], ['host', 'user', 'port', 'database']),
  mysqlsh: client('ehPuDSPf', ['e', 'execute'], ['host', 'user', 'port', 'database', 'schema']),
  litecli: client('eD', ['e', 'execute']),
  mycli: client('ehPuD', ['e', 'execute']),
  sqlite3: client('', ['cmd'], ['init', 'separator', 'newline', 'nullvalue']),
  sqlite: client('', ['cmd'], ['init']),
  duckdb: client('cs', ['c', 's', 'cmd'], ['init']),
  cockroach: client('edu', ['e', 'execute'], ['host', 'url', 'database', 'user', 'file']),
  sqlcmd: client('QqSUPdih', ['Q', 'q', 'query']),
  'clickhouse-client': client(
    'qhud',
    ['q', 'query', 'multiquery'],
    ['host', 'user', 'password', 'database', 'port'],
  ),
  clickhouse: client('qhud', ['q', 'query', 'multiquery'], ['host', 'user', 'password', 'database']),
  snowsql: client('qadusrwf', ['q', 'query'], ['accountname', 'username', 'dbname']),
  snow: client('q', ['q', 'query']),
  trino: client('', ['execute'], ['server', 'catalog', 'schema']),
  presto: client('', ['execute'], ['server', 'catalog', 'schema']),
  hive: client('efi', ['e']),
  beeline: client('uenpdf', ['e'], ['hiveconf']),
  impala: client('qi', ['q', 'query']),
  'impala-shell': client('qi', ['q', 'query']),
  'spark-sql': client('ef', ['e']),
  usql: client('cfo', ['c', 'command']),
  ysqlsh: client('cdfhpU', ['c', 'command']),
  isql: client('', []),
  sqlplus: client('', []),
  osql: client('QqSUPd', ['Q', 'q']),
  vsql: client('cdhUwpfe', ['c', 'command'], ['dbname', 'host', 'username']),
  surreal: client(
    'eupn',
    ['query'],
    ['endpoint', 'username', 'password', 'namespace', 'database', 'ns', 'db'],
  ),
  influx,
  ksql: client('ef', ['e', 'execute']),
  wrangler: d1,
  turso: (call) => {
    resets(call);
    for (const field of readOptions(call.args).rest.slice(3)) judgeSql(call, field.text);
  },
  'cypher-shell': cypher,
  arangosh: documents,
  hbase: documents,
  cqlsh,
  ycqlsh: cqlsh,
  mongo,
  mongosh: mongo,
  'redis-cli': redis,
  'valkey-cli': redis,
  'keydb-cli': redis,
  ...Object.fromEntries(
    ['heroku', 'fly', 'flyctl', 'railway', 'clever', 'render', 'northflank', 'scalingo', 'dokku'].map(
      (name) => [name, shellOfSql],
    ),
  ),
  dropdb,
  dropuser: dropdb,
  mysqladmin,
  'mariadb-admin': mysqladmin,
  pg_dump: dump,
  pg_dumpall: dump,
  mysqldump: dump,
  'mariadb-dump': dump,
  mongodump: dump,
  mongoexport: dump,
  pg_restore: restore,
  mongorestore: restore,
  bq,
};
