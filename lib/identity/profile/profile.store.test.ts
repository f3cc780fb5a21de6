import { expect, test } from 'vitest'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { buildUser } from '#/seed/people.ts'
import { signedIn } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { profileSchema, saveProfile } from './profile.ts'

const store = perTest(openTestStore)
const actor = perTest(async () => {
  await store.transact((tx) => buildUser(tx, { name: 'Somebody Else' }))
  return signedIn(store, (await store.transact((tx) => buildUser(tx, { name: 'Chiara' }))).id)
})

test("saves a person's own choices, and nobody else's", async () => {
  const typed = { name: ' Chiara Rinaldi ', locale: 'it', timeZone: 'europe/rome', theme: 'dark' }
  const saved = { ...typed, name: 'Chiara Rinaldi', timeZone: 'Europe/Rome' }
  await saveProfile(store, actor, profileSchema.parse(typed))
  const rows = await store.read.select().from(users)
  expect(rows.find(({ id }) => id === actor.user.id)).toMatchObject(saved)
  expect(rows.find(({ id }) => id !== actor.user.id)).toMatchObject({
    name: 'Somebody Else',
    theme: 'system',
  })
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'user.changed', before: { theme: 'system' }, after: saved },
  ])
})

test('saving the same values again records nothing', async () => {
  const profile = profileSchema.parse({ name: 'Chiara', locale: 'it', timeZone: '', theme: 'system' })
  await saveProfile(store, actor, profile)
  await saveProfile(store, actor, profile)
  expect(await store.read.$count(auditEntries)).toBe(1)
})

test.each([
  ['name', '   ', 'name-required'],
  ['name', 'x'.repeat(81), 'too-long'],
  ['name', 'Chiara\u202eevil', 'characters'],
  ['name', 'Chiara\r\nBcc: x', 'characters'],
  ['timeZone', 'Europe/Atlantis', 'time-zone'],
  ['timeZone', '+01:00', 'time-zone-several'],
  ['locale', 'de', expect.any(String)],
  ['theme', 'neon', expect.any(String)],
])('refuses as %s %j', (field, value, message) => {
  const typed = { name: 'Chiara', locale: 'it', timeZone: '', theme: 'system', [field]: value }
  expect(profileSchema.safeParse(typed).error?.issues[0]).toMatchObject({ path: [field], message })
})
