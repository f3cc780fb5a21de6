import { rmSync } from 'node:fs'
import { test as base, expect } from '@playwright/test'
import { noteComplaints } from './complaints.ts'
import { type DemoStore, makeDemoStore } from './demo-store.ts'
import { readMailbox } from './mailbox.ts'
import { type ServerEnvironment, type ServerHost, startServer } from './server.ts'
import { SharedServer } from './shared-server.ts'
import { Site } from './site.ts'

type TestFixtures = {
  /** More of the server's environment: `test.use({ serverEnvironment: { OIDC_ISSUER: … } })`. */
  serverEnvironment: ServerEnvironment
  /** How the browser calls the server, where it is the test's own. */
  serverHost: ServerHost
  /**
   * `test.use({ sharesServer: true })`: the server may have served tests before, and will serve others (`SharedServer`). Not for
   * tests in which periodic jobs matter, nor limits or counts that a server keeps in memory, nor for those that end it.
   */
  sharesServer: boolean
  /** A server, of the test's own unless it shares, with the demo store as it is at first. */
  site: Site
  /** In every test: a page whose scripts throw, or that the content security policy forbids something, fails it. */
  withoutComplaints: undefined
}
type WorkerFixtures = { demoStore: DemoStore; sharedServer: SharedServer }

export const test = base.extend<TestFixtures, WorkerFixtures>({
  demoStore: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const store = await makeDemoStore()
      await use(store)
      store.remove()
    },
    { scope: 'worker' },
  ],
  sharedServer: [
    async ({ demoStore }, use) => {
      const shared = new SharedServer(demoStore)
      await use(shared)
      await shared.drop()
    },
    { scope: 'worker' },
  ],
  serverEnvironment: [{}, { option: true }],
  serverHost: ['127.0.0.1', { option: true }],
  sharesServer: [false, { option: true }],
  site: async ({ demoStore, sharedServer, serverEnvironment, serverHost, sharesServer }, use, info) => {
    const failed = () => info.status !== info.expectedStatus
    const attach = async (log: string) => {
      if (failed()) await info.attach('server.log', { body: log, contentType: 'text/plain' })
    }
    if (sharesServer) {
      const { server, folder } = await sharedServer.take()
      const site = new Site(server, folder, await readMailbox(server.url))
      const before = server.log().length
      await use(site)
      keepsSecrets(server.log().slice(before), site)
      site.close()
      await attach(server.log())
      if (failed()) await sharedServer.drop()
      return
    }
    const folder = demoStore.copy()
    const server = await startServer(folder, { host: serverHost, environment: serverEnvironment })
    const site = new Site(server, folder)
    await use(site)
    keepsSecrets(server.log(), site)
    site.close()
    await server.stop()
    await attach(server.log())
    rmSync(folder, { recursive: true, force: true })
  },
  withoutComplaints: [
    async ({ browser }, use) => {
      const { complaints, stop } = noteComplaints(browser)
      await use(undefined)
      stop()
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ site }, use) => use(site.url),
})

/** Whatever a test did, its server's log names nobody and tells no secret (docs/logs.md). */
function keepsSecrets(log: string, site: Site): void {
  const told = site.secrets().filter((secret) => log.includes(secret))
  expect.soft(told, 'what the log tells').toEqual([])
}

export { expect }
