import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { settings } from '#/db/schema/record.ts'
import { openTestStore } from '#/tests/store.ts'
import { insertMany } from './insert-many.ts'

test('answers rows as inserted, with defaults for missing values', async () => {
  const store = await openTestStore()
  const given = Array.from({ length: 600 }, (_, n) => ({
    id: `mail-${String(n).padStart(4, '0')}`,
    template: 'notice',
    recipient: `"quoted" \\u0041 it’s $1 'x' 😀 ${n}@x.example`,
    locale: 'it' as const,
    data: { nested: [{ a: null, b: true }, 'text', 1.5], empty: {} },
    lane: 'ordinary' as const,
    status: 'queued' as const,
    createdAt: 1_764_000_000_000 + n,
    noticeId: null,
    thenResolve: n % 2 === 0,
  }))
  await store.transact((tx) => insertMany(tx, outbox, given))
  const rows = await store.read.select().from(outbox).orderBy(outbox.id)
  expect(rows).toMatchObject(given)
  expect(rows[0]).toMatchObject({ accountId: null, attempts: 0, dueAt: null, lastError: '', history: null })
})

test('inserts a row with a lone surrogate', async () => {
  const store = await openTestStore()
  const rows = ['a\ud800b', 'whole'].map((template, n) => ({
    ...({ id: `m${n}`, template, recipient: '', locale: 'en', data: {}, lane: 'ordinary' } as const),
    ...({ status: 'queued', createdAt: 1 } as const),
  }))
  await store.transact((tx) => insertMany(tx, outbox, rows))
  const kept = await store.read.select({ template: outbox.template }).from(outbox).orderBy(outbox.id)
  expect(kept[0]?.template.toWellFormed()).toMatch(/^a.+b$/)
  expect(kept[1]?.template).toBe('whole')
})

test('keeps a JSON value that is text or null', async () => {
  const store = await openTestStore()
  const rows = [
    { key: 'a', value: 'text' },
    { key: 'b', value: 7 },
    { key: 'c', value: [null] },
  ]
  await store.transact((tx) => insertMany(tx, settings, rows))
  expect(await store.read.select().from(settings).orderBy(settings.key)).toEqual(rows)
})
