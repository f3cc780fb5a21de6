import { day, minute } from '#/lib/platform/values/clock.ts'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { elena, levante, support, tech } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const inAll = onlyInAll('lib/attention and lib/notices/routing hold the times; each page has its own journey')

const late = demoNoticeIds.overdue

test('all pages agree when an emergency escalates, and to whom', inAll, async ({ browser, page, site }) => {
  const startTwentyMinutes = () =>
    site.change(
      "update notices set category = 'emergency', step = 0, escalate_at = ?, due_at = ? where id = ?",
      ...[Date.now() + 20 * minute, Date.now() + day, late],
    )
  const sentence = {
    en: /If nobody acknowledges by \d\d:\d\d, we notify .+ and the Actions Desk team\./,
    it: /Se nessuno prende in carico entro le \d\d:\d\d, avvisiamo .+ e il team di Actions Desk\./,
  }
  for (const locale of ['en', 'it'] as const) {
    for (const path of [levante, `${levante}/notices`, `${levante}/notices?state=open`]) {
      startTwentyMinutes()
      await site.visit(page, elena, path, locale)
      const shown = page
        .locator('li, tr')
        .filter({ has: page.locator(`a[href$="${late}"]`) })
        .first()
      await expect(shown).toContainText(sentence[locale])
      await expect(shown).toContainText(tech)
    }
    startTwentyMinutes()
    await site.visit(page, elena, `${levante}/notices/${late}`, locale)
    await expect(page.getByText(sentence[locale])).toContainText(tech)
    await expect(page.getByRole('term').filter({ hasText: /^(Answer due|Risposta entro)/ })).toHaveCount(0)
  }
  const staff = await site.open(browser, support)
  await staff.goto(`/admin/notices/${late}`)
  await expect(staff.getByText(/^(If nobody acknowledges by|Se nessuno prende in carico)/)).toContainText(
    tech,
  )
})
