import { locales } from '#/lib/platform/i18n/languages.ts'
import type { FilledMail } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { isAll, sampleOf } from '#/scripts/dose.ts'
import { samples } from '#/tests/mail-samples.ts'
import { findFaults } from './axe.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example', timeZone: 'Europe/Rome' }
const ofNotices = samples.filter(({ template: { name } }) => name.startsWith('notice'))
const emergencies = ofNotices.filter(({ data }) => data.category === 'emergency' && data.kind !== 'drill')

const show = (content: FilledMail, locale: (typeof locales)[number]) =>
  renderMail(content, locale, sender).html

for (const locale of locales) {
  test(`emergency mails in ${locale} begin with their facts above 300 px on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const content of emergencies) {
      await page.setContent(show(content, locale))
      const [title, facts] = await page.evaluate(() => {
        const [heading, ...rest] = document.querySelectorAll('h1, .surface :is(p, h2, ul)')
        // The facts begin with since when.
        const isFact = ({ tagName, textContent }: Element) =>
          tagName !== 'P' || /^(Since |Inizio: )|30 min/.test(textContent)
        return [heading, rest.find(isFact)].map((part) => part?.getBoundingClientRect().y)
      })
      expect(title, content.template.name).toBeLessThan(220)
      expect(facts, content.template.name).toBeLessThan(300)
    }
  })

  const mark =
    locale === 'it' ? {} : onlyInAll('the templates are the same, and Italian has the longer words')
  test(
    `${isAll ? 'every mail' : 'every third mail'} in ${locale} fits a phone, and is readable in both schemes`,
    mark,
    async ({ page }) => {
      for (const content of sampleOf(samples, 3)) {
        await page.setContent(show(content, locale))
        for (const width of [320, 700]) {
          await page.setViewportSize({ width, height: 800 })
          const wide = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(wide, content.template.name).toBeLessThanOrEqual(width)
        }
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await findFaults(page, ['color-contrast']), content.template.name).toEqual([])
        }
      }
    },
  )
}
