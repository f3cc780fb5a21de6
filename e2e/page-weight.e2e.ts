import { readFileSync } from 'node:fs'
import { elena, levante } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { noteShifts, type Weight, weigh } from './weight.ts'

/** The maximum kilobytes (1,024 bytes, as sent in brotli) of a page's parts, and of requests. `as`: the reader. */
type Budget = { path: string; as?: string } & Weight

const budgets: Record<string, Budget> = JSON.parse(readFileSync('page-budgets.json', 'utf8'))

for (const [name, { path, as, ...most }] of Object.entries(budgets)) {
  test(`${name} stays within its budget, and nothing in it shifts`, async ({ page, context, site }) => {
    if (as) await site.enter(context, as)
    await page.setViewportSize({ width: 412, height: 823 })
    const shifts = await noteShifts(page)
    const { requests, ...bytes } = await weigh(page, `${site.url}${path}`)
    const kilobytes = Object.fromEntries(Object.entries(bytes).map(([part, size]) => [part, size / 1024]))
    for (const [part, found] of Object.entries({ ...kilobytes, requests }))
      expect
        .soft(found, `${part} of ${name} (page-budgets.json)`)
        .toBeLessThanOrEqual(most[part as keyof Weight])
    expect(await shifts.list(), `shifts of ${name}`).toEqual([])
  })
}

test('no navigation title moves when another is selected', async ({ page, context, site }) => {
  await site.enter(context, elena, 'it')
  const places = () =>
    page.locator('nav a:visible, nav p:visible').evaluateAll((lines) =>
      lines.map((line) => {
        const range = document.createRange()
        range.selectNodeContents(line)
        const { x, y, width, height } = range.getBoundingClientRect()
        return [x, y, width, height]
      }),
    )
  await page.goto(levante)
  const before = await places()
  await page.goto(`${levante}/configuration/contact-information?env=production`)
  expect((await places()).slice(0, before.length)).toEqual(before)
})
