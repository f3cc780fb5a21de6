import { type Browser, type BrowserContext, test as base, expect, type WorkerFixture } from '@playwright/test'
import { isAll, isLong, onlyInAll } from '../scripts/dose.ts'
import { type DemoStore, demoStoreIn } from './demo-store.ts'
import { HeldRelay } from './held-relay.ts'
import { type HttpsFront, startHttpsFront } from './https-front.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { readMailbox } from './mailbox.ts'
import type { ServerEnvironment, ServerHost } from './server.ts'
import { SharedServer } from './shared-server.ts'
import { Site, withSite } from './site.ts'

/** A way to run a test: with or without JavaScript, and its mark if only `npm run test:all` runs it. */
type Way = { javaScriptEnabled: boolean; mark?: ReturnType<typeof onlyInAll> }

const [scripted, plain]: [Way, Way] = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }]
export const bothWays: readonly Way[] = [scripted, plain]
export const withoutScripts: readonly Way[] = [plain]
/** For forms that only use `defineAction`: with JavaScript in `npm run test:long` alone. */
export const plainForms: readonly Way[] = isLong ? bothWays : withoutScripts

/** Without JavaScript; `npm run test:all` runs the twin with it, on which nothing depends for the `reason` given. */
export function plainFirst(reason: string): readonly Way[] {
  return [{ ...scripted, mark: onlyInAll(reason) }, plain]
}

/** With JavaScript; `npm run test:all` runs the twin without it, which has no more for the `reason` given. */
export function scriptedFirst(reason: string): readonly Way[] {
  return [scripted, { ...plain, mark: onlyInAll(reason) }]
}

type TestFixtures = {
  /** Further environment variables: `test.use({ serverEnvironment: { OIDC_ISSUER: … } })`. */
  serverEnvironment: ServerEnvironment
  serverHost: ServerHost
  /**
   * Tests with the same environment share one server (`SharedServer`). `test.use({ sharesServer: false })`: for tests
   * about periodic jobs, limits or counts in memory, and those that stop or break the server.
   */
  sharesServer: boolean
  /** A server with the initial demo store; the test's own unless it shares one. */
  site: Site
  mayComplain: RegExp | undefined
  /** Fails every test with a page error or a violation of the content security policy. */
  withoutComplaints: undefined
}
/** `special`: the server for a file's special environment, beside the common one. */
type SharedServers = { common: SharedServer; special: SharedServer }
/**
 * All of them are here, because Playwright starts another worker, with another browser and servers, for a file that adds
 * one. Each starts when a test asks for it.
 */
type WorkerFixtures = {
  demoStore: DemoStore
  sharedServers: SharedServers
  tls: HttpsFront
  onlyRelay: HeldRelay
  onlyProvider: IdentityProvider
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  demoStore: onceAWorker(async () => demoStoreIn(process.env.DEMO_STORE ?? '')),
  sharedServers: [
    async ({ demoStore }, use) => {
      const [common, special] = [new SharedServer(demoStore), new SharedServer(demoStore)]
      await use({ common, special })
      await common.drop()
      await special.drop()
    },
    { scope: 'worker' },
  ],
  tls: onceAWorker(startHttpsFront, (front) => front.stop()),
  onlyRelay: onceAWorker(HeldRelay.start, (relay) => relay.close()),
  onlyProvider: onceAWorker(
    // Loads slowly, and few workers need it.
    async () => (await import('./identity-provider.ts')).startIdentityProvider(),
    (provider) => provider.stop(),
  ),
  serverEnvironment: [{}, { option: true }],
  serverHost: ['127.0.0.1', { option: true }],
  sharesServer: [true, { option: true }],
  mayComplain: [undefined, { option: true }],
  site: async ({ demoStore, sharedServers, serverEnvironment, serverHost, sharesServer }, use, info) => {
    const failed = () => info.status !== info.expectedStatus
    const attach = async (log: string) => {
      if (failed()) await info.attach('server.log', { body: log, contentType: 'text/plain' })
    }
    const start = { host: serverHost, environment: serverEnvironment }
    if (sharesServer) {
      const isCommon = serverHost === '127.0.0.1' && Object.keys(serverEnvironment).length === 0
      const shared = isCommon ? sharedServers.common : sharedServers.special
      const { server, folder } = await shared.take(start)
      const site = new Site(server, folder, await readMailbox(server.url))
      const before = server.log().length
      await use(site)
      keepsSecrets(server.log().slice(before), site)
      await site.close()
      await attach(server.log())
      if (failed()) await shared.drop()
      return
    }
    await withSite(demoStore.copy(), start, async (site) => {
      await use(site)
      keepsSecrets(site.server.log(), site)
      await attach(site.server.log())
    })
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

/** The errors of requests that a killed or stopped server leaves behind. */
const expected = /Failed to fetch|NetworkError|ERR_|unexpected response/

/**
 * Collects complaints in all contexts of the browser until `stop`: violations of the content security policy, script
 * errors, and hydration differences.
 */
function noteComplaints(browser: Browser): { complaints: string[]; stop(): void } {
  const complaints: string[] = []
  const note = (url: string | undefined, text: string) => {
    if (!expected.test(text)) complaints.push(`${url}: ${text}`)
  }
  const listen = (context: BrowserContext) => {
    context.on('weberror', (error) => note(error.page()?.url(), String(error.error())))
    context.on('console', (message) => {
      if (/Content Security Policy|Permissions-Policy|React error|hydrat/i.test(message.text()))
        note(message.page()?.url(), message.text())
    })
  }
  browser.on('context', listen)
  return { complaints, stop: () => browser.off('context', listen) }
}

/** A fixture of the whole worker, which starts with the first test that asks for it. */
function onceAWorker<One>(
  start: () => Promise<One>,
  end: (one: One) => Promise<void> | void = () => undefined,
): [WorkerFixture<One, object>, { scope: 'worker' }] {
  return [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const one = await start()
      await use(one)
      await end(one)
    },
    { scope: 'worker' },
  ]
}

/** Declares the tests once for each way: with and without JavaScript. */
export function eachWay(ways: readonly Way[], declare: (javaScriptEnabled: boolean) => void): void {
  for (const { javaScriptEnabled, mark = {} } of ways) {
    test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', mark, () => {
      test.use({ javaScriptEnabled })
      declare(javaScriptEnabled)
    })
  }
}

/** No test may leave personal data or secrets in the server's log (docs/logs.md). */
function keepsSecrets(log: string, site: Site): void {
  const leaked = site.secrets().filter((secret) => log.includes(secret))
  expect.soft(leaked, 'what the log tells').toEqual([])
}

export { expect, isAll, isLong, onlyInAll }
