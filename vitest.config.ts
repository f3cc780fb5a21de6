import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = { 'server-only': `${root}/tests/server-only.ts` }
const include = ['**/*.test.ts']
const exclude = ['node_modules/**', '.next/**', 'e2e/**']

/** Pure tests (`*.test.ts`) run once; store tests (`*.store.test.ts`) on each engine. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include,
          exclude: [...exclude, '**/*.store.test.ts'],
          env: { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent' },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'sqlite',
          include: ['**/*.store.test.ts'],
          exclude,
          globalSetup: ['tests/sqlite-setup.ts'],
          env: { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent' },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'postgres',
          include: ['**/*.store.test.ts'],
          exclude,
          globalSetup: ['tests/postgres-setup.ts'],
          env: { RECAPITO_MODE: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://set-by-the-setup' },
        },
      },
    ],
  },
})
