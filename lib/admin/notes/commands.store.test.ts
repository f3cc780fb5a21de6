import { expect, test } from 'vitest'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { addStaffNote } from './commands.ts'
import { countStaffNotes, listStaffNotes, notesPerPage } from './queries.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(store, { account: { slug: 'clinica' }, other: { slug: 'molo' } }, { grace: 'support' }),
)

const support = () => staffGrant(setting.grace, 'support')
const add = (text: string, { slug = 'clinica', id = newId(), where = store } = {}) =>
  addStaffNote(where, support(), slug, { id, text })
const list = (after: Parameters<typeof listStaffNotes>[3] = null, accountId = setting.account.id) =>
  listStaffNotes(store.read, support(), accountId, after)

test('adds a note to its account only, with author and time, and records it without its text', async () => {
  const id = newId()
  await add('Prefers the telephone.', { id })
  expect((await list()).notes).toMatchObject([{ id, author: 'Grace', text: 'Prefers the telephone.' }])
  expect((await list(null, setting.other.id)).notes).toEqual([])
  const [entry] = await store.read.select().from(auditEntries)
  expect(entry).toMatchObject({
    action: 'note.added',
    actorId: setting.grace.id,
    accountId: setting.account.id,
    subjectId: id,
  })
  expect(JSON.stringify(entry)).not.toContain('telephone')
})

test('adds a note once when its form is sent twice', async () => {
  const id = newId()
  await add('Once.', { id })
  await add('Once.', { id })
  expect(await countStaffNotes(store.read, support(), setting.account.id)).toBe(1)
  expect(await store.read.$count(auditEntries)).toBe(1)
})

test('adds another note when its form is sent again with other text or for another account', async () => {
  const id = newId()
  await add('First.', { id })
  await add('First, and more.', { id })
  await add('First.', { id, slug: 'molo' })
  expect((await list()).notes.map(({ text }) => text)).toEqual(['First, and more.', 'First.'])
  expect((await list(null, setting.other.id)).notes).toHaveLength(1)
})

test('pages notes newest first, also notes of the same time', async () => {
  const ids = Array.from({ length: notesPerPage + 2 }, () => newId())
  await store.transact(async (tx) => {
    for (const [place, id] of ids.entries()) {
      const at = place < 3 ? 1000 : 1000 + place
      await tx
        .insert(staffNotes)
        .values({ id, accountId: setting.account.id, authorId: setting.grace.id, text: `Note ${place}`, at })
    }
  })
  const first = await list()
  const second = await list(first.next)
  expect(second.next).toBeNull()
  expect([...first.notes, ...second.notes].map(({ id }) => id)).toEqual(ids.toReversed())
})

test('adds no note without an account, by former staff, or if the audit record fails', async () => {
  await expect(add('Where?', { slug: 'none' })).rejects.toThrow('not-found')
  await expect(add('Lost', { where: failingOn(store, auditEntries) })).rejects.toThrow('disk full')
  await store.transact((tx) => tx.delete(staff).then())
  await expect(add('Who?')).rejects.toThrow('not-found')
  expect(await store.read.$count(staffNotes)).toBe(0)
})
