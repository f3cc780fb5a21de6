import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { type AuditEntry, writeAudit } from '#/lib/platform/audit/write-audit.ts'
import type { TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentOrigin, runAs } from '#/lib/platform/log/origin.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { exportAudit } from './export.ts'
import { type AuditConditions, auditLog } from './list.ts'
import { listAudit, maxScanned } from './queries.ts'
import { resolveAuditView } from './resolve-view.ts'

const store = perTest(openTestStore)
const grace = perTest(async () => (await scenario(store, {}, { grace: 'support' }, { alone: true })).grace)

const staff = () => staffGrant(grace, 'support')
const write = (entry: AuditEntry) => store.transact((tx) => writeAudit(tx, entry))
const list = (filter: AuditConditions = {}, after: TimeCursor | null = null, limit = 50) =>
  listAudit(store.read, staff(), filter, after, limit)
const idsOf = async (filter: AuditConditions) =>
  (await list(filter)).entries.map(({ subjectId }) => subjectId)

/** Writes entries a second apart, oldest first. */
async function fillLog(entries: Partial<typeof auditEntries.$inferInsert>[]): Promise<void> {
  await store.transact((tx) =>
    insertMany(
      tx,
      auditEntries,
      entries.map((entry, index) => ({
        id: newId(),
        at: 1_700_000_000_000 + index * 1000,
        action: 'member.removed',
        ...entry,
      })),
    ),
  )
}

describe('the network address of an entry', () => {
  test('is the caller’s, also when several share a commit', async () => {
    const origins = Array.from({ length: 20 }, (_, index) => `10.0.0.${index}`)
    await Promise.all(
      origins.map((origin) =>
        runAs(origin, () => write({ actorId: grace.id, action: 'session.started', subjectId: origin })),
      ),
    )
    const rows = await store.read.select().from(auditEntries)
    expect(rows.map(({ address }) => address).sort()).toEqual(origins.sort())
    expect(rows.filter(({ address, subjectId }) => address !== subjectId)).toEqual([])
  })

  test('is the listener’s own after a commit', async () => {
    const heard: string[] = []
    const stop = runAs('portal', () => store.onCommit(() => heard.push(currentOrigin())))
    await runAs('10.0.0.1', () => write({ actorId: null, action: 'session.started' }))
    stop()
    expect(heard).toEqual(['portal'])
  })
})

