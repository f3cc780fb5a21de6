import { rmSync } from 'node:fs'
import { test as base } from '@playwright/test'
import { type DemoStore, makeDemoStore } from './demo-store.ts'
import { type ServerEnvironment, startServer } from './server.ts'
import { Site } from './site.ts'

type TestFixtures = {
  /** More of the server's environment: `test.use({ serverEnvironment: { OIDC_ISSUER: … } })`. */
  serverEnvironment: ServerEnvironment
  /** A server of the test's own, with the demo store as it is at first. */
  site: Site
}
type WorkerFixtures = { demoStore: DemoStore }

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
  serverEnvironment: [{}, { option: true }],
  site: async ({ demoStore, serverEnvironment }, use, info) => {
    const folder = demoStore.copy()
    const server = await startServer(folder, { environment: serverEnvironment })
    const site = new Site(server, folder)
    await use(site)
    site.close()
    await server.stop()
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: server.log(), contentType: 'text/plain' })
    }
    rmSync(folder, { recursive: true, force: true })
  },
  baseURL: async ({ site }, use) => use(site.url),
})

export { expect } from '@playwright/test'
