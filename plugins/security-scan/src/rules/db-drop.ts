/** Rules about data in databases. */
import { ASK, defineRule, FIRM } from './define.ts';

export const DB_DROP = [
  defineRule('db-drop.sql', 'high', FIRM, {
    reason: 'This drops or empties tables or databases. Ask the person first, and make a backup.',
    doc: 'DROP and TRUNCATE.',
    found: ['psql -c "DROP TABLE users"', 'mysql -e "TRUNCATE orders"'],
    silent: ['psql -c "SELECT 1"', 'grep "DROP TABLE" schema.sql'],
  }),
  defineRule('db-drop.every-row', 'high', ASK, {
    reason: 'This changes or deletes every row. Add a condition.',
    doc: 'DELETE or UPDATE without a condition.',
    found: ['psql -c "DELETE FROM users"', 'sqlite3 a.db "UPDATE t SET x=1"'],
    silent: ['psql -c "DELETE FROM users WHERE id = 3"'],
  }),
  defineRule('db-drop.database', 'high', FIRM, {
    reason: 'This deletes or replaces a whole database. Make a backup, and ask the person first.',
    doc: '`dropdb`, restoring over a database.',
    found: ['dropdb app', 'pg_restore --clean -d app x.dump'],
    silent: ['createdb app', 'dropdb app_test'],
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
    found: ['redis-cli FLUSHALL'],
    silent: ['redis-cli PING'],
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
      'rails db:drop',
      'npx prisma migrate reset',
      'php artisan migrate:fresh',
      'python manage.py flush',
    ],
    silent: ['rails db:migrate', 'npx prisma migrate dev', 'RAILS_ENV=test rails db:reset'],
  }),
] as const;
