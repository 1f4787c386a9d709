/** Rules about data in databases. */
import { ASK, defineRule, FIRM } from './define.ts';

export const DB_DROP = [
  defineRule('db-drop.sql', 'high', FIRM, {
    reason: 'This drops or empties tables or databases. Ask the person first, and make a backup.',
    doc: 'DROP and TRUNCATE.',
    found: [
      'mysql -e "PURGE BINARY LOGS TO 1"',
      'aws athena start-query-execution --query-string "DROP TABLE x"',
      'python manage.py dbshell <<< "DROP TABLE x"',
      'psql -c "DROP TABLE users"',
      'mysql -e "TRUNCATE orders"',
    ],
    silent: [
      'mysql -e "SHOW BINARY LOGS"',
      'duckdb -c "create table t(a int); drop table t"',
      'psql -c "DROP INDEX i"',
      'psql -c "SELECT 1"',
      'grep "DROP TABLE" schema.sql',
    ],
  }),
  defineRule('db-drop.every-row', 'high', ASK, {
    reason: 'This changes or deletes every row. Add a condition.',
    doc: 'DELETE or UPDATE without a condition.',
    found: [
      'cypher-shell "MATCH (n) DETACH DELETE n"',
      'psql -c "DELETE FROM users"',
      'sqlite3 a.db "UPDATE t SET x=1"',
    ],
    silent: ['cypher-shell "MATCH (n) RETURN count(n)"', 'psql -c "DELETE FROM users WHERE id = 3"'],
  }),
  defineRule('db-drop.database', 'high', FIRM, {
    reason: 'This deletes or replaces a whole database. Make a backup, and ask the person first.',
    doc: '`dropdb`, restoring over a database.',
    found: [
      'pg_dropcluster 15 main --stop',
      'sqlite3 app.db ".restore old.db"',
      'nats stream purge ORDERS -f',
      'dropdb app',
      'pg_restore --clean -d app x.dump',
    ],
    silent: [
      'pg_lsclusters',
      'sqlite3 app.db ".backup b.db"',
      'nats stream ls',
      'createdb app',
      'dropdb app_test',
    ],
  }),
  defineRule('db-drop.documents', 'high', FIRM, {
    reason: 'This deletes all documents or rows. Ask the person first.',
    doc: 'Drops collections or deletes all through a mapper.',
    found: ['mongosh --eval "db.dropDatabase()"', 'rails runner "User.delete_all"'],
    silent: ['mongosh --eval "db.stats()"'],
  }),
  defineRule('db-drop.keys', 'high', FIRM, {
    reason: 'This deletes all keys. Delete the ones that should go.',
    doc: 'FLUSHALL and FLUSHDB.',
    found: ['redis-cli --scan | xargs redis-cli del', 'celery -A app purge -f', 'redis-cli FLUSHALL'],
    silent: [
      'redis-cli --scan --pattern "cache:*"',
      'redis-cli del cache:1',
      'celery -A app worker',
      'redis-cli PING',
    ],
  }),
  defineRule('db-drop.index', 'high', FIRM, {
    reason: 'This deletes an index or database of a search or document server. Ask the person first.',
    doc: 'Deletes indices over HTTP.',
    found: ['curl -X DELETE http://localhost:9200/logs'],
    silent: ['curl http://localhost:9200/_cat/indices'],
  }),
  defineRule('db-drop.reset', 'high', ASK, {
    reason: 'This resets the database of the project. Use a migration, or the test environment.',
    doc: 'Resets by frameworks and mappers.',
    found: [
      'node ace migration:fresh',
      'mix do ecto.drop, ecto.create',
      './gradlew flywayClean',
      'heroku run -a shop rails db:drop',
      'npm run prisma -- migrate reset',
      'yarn workspace api prisma migrate reset',
      'rails db:drop',
      'npx prisma migrate reset',
      'php artisan migrate:fresh',
      'python manage.py flush',
    ],
    silent: [
      'node ace migration:run',
      'mix do deps.get, compile',
      './gradlew flywayMigrate',
      'heroku run -a shop rails db:migrate',
      'npm run prisma -- migrate deploy',
      'MIX_ENV=test mix ecto.reset',
      'rails db:migrate',
      'npx prisma migrate dev',
      'RAILS_ENV=test rails db:reset',
    ],
  }),
] as const;
