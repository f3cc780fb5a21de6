import type { Page } from '@playwright/test'
import { elena, oncall } from './demo.ts'
import { test as base, eachWay, expect, onlyInAll, withoutScripts } from './fixtures.ts'
import type { HeldRelay } from './held-relay.ts'
import { sendTest } from './questions.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('the first test refreshes a page, and the last has the link without scripts')

/** The test controls the mail server of the site. */
const test = base.extend<{ relay: HeldRelay }>({
  relay: async ({ onlyRelay }, use) => {
    onlyRelay.hold()
    await use(onlyRelay)
    onlyRelay.accept()
  },
  serverEnvironment: async ({ relay }, use) => use({ SMTP_URL: relay.url }),
})
// In one worker, because they share one server.
test.describe.configure({ mode: 'default' })

function statusOf(site: Site): string | undefined {
  const rows = site.rows<{ status: string }>(
    'select status from outbox where recipient = ? order by id desc limit 1',
    oncall,
  )
  return rows[0]?.status
}

/** Waits for an update; the next one follows after a second or more. */
async function waitForPoll(page: Page): Promise<void> {
  await page.waitForResponse('**/api/health')
  await page.waitForResponse((answer) => new URL(answer.url()).pathname === new URL(page.url()).pathname)
}

/** The page's update requests from now on, without Next's prefetches. */
function countPolls(page: Page): string[] {
  const asked: string[] = []
  const own = new URL(page.url()).pathname
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname === own || pathname === '/api/health') asked.push(request.url())
  })
  return asked
}

/** Longer than the longest wait for an update in the first minutes. */
const untilUpdate = { timeout: 90_000 }

const row = (page: Page) => page.getByRole('row', { name: oncall })
const live = (page: Page) => page.locator('[aria-live=polite]').filter({ hasText: oncall })

test('a page updates itself when the mail server accepts a test', async ({ page, relay, site }) => {
  site.silenceEndpoints()
  await site.enter(page.context(), elena)
  await sendTest(page)
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  await expect(row(page)).toContainText('Sending')
  await expect(page.getByText('This page updates automatically.')).toBeVisible()
  await page.getByLabel('How did it go?').fill('Half a note')
  relay.accept()
  await expect(row(page)).toContainText('Accepted by the mail server', untilUpdate)
  await expect(live(page)).toHaveText(
    `${oncall}: Accepted by the mail server. All messages have been handled.`,
  )
  await expect(page.getByText('This page updates automatically.')).toHaveCount(0)
  await expect(page.getByLabel('How did it go?')).toHaveValue('Half a note')
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
  expect(relay.recipients).toEqual([oncall])
})

test(
  'a postponed mail says why and when; a person can stop the updates',
  inAll,
  async ({ page, relay, site }) => {
    await site.enter(page.context(), elena)
    await sendTest(page)
    relay.postpone()
    await expect(row(page)).toContainText('Will try again', untilUpdate)
    await expect(row(page)).toContainText('The mail server asked us to try again later.')
    await expect(row(page)).toContainText('Next attempt:')
    await page.getByRole('button', { name: 'Stop updates' }).click()
    await expect(page.getByText('Automatic updates are off.')).toBeVisible()
    const asked = countPolls(page)
    relay.accept()
    // Another mail wakes the worker, which then finds this one due.
    site.change("update outbox set due_at = 1 where status = 'retrying'")
    await sendTest(await page.context().newPage(), 'Alert contacts')
    await expect.poll(() => statusOf(site)).toBe('accepted')
    expect(asked).toEqual([])
    await expect(row(page)).toContainText('Will try again')
    await page.getByRole('link', { name: 'Refresh' }).click()
    await expect(row(page)).toContainText('Accepted by the mail server')
  },
)

test(
  'a hidden page does not ask, and asks once when it is visible again',
  inAll,
  async ({ page, relay, site }) => {
    await page.clock.install()
    await site.enter(page.context(), elena)
    await sendTest(page)
    await expect(row(page)).toContainText('Sending')
    await waitForPoll(page)
    await show(page, false)
    // An update that had begun may still ask for the page.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    const asked = countPolls(page)
    relay.accept()
    await expect.poll(() => statusOf(site)).toBe('accepted')
    await page.clock.fastForward(120_000)
    expect(asked).toEqual([])
    await show(page, true)
    await expect(row(page)).toContainText('Accepted by the mail server')
  },
)

test('while the server is down the page stays unchanged', inAll, async ({ page, relay, site }) => {
  await site.enter(page.context(), elena)
  await sendTest(page)
  await expect(row(page)).toContainText('Sending')
  await page.route('**/api/health', (route) => route.abort())
  const looks = page.waitForRequest('**/api/health')
  await looks
  await page.waitForRequest('**/api/health')
  await expect(row(page)).toContainText('Sending')
  await page.unroute('**/api/health')
  relay.accept()
  await expect(row(page)).toContainText('Accepted by the mail server', untilUpdate)
})

eachWay(withoutScripts, () => {
  test('a link shows the progress', async ({ page, relay, site }) => {
    await site.enter(page.context(), elena)
    await sendTest(page)
    await expect(row(page)).toContainText(/Queued|Sending/)
    await expect(page.getByText('This page updates automatically.')).toBeHidden()
    relay.accept()
    await expect
      .poll(async () => {
        const again = page.getByRole('link', { name: 'Refresh' })
        if ((await again.count()) > 0) await again.click()
        return row(page).textContent()
      })
      .toContain('Accepted by the mail server')
    await expect(page.getByRole('link', { name: 'Refresh' })).toHaveCount(0)
  })
})

/** Fires the event of switching to another tab and back. */
async function show(page: Page, isShown: boolean): Promise<void> {
  await page.evaluate((shown) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !shown })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isShown)
}
