import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const inTests = (file: string) => fileURLToPath(new URL(`tests/${file}`, import.meta.url))
const env = { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent', STAFF_PASSKEYS: 'optional' }
const storeTests = '**/*.store.test.ts'
/** What engines can differ in: claims and jobs, isolation and locks, limits, migrations and backup, lists and search. */
const engineTests = [
  '{db,lib/{platform,boot,accounts/search,admin/audit,privacy/retention}}/**/*.store.test.ts',
  'lib/{cases/queue,notices/{intake/races,delivery/tell-endpoints,endpoints/{transport,watch},acknowledgement/undo,views/{staff-queries,found-notices,waiting-counts}}}.store.test.ts',
  'tests/{at-once,limits,serial-order/*}.store.test.ts',
]
/** Milliseconds: for what hangs, not for what a busy machine does slowly. */
const testTimeout = 600_000
/** SQLite has one writer, and its transactions no order to look for. */
const ofTwoInstances = 'tests/serial-order/**'
const exclude = ['**/node_modules/**', '**/.next/**', 'e2e/**', 'data/**']

/**
 * Pure tests (`*.test.ts`) run once; store tests (`*.store.test.ts`) on SQLite, and where engines can differ on PostgreSQL too
 * (`npm run test:long` runs all of them there). The engine is chosen at import.
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
          include: process.env.TEST_LONG ? [storeTests] : engineTests,
          exclude,
          testTimeout,
          hookTimeout: testTimeout,
          env: { ...env, DATABASE_URL: 'postgres://each-test-clones-its-own' },
          globalSetup: [inTests('postgres-setup.ts')],
        },
      },
    ],
  },
})
