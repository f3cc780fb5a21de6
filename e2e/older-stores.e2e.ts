import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, isLong, test } from './fixtures.ts'
import { storeFile } from './server.ts'
import { type Site, withSite } from './site.ts'

const fixtures = new URL('../tests/fixtures/stores/', import.meta.url)
const all = readdirSync(fixtures).filter((file) => file.endsWith('.sqlite.gz'))
/** The oldest one runs every migration, the newest has the most rows; the long version also serves those between. */
const files = isLong ? all : all.sort().filter((_, at) => at === 0 || at === all.length - 1)

const account = '/accounts/poliambulatorio-levante'
const seenBy: Record<string, string[]> = {
  'elena@levante.example': [
    '/accounts',
    account,
    `${account}/notices`,
    `${account}/support`,
    `${account}/configuration/contact-information`,
    `${account}/configuration/users`,
    '/settings',
  ],
  'admin@actions-desk.example': [
    '/admin/accounts',
    '/admin/accounts/poliambulatorio-levante',
    '/admin/notices',
    '/admin/cases',
    '/admin/announcements',
    '/admin/reviews',
    '/admin/audit',
    '/admin/settings',
  ],
}

/** The pages that answer a person with an error or not at all. */
async function listBroken(site: Site, cookie: string, paths: readonly string[]): Promise<string[]> {
  const broken: string[] = []
  for (const path of paths) {
    const answer = await fetch(`${site.url}${path}`, { headers: { cookie } })
    const isThere = new URL(answer.url).pathname.startsWith(path)
    if (answer.status !== 200 || !isThere) broken.push(`${path}: ${answer.status} ${answer.url}`)
    await answer.text()
  }
  return broken
}

test('this version serves the store of each earlier one, with every page', async () => {
  expect(all.length).toBeGreaterThan(3)
  for (const name of files) {
    const folder = mkdtempSync(join(tmpdir(), 'recapito-older-'))
    writeFileSync(storeFile(folder), gunzipSync(readFileSync(new URL(name, fixtures))))
    await withSite(folder, { environment: { LOG_LEVEL: 'warn' } }, async (site) => {
      for (const [email, paths] of Object.entries(seenBy))
        expect(await listBroken(site, await site.cookie(email), paths), `${name}, ${email}`).toEqual([])
      expect(site.server.log(), name).not.toMatch(/"level":(50|60)/)
    })
  }
})
