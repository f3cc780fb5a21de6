import { readFileSync } from 'node:fs'
import { elena, levante, support } from './demo.ts'
import { expect, test } from './fixtures.ts'

test('support finds who did what and exports the entries', async ({ page, site }) => {
  await site.visit(page, elena, `${levante}/configuration/users`)
  await page.getByLabel('Role of Paolo').first().selectOption('viewer')
  await page.getByRole('button', { name: /^Change Paolo/ }).click()
  await expect(page.getByRole('status').first()).toBeVisible()
  await site.visit(page, support, '/admin')
  await page.getByRole('link', { name: 'Audit log' }).click()
  const row = page.getByRole('row', { name: /Role of a member changed/ }).first()
  await expect(row).toContainText('Elena')
  await expect(row).toContainText('from 127.0.0.1')
  await row.getByText('1 value').click()
  await expect(row.getByRole('row', { name: /^Role/ })).toHaveText(/Role(Editor|Owner)Viewer/)

  await page.getByLabel('Who').fill(elena)
  await page.getByLabel('What was done').selectOption('member.role-changed')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page).toHaveURL(/actor=elena%40levante.example&.*action=member.role-changed/)
  await expect(page.getByRole('row', { name: /Role of a member changed/ })).toHaveCount(1)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/,elena@levante.example,.*,127.0.0.1,member.role-changed,poliambulatorio-levante,/)

  await page.getByLabel('Who').fill('nobody@levante.example')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page.getByText('Nobody has this address, and no event source has this name.')).toBeVisible()
  await page.getByRole('link', { name: 'Show all' }).click()
  const exported = page.getByRole('row', { name: /Audit log exported/ })
  await expect(exported).toHaveCount(1)
  await expect(exported).toContainText(support)
})
