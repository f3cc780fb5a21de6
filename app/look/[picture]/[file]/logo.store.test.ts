import { afterEach, expect, test } from 'vitest'
import { pictures } from '#/db/schema/look.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { previewPicture, takeLogoFile } from '#/lib/admin/settings/logo-files.ts'
import { iconsOf } from '#/lib/platform/look/logo.ts'
import { findIcon, readMailLogo } from '#/lib/platform/look/pictures.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, moveClock } from '#/lib/platform/values/clock.ts'
import { deleteOld } from '#/lib/privacy/retention/old-rows.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { discFile } from '#/tests/pictures.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { GET as getFavicon } from '../../../favicon.ico/route.ts'
import { GET } from './route.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>alert(1)</script></svg>'
const png = new File([new Uint8Array(discFile)], 'logo.png')

const store = perTest(openTestStore)
const ada = perTest(() => store.transact((tx) => buildStaff(tx, { role: 'admin' })))
afterEach(() => moveClock(0))

const read = () => readSettings(store.read)
async function save(changes: object) {
  const settings = await read()
  const version = versionOf('programme', settings)
  return saveSettings(store, staffGrant(ada, 'admin'), 'programme', { ...settings, ...changes }, version)
}
async function upload(field: 'logo' | 'logoVector', file: File): Promise<string> {
  const picture = await takeLogoFile(field, file)
  if (picture === null || typeof picture === 'string') throw new Error(String(picture))
  await previewPicture(store, staffGrant(ada, 'admin'), picture)
  return picture.id
}
const names = async () => (await store.read.select().from(pictures)).map(({ id }) => id)
const ask = async (picture: string, file: string, headers = {}) => {
  const request = new Request(`http://portal.example/look/${picture}/${file}`, { headers })
  return GET(request, { params: Promise.resolve({ picture, file }) })
}

test('a previewed logo appears nowhere until it is saved, then on pages, icons and in mails', async () => {
  const logo = await upload('logo', png)
  expect(await upload('logo', png)).toBe(logo)
  expect(await names()).toEqual([logo])
  expect(await read()).toMatchObject({ logo: '' })
  expect(await store.read.$count(auditEntries)).toBe(0)
  await save({ logo })
  expect(await read()).toMatchObject({ logo })
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'settings.saved', before: { logo: '' }, after: { logo } },
  ])
  expect(await findIcon(store.read, logo, 'favicon.ico')).not.toBeNull()
  expect(await readMailLogo(store.read, logo, { width: 160, height: 32 })).toMatchObject({
    width: 32,
    height: 32,
    isWide: false,
  })
})

test('refuses to save a logo that does not exist', async () => {
  await expect(save({ logo: `${'a'.repeat(32)}-256x256` })).rejects.toMatchObject({ field: 'logoFile' })
  await expect(save({ logoVector: 'a'.repeat(32) })).rejects.toMatchObject({ field: 'logoVectorFile' })
  expect(await read()).toMatchObject({ logo: '', logoVector: '' })
})

test('lets only current admins save a picture', async () => {
  const grace = await store.transact((tx) => buildStaff(tx, { role: 'support' }))
  const picture = await takeLogoFile('logo', png)
  const keeping = previewPicture(store, staffGrant(grace, 'admin'), picture as { id: string; bytes: Buffer })
  await expect(keeping).rejects.toMatchObject({ code: 'admin-only' })
  expect(await names()).toEqual([])
})

test('an SVG is served unchanged, and can run and load nothing', async () => {
  const picture = await upload('logoVector', new File([svg], 'logo.svg'))
  const answer = await ask(picture, 'logo.svg')
  expect(await answer.text()).toBe(svg)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect((await ask(picture, 'logo.png')).status).toBe(404)
})

test('a picture is cached forever, and not sent again to a browser that has it', async () => {
  const logo = await upload('logo', png)
  const answer = await ask(logo, 'logo.png')
  expect(answer.headers.get('content-type')).toBe('image/png')
  const tag = answer.headers.get('etag') ?? ''
  expect((await ask(logo, 'logo.png', { 'if-none-match': tag })).status).toBe(304)
  expect((await ask(logo, 'favicon.ico')).headers.get('content-type')).toBe('image/x-icon')
  for (const file of ['logo.svg', 'logo', 'toString', '../logo.png'])
    expect((await ask(logo, file)).status, file).toBe(404)
  expect((await ask(`${'a'.repeat(32)}-256x256`, 'logo.png')).status).toBe(404)
})

test('the favicon is a mark in the accent colour, or the logo if there is one', async () => {
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer()).toString('base64')
  const expectFavicon = async (name: string) => {
    const answer = await getFavicon(new Request('http://portal.example/favicon.ico'))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/x-icon',
      'cache-control': 'public, max-age=300',
    })
    expect(iconsOf(await read())).toBe(name)
    expect(await bytesOf(answer)).toBe(await bytesOf(await ask(name, 'favicon.ico')))
  }
  await expectFavicon('mark-005d71')
  await save({ accentLight: '#7a0044' })
  await expectFavicon('mark-7a0044')
  expect((await ask('mark-7a0044', 'logo.png')).status).toBe(404)
  expect((await ask('mark-123456', 'favicon.ico')).status).toBe(404)
  const logo = await upload('logo', png)
  await save({ logo })
  await expectFavicon(logo)
})

test('deletes a picture a day after the last setting stopped using it', async () => {
  const logo = await upload('logo', png)
  const logoVector = await upload('logoVector', new File([svg], 'logo.svg'))
  await save({ logo })
  moveClock(day + 1)
  await deleteOld(store, 'pictures')
  expect(await names()).toEqual([logo])
  expect(logoVector).not.toBe(logo)
  await save({ logo: '' })
  await deleteOld(store, 'pictures')
  expect(await names()).toEqual([logo])
  moveClock(2 * day + 2)
  await deleteOld(store, 'pictures')
  expect(await names()).toEqual([])
})
