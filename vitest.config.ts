import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { isAll, isLong } from './scripts/dose.ts'

const inTests = (file: string) => fileURLToPath(new URL(`tests/${file}`, import.meta.url))
const env = { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent', STAFF_PASSKEYS: 'optional' }
const storeTests = '**/*.store.test.ts'
/** What only an engine can break: claims and leases, transactions, races and locks, limits, lists, migrations, one backup. */
const engineTests = [
  'db/{migrations,backup/backup,store/{failure,insert-many,list-query,postgres-transact,store}}.store.test.ts',
  'lib/platform/{outbox/{claims,isolation,reschedule},jobs/{slots,with-lease},limits/*}.store.test.ts',
  'lib/{accounts/search/account-list,cases/queue,notices/{acknowledgement/undo,intake/races}}.store.test.ts',
  'tests/serial-order/row-locks.store.test.ts',
]
/** What engines can differ in besides (`npm run test:all`): all that claims, locks, counts, lists or moves rows. */
const moreEngineTests = [
  '{db,lib/{platform,boot,accounts/search,admin/audit,privacy/retention}}/**/*.store.test.ts',
  'lib/{cases/queue,notices/{intake/races,delivery/tell-endpoints,endpoints/{transport,watch},acknowledgement/undo,views/{staff-queries,found-notices,waiting-counts}}}.store.test.ts',
  'tests/{at-once,limits,serial-order/*}.store.test.ts',
]
/** Milliseconds: for what hangs, not for what a busy machine does slowly. */
const testTimeout = 600_000
/** SQLite has one writer, and its transactions no order to look for. */
const ofTwoInstances = 'tests/serial-order/**'
const setupFiles = [inTests('fixed-seed.ts')]
const exclude = ['**/node_modules/**', '**/.next/**', 'e2e/**', 'data/**']

/**
 * Pure tests (`*.test.ts`) run once; store tests (`*.store.test.ts`) on SQLite, and on PostgreSQL too what only an engine can
 * break (`npm run test:all`: where engines can differ; `npm run test:long`: all). The engine is chosen at import.
 * The files of a project share their modules, which saves a third of the time: a test leaves no state behind in one.
 */
export default defineConfig({
  test: {
    // Store tests often wait for a disk or a database: one worker more for each two cores took 151 s instead of 178.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: ['**/*.test.ts'],
          exclude: [...exclude, storeTests],
          env,
          setupFiles,
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          name: 'sqlite',
          isolate: false,
          include: [storeTests],
          exclude: [...exclude, ofTwoInstances],
          setupFiles,
          testTimeout,
          hookTimeout: testTimeout,
          env: { ...env, DATABASE_URL: '' },
          globalSetup: [inTests('sqlite-setup.ts')],
        },
      },
      {
        test: {
          name: 'postgres',
          isolate: false,
          include: isLong ? [storeTests] : isAll ? [...engineTests, ...moreEngineTests] : engineTests,
          exclude,
          setupFiles,
          testTimeout,
          hookTimeout: testTimeout,
          env: { ...env, DATABASE_URL: 'postgres://each-test-clones-its-own' },
          globalSetup: [inTests('postgres-setup.ts')],
        },
      },
    ],
  },
})
