import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.ts'
import { allTag, isAll } from './scripts/dose.ts'

const executablePath = findChromium()
const isRoot = process.getuid?.() === 0

/** Browser tests against the production build, each with a store of its own as it is at first (e2e/fixtures.ts). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/demo-setup.ts',
  fullyParallel: true,
  ...(!isAll && { grepInvert: new RegExp(allTag) }),
  // Two keep two cores busy but for what waits: for a lease, a retry, a server that starts.
  workers: 3,
  retries: 0,
  // For what never comes, not for what a busy machine does slowly.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
})
