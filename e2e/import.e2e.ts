import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { admin, elena, support } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { reloadUntil } from './site.ts'

const base = '/admin/accounts/import'

const header = 'Name;Slug;Integration Type;Language;Owner Email;Owner Language'
const good = [
  'Città Sana;;Healthcare appointments;it;sole@citta.example;',
  '"=HYPERLINK(""http://x"")";formula;things-to-do;English;owner@formula.example;en',
]
const known = 'Clinica Aurora;clinica-aurora;healthcare-appointments;it;nuova@clinica-aurora.example;'
const fileOf = (...lines: string[]) => [header, ...lines].join('\r\n')

async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto(base)
  const buffer = typeof content === 'string' ? Buffer.from(content) : content
  await page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Check the file' }).click()
}

test('an admin fixes and imports a faulty file, and owners are invited', async ({ page, browser, site }) => {
  site.change("update users set locale = 'en'")
  site.change("update accounts set name = 'Clinica Aurora' where slug = 'clinica-aurora'")
  const accounts = () => site.rows<{ n: number }>('select count(*) n from accounts')[0]?.n ?? 0
  const before = accounts()
  await site.visit(page, admin, '/admin/accounts')
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('No file chosen')).toBeVisible()

  await test.step('a file that is too large is refused in a sentence', async () => {
    await upload(page, 'large.csv', Buffer.alloc(21 * 1024 * 1024, 'x'))
    await expect(page.getByText('A file can have at most 20 MB.')).toBeVisible()
    await expect(page).toHaveURL(`${site.url}${base}`)
  })

  await test.step('each fault shows its line and column, and nothing is written', async () => {
    await upload(
      page,
      'partners.csv',
      fileOf(
        ...good,
        '"Due\r\nRighe";ab;nothing;fr',
        '@x;formula;things-to-do;en;a@b.example;',
        'Nord;;nothing;en;a@nord.example;',
      ),
    )
    await expect(page.getByText('This file was not imported').first()).toBeVisible()
    const table = page.getByRole('table', { name: 'What is wrong' })
    await expect(table.getByRole('row')).toHaveCount(4)
    await expect(table.getByRole('row').nth(1)).toContainText('The row has 4 values and needs 6.')
    await expect(table.getByRole('row').nth(2)).toContainText(
      /6.*slug.*formula.*Line 3 has the same short name/,
    )
    await expect(table.getByRole('row').nth(3)).toContainText(
      /Unknown type\. Use one of these: Healthcare appointments, .*, Things to do\./,
    )
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download as CSV' }).click()
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('\r\n6,slug,formula,"Line 3 has')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByText('File discarded')).toBeVisible()
    expect(site.rows("select 1 from import_rows where state <> 'faulty'")).toEqual([])
    expect(accounts()).toBe(before)
  })

  await test.step('without JavaScript an admin previews, imports and follows a good file', async () => {
    const plain = await site.open(browser, admin, { javaScriptEnabled: false })
    await upload(plain, 'partners.csv', Buffer.from(fileOf(...good, known), 'latin1'))
    await expect(plain.getByText('We read it as Windows-1252')).toBeVisible()
    await expect(plain.getByRole('listitem').filter({ hasText: /^Città Sana$/ })).toBeVisible()
    await expect(
      plain.getByText('2 accounts will be created and their owners invited by email.'),
    ).toBeVisible()
    await expect(plain.getByRole('cell', { name: 'citta-sana' })).toBeVisible()
    await plain.getByRole('link', { name: /Already there/ }).click()
    await expect(plain.getByText('Not a member and not invited')).toBeVisible()
    expect(accounts()).toBe(before)
    await plain.getByRole('button', { name: 'Import 2 accounts' }).click()
    await expect(plain.getByText('Import started.')).toBeVisible()
    await reloadUntil(plain, plain.getByText('2 accounts were created and their owners invited.'))
    await plain.getByRole('link', { name: /^Created/ }).click()
    await plain.getByRole('link', { name: '=HYPERLINK("http://x")' }).click()
    await expect(plain).toHaveURL(`${site.url}/admin/accounts/formula`)
  })

  const mail = await site.mailTo('sole@citta.example')
  expect(mail.subject).toContain('Città Sana')
  expect(site.rows("select lane from outbox where recipient = 'sole@citta.example'")).toEqual([
    { lane: 'bulk' },
  ])

  await test.step('with JavaScript, one more row creates one account, and the page shows it itself', async () => {
    await upload(page, 'again.csv', fileOf(...good, 'Nuova;nuova;things-to-do;en;n@nuova.example;'))
    await page.getByRole('button', { name: 'Import one account' }).click()
    await expect(page.getByText('One account was created and its owner invited.')).toBeVisible()
    expect(accounts()).toBe(before + 3)
  })
})

test('takes an upload only from an admin’s own form', async ({ request, site }) => {
  const send = async (email: string | null, headers: Record<string, string>) => {
    const cookie = email && (await site.cookie(email))
    const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(fileOf(...good)) }
    const answer = await request.post(`${base}/upload`, {
      headers: { ...(cookie && { cookie }), ...headers },
      multipart: { file },
      maxRedirects: 0,
    })
    return [answer.status(), (answer.headers().location ?? '').replace(/[0-9a-f-]{36}$/, 'id')]
  }
  const own = { origin: site.url }
  expect(await send(admin, { origin: 'https://elsewhere.example' })).toEqual([403, ''])
  expect(await send(admin, { origin: 'null' })).toEqual([403, ''])
  expect(await send(support, own)).toEqual([404, ''])
  expect(await send(elena, own)).toEqual([404, ''])
  expect(await send(null, own)).toEqual([303, '/sign-in?done=ended&next=%2Fadmin%2Faccounts%2Fimport'])
  expect(site.rows('select 1 from imports')).toEqual([])
  expect(await send(admin, own)).toEqual([303, `${base}/id`])
})