describe('the log', () => {
  test('names actor, account and subject, and shows ids of deleted ones', async () => {
    const { account, member, source } = await store.transact(async (tx) => {
      const account = await buildAccount(tx, { name: 'Levante', slug: 'levante' })
      const member = await buildUser(tx, { name: 'Elena', email: 'elena@levante.example' })
      const source = await insertSource(tx, { name: 'Prometheus', scopes: [] }, null)
      return { account, member, source }
    })
    const gone = newId()
    await write({
      actorId: grace.id,
      accountId: account.id,
      action: 'member.removed',
      subjectId: member.id,
      before: { role: 'owner', by: grace.id },
    })
    await write({
      actorId: null,
      sourceId: source.id,
      accountId: gone,
      action: 'account.created',
      subjectId: gone,
    })
    const { entries } = await list()
    expect(entries[0]).toMatchObject({
      actor: { kind: 'source', name: 'Prometheus' },
      account: { id: gone, name: '', href: null },
      subject: { kind: 'account', id: gone, name: '' },
    })
    expect(entries[1]).toMatchObject({
      actor: { kind: 'person', name: 'Grace', detail: 'grace@desk.example' },
      account: { name: 'Levante', href: '/admin/accounts/levante' },
      subject: { kind: 'person', name: 'Elena', detail: 'elena@levante.example' },
    })
    expect(entries[1]?.names.get(grace.id)).toBe('Grace')
  })

  test('filters by each field and by all together', async () => {
    const [a, b, c] = [newId(), newId(), newId()]
    await fillLog([
      { subjectId: '1', accountId: a, actorId: b },
      { subjectId: '2', accountId: a, actorId: c, action: 'member.left' },
      { subjectId: '3', accountId: c, actorId: b, after: { label: 'On-call "pager" 100%' } },
      {
        subjectId: '4',
        accountId: a,
        actorId: b,
        sourceId: c,
        address: '10.1.2.3',
        before: { n: 'ON-CALL' },
      },
    ])
    expect(await idsOf({})).toEqual(['4', '3', '2', '1'])
    expect(await idsOf({ account: a })).toEqual(['4', '2', '1'])
    expect(await idsOf({ actor: b })).toEqual(['4', '3', '1'])
    expect(await idsOf({ source: c })).toEqual(['4'])
    expect(await idsOf({ action: 'member.left' })).toEqual(['2'])
    expect(await idsOf({ subject: '3' })).toEqual(['3'])
    expect(await idsOf({ from: 1_700_000_001_000, to: 1_700_000_002_000 })).toEqual(['3', '2'])
    expect(await idsOf({ text: 'on-call' })).toEqual(['4', '3'])
    expect(await idsOf({ text: '"pager" 100%' })).toEqual(['3'])
    expect(await idsOf({ text: '%' })).toEqual(['3'])
    expect(await idsOf({ text: '10.1.2' })).toEqual(['4'])
    expect(await idsOf({ account: a, actor: b, action: 'member.removed', text: 'call' })).toEqual(['4'])
    expect(await idsOf({ account: newId() })).toEqual([])
  })

  test('lists each entry once over its pages, also entries of one instant', async () => {
    await fillLog(
      Array.from({ length: 23 }, (_, index) => ({
        subjectId: String(index),
        at: 5000 + Math.floor(index / 10),
        after: { text: 'same' },
      })),
    )
    for (const filter of [{}, { action: 'member.removed' }, { text: 'same' }] as const) {
      const seen: (string | null)[] = []
      let after: TimeCursor | null = null
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(filter, after, 5)
        seen.push(...page.entries.map(({ subjectId }) => subjectId))
        after = page.next
      } while (after)
      expect(seen.length).toBe(23)
      expect(new Set(seen).size).toBe(23)
    }
  })

  test('scans a bounded number of entries for text, and reports how far back', async () => {
    const old = { subjectId: 'old', after: { text: 'needle' } }
    await fillLog([old, ...Array.from({ length: maxScanned + 10 }, () => ({}))])
    const first = await list({ text: 'needle' })
    expect(first.entries).toEqual([])
    expect(first.lookedBackTo).toBe(1_700_000_000_000 + 11_000)
    const second = await list({ text: 'needle' }, first.next)
    expect(second.entries.map(({ subjectId }) => subjectId)).toEqual(['old'])
    expect([second.next, second.lookedBackTo]).toEqual([null, null])
  })
})

test('resolves typed text to an account, a person, a source or a day, and reports what it cannot find', async () => {
  const { account, source } = await store.transact(async (tx) => {
    const account = await buildAccount(tx, { name: 'Città di Levante', slug: 'levante' })
    await tx.update(accounts).set({ nameKey: 'citta di levante' }).where(eq(accounts.id, account.id))
    return { account, source: await insertSource(tx, { name: 'Prometheus', scopes: [] }, null) }
  })
  const ask = (query: Record<string, string>) =>
    resolveAuditView(store.read, staff(), auditLog.read(query), 'Europe/Rome')
  for (const named of ['levante', 'LEVANTE', 'città di levante', account.id])
    expect((await ask({ account: named })).filter.account).toBe(account.id)
  expect((await ask({ actor: 'GRACE@desk.example' })).filter.actor).toBe(grace.id)
  expect((await ask({ actor: 'Prometheus' })).filter).toMatchObject({ source: source.id })
  expect((await ask({ subject: 'grace@desk.example' })).filter.subject).toBe(grace.id)
  expect((await ask({ from: '2026-06-01', to: '2026-06-01' })).filter).toMatchObject({
    from: Date.UTC(2026, 4, 31, 22),
    to: Date.UTC(2026, 5, 1, 22) - 1,
  })
  const wrong = await ask({ account: 'ponente', actor: 'nobody@desk.example', from: 'x', to: '2026-02-30' })
  expect(wrong.problems).toEqual(['account', 'actor', 'from', 'to'])
})

test('the export contains every filtered entry, and is recorded before it starts', async () => {
  await fillLog(Array.from({ length: 1203 }, (_, index) => ({ subjectId: `=${index}`, after: { n: index } })))
  const text = await new Response(await exportAudit(store, staff(), { action: 'member.removed' })).text()
  const lines = text.trim().split('\r\n')
  expect(lines.length).toBe(1204)
  expect(lines[1]).toContain(`,'=1202,,"{""n"":1202}",`)
  const [entry] = (await list({ action: 'audit.exported' })).entries
  expect(entry).toMatchObject({ actorId: grace.id, after: { action: 'member.removed' } })
})
