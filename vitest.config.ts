import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const inTests = (file: string) => fileURLToPath(new URL(`tests/${file}`, import.meta.url))
const resolve = { alias: { 'server-only': inTests('server-only.ts') } }
const env = { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent', STAFF_PASSKEYS: 'optional' }
const storeTests = '**/*.store.test.ts'
/** Milliseconds: for what hangs, not for what a busy machine does slowly. */
const testTimeout = 120_000
const exclude = ['**/node_modules/**', '**/.next/**', 'e2e/**', 'data/**']

/**
 * Pure tests (`*.test.ts`) run once; store tests (`*.store.test.ts`) on each engine, which is chosen at import.
 * The files of a project share their modules, which saves a third of the time: a test leaves no state behind in one.
 */
export default defineConfig({
  test: {
    // By itself Vitest leaves one core to others: half of a machine that has two.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
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
        resolve,
        test: {
          name: 'sqlite',
          isolate: false,
          include: [storeTests],
          exclude,
          testTimeout,
          hookTimeout: testTimeout,
          env: { ...env, DATABASE_URL: '' },
          globalSetup: [inTests('sqlite-setup.ts')],
        },
      },
      {
        resolve,
        test: {
          name: 'postgres',
          isolate: false,
          include: [storeTests],
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
