import { rmSync } from 'node:fs'
import { test as base, expect } from '@playwright/test'
import { noteComplaints } from './complaints.ts'
import { type DemoStore, demoStoreIn } from './demo-store.ts'
import { readMailbox } from './mailbox.ts'
import { type ServerEnvironment, type ServerHost, startServer } from './server.ts'
import { SharedServer } from './shared-server.ts'
import { Site } from './site.ts'

/** Whether all is tried that `npm test` has a dose of. */
export const isLong = Boolean(process.env.TEST_LONG)

/**
 * Whether JavaScript is on, where a form goes through `defineAction` alone and its page has nothing else that scripts change: without
 * here, both in `npm run test:long`. Where scripts change what is tested, a test names both itself.
 */
export const plainForms = isLong ? [true, false] : [false]
export const bothWays = [true, false]

type TestFixtures = {
  /** More of the server's environment: `test.use({ serverEnvironment: { OIDC_ISSUER: … } })`. */
  serverEnvironment: ServerEnvironment
  /** How the browser calls the server. */
  serverHost: ServerHost
  /**
   * `test.use({ sharesServer: true })`: the server may have served tests before, and will serve others that have the same
   * environment (`SharedServer`). Not for tests in which periodic jobs matter, nor limits or counts that a server keeps in memory,
   * nor for those that end it.
   */
  sharesServer: boolean
  /** A server, of the test's own unless it shares, with the demo store as it is at first. */
  site: Site
  /** What a page is expected to throw, where that is what a test is about. */
  mayComplain: RegExp | undefined
  /** In every test: a page whose scripts throw, or that the content security policy forbids something, fails it. */
  withoutComplaints: undefined
}
/** `ofOwnWay`: the one started as the tests of a file need it, beside the one that is started as most do. */
type SharedServers = { usual: SharedServer; ofOwnWay: SharedServer }
type WorkerFixtures = { demoStore: DemoStore; sharedServers: SharedServers }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  demoStore: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      await use(demoStoreIn(process.env.DEMO_STORE ?? ''))
    },
    { scope: 'worker' },
  ],
  sharedServers: [
    async ({ demoStore }, use) => {
      const [usual, ofOwnWay] = [new SharedServer(demoStore), new SharedServer(demoStore)]
      await use({ usual, ofOwnWay })
      await usual.drop()
      await ofOwnWay.drop()
    },
    { scope: 'worker' },
  ],
  serverEnvironment: [{}, { option: true }],
  serverHost: ['127.0.0.1', { option: true }],
  sharesServer: [false, { option: true }],
  mayComplain: [undefined, { option: true }],
  site: async ({ demoStore, sharedServers, serverEnvironment, serverHost, sharesServer }, use, info) => {
    const failed = () => info.status !== info.expectedStatus
    const attach = async (log: string) => {
      if (failed()) await info.attach('server.log', { body: log, contentType: 'text/plain' })
    }
    const start = { host: serverHost, environment: serverEnvironment }
    if (sharesServer) {
      const isUsual = serverHost === '127.0.0.1' && Object.keys(serverEnvironment).length === 0
      const shared = isUsual ? sharedServers.usual : sharedServers.ofOwnWay
      const { server, folder } = await shared.take(start)
      const site = new Site(server, folder, await readMailbox(server.url))
      const before = server.log().length
      await use(site)
      keepsSecrets(server.log().slice(before), site)
      site.close()
      await attach(server.log())
      if (failed()) await shared.drop()
      return
    }
    const folder = demoStore.copy()
    const server = await startServer(folder, start)
    const site = new Site(server, folder)
    await use(site)
    keepsSecrets(server.log(), site)
    site.close()
    await server.stop()
    await attach(server.log())
    rmSync(folder, { recursive: true, force: true })
  },
  withoutComplaints: [
    async ({ browser, mayComplain }, use) => {
      const { complaints, stop } = noteComplaints(browser)
      await use(undefined)
      stop()
      expect(complaints.filter((one) => !mayComplain?.test(one))).toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ site }, use) => use(site.url),
})

/** Declares tests for each of these: with JavaScript or without. */
export function eachWay(ways: readonly boolean[], declare: (javaScriptEnabled: boolean) => void): void {
  for (const javaScriptEnabled of ways) {
    test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
      test.use({ javaScriptEnabled })
      declare(javaScriptEnabled)
    })
  }
}

/** Whatever a test did, its server's log names nobody and tells no secret (docs/logs.md). */
function keepsSecrets(log: string, site: Site): void {
  const told = site.secrets().filter((secret) => log.includes(secret))
  expect.soft(told, 'what the log tells').toEqual([])
}

export { expect }
