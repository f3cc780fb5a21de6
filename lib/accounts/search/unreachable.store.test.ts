import { asc, eq, isNotNull, type SQL } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices, routes } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { RouteTarget } from '#/db/words/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import type { UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import { defaultRoute, urgentCategories } from '#/lib/accounts/reachability/routes.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { findAccountHead } from '#/lib/admin/accounts/account-head.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { exportUnreachable } from '#/lib/admin/unreachable/export.ts'
import type { UnreachableCursor } from '#/lib/admin/unreachable/list.ts'
import { countUnreachable, listUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { sendDueDrills } from '#/lib/notices/drills/sending.ts'
import { listRoutes, saveRoute } from '#/lib/notices/routing/routes.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { buildMark } from '#/seed/notices.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { intercepting } from '#/tests/failing.ts'
import { countMatching } from './account-list.ts'
import { indexUnindexed, refreshSearchRow } from './refresh-search-row.ts'
import { applyRouteChanges, routeChange } from './route-changes.ts'
import { indexUnreachable } from './unreachable.ts'

let setting: Awaited<ReturnType<typeof openAnnouncementSetting>>
beforeEach(async () => {
  setting = await openAnnouncementSetting()
})

const mark = (...addresses: string[]) =>
  setting.store.transact(async (tx) => {
    for (const [place, address] of addresses.entries())
      await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, 1000 + place)
  })
const clear = (...addresses: string[]) => setting.store.transact((tx) => clearMarks(tx, addresses))
const list = async (reason: UnreachableReason | null = null) =>
  (await listUnreachable(setting.store.read, setting.grant, { reason, after: null })).accounts
const reasonsOf = async (slug = 'aurora') =>
  (await list()).find((account) => account.slug === slug)?.reasons.map(({ reason }) => reason) ?? []

/** Rebuilding the index must change nothing. */
async function expectFresh(): Promise<void> {
  const { store } = setting
  const rows = () => store.read.select().from(accountSearch).orderBy(asc(accountSearch.accountId))
  const kept = await rows()
  await store.transact(async (tx) => {
    await tx.delete(accountSearch)
    await tx.update(accounts).set({ nameKey: '' })
  })
  await indexUnindexed(store)
  expect(await rows()).toEqual(kept)
}
const contacts = 'contacts.example'
const aurora = [`oncall@${contacts}`, `tech@${contacts}`, 'anna@aurora.example', 'olga@aurora.example']

describe('an account cannot be reached', () => {
  test('while its addresses bounce', async () => {
    await mark(`oncall@${contacts}`)
    expect(await reasonsOf()).toEqual(['contacts'])
    expect((await list())[0]).toMatchObject({
      emergency: 1,
      bouncing: [{ address: `oncall@${contacts}`, since: 1000, code: '5.1.1', said: '' }],
    })
    await expectFresh()
    await mark(...aurora)
    const [account] = await list()
    expect(account?.reasons).toEqual([
      { reason: 'nobody', since: 1003 },
      { reason: 'contacts', since: 1000 },
    ])
    expect(account?.bouncing.map(({ address }) => address).sort()).toEqual([...aurora].sort())
    const head = await findAccountHead(setting.store.read, setting.grant, 'aurora')
    expect(head?.unreachable).toBe('nobody')
    await expectFresh()
    await clear('olga@aurora.example')
    expect(await reasonsOf()).toEqual(['contacts'])
    await clear(`oncall@${contacts}`)
    expect(await reasonsOf()).toEqual([])
    await expectFresh()
  })

  test('while everyone on the routes of emergencies and production alerts bounces, as admins edited them', async () => {
    const { store, grant } = setting
    const ada = staffGrant(await store.transact((tx) => buildStaff(tx, { role: 'admin' })), 'admin')
    const counts = async () => [
      (await list('nobody')).length,
      await countUnreachable(store.read, grant, 'nobody'),
      (await countMatching(store.read, grant, { unreachable: true })).count,
    ]
    const edit = async (steps: RouteTarget[]) => {
      for (const category of urgentCategories) {
        const version = (await listRoutes(store.read, grant)).find(
          (one) => one.category === category,
        )?.version
        const route = { ...defaultRoute(category), steps, copyTo: null }
        await saveRoute(store, ada, route, version ?? 0)
      }
      await applyRouteChanges(store)
      await expectFresh()
    }
    await mark('anna@aurora.example', 'olga@aurora.example')
    expect(await counts()).toEqual([0, 0, 0])
    await edit(['owners'])
    expect(await counts()).toEqual([1, 1, 1])
    expect(await reasonsOf()).toEqual(['nobody'])
    const head = await findAccountHead(store.read, grant, 'aurora')
    expect(head?.unreachable).toBe('nobody')
    await edit(['operations', 'owners'])
    expect(await counts()).toEqual([0, 0, 0])
    await mark(`oncall@${contacts}`)
    const [account] = await list()
    expect(account?.bouncing.map(({ address }) => address)).toEqual([`oncall@${contacts}`])
  })

  test('indexes accounts by routes that admins edited before an upgrade', async () => {
    const { store } = setting
    await mark('anna@aurora.example', 'olga@aurora.example')
    await store.transact((tx) =>
      tx
        .update(routes)
        .set({ steps: ['owners'] })
        .then(),
    )
    expect(await list('nobody')).toEqual([])
    await applyRouteChanges(store)
    expect(await list('nobody')).toMatchObject([{ slug: 'aurora' }])
    await expectFresh()
  })

  test('indexes by the last edit, whichever process does it, also after a restart', async () => {
    const { store } = setting
    const edit = (steps: RouteTarget[], after: string) =>
      store.transact(async (tx) => {
        await tx.update(routes).set({ steps })
        await routeChange.write(tx, { after })
      })
    const { account } = await setting.member()
    await mark('anna@aurora.example', 'olga@aurora.example')
    await edit(['owners'], account.id)
    await applyRouteChanges(store)
    expect(await list('nobody')).toEqual([])
    await edit(['owners'], '')
    await Promise.all([applyRouteChanges(store), applyRouteChanges(store)])
    expect(await list('nobody')).toMatchObject([{ slug: 'aurora' }])
    const again = edit(['operations'], '')
    await Promise.all([applyRouteChanges(store), again, applyRouteChanges(store)])
    await applyRouteChanges(store)
    expect(await list('nobody')).toEqual([])
    await expectFresh()
  })

  test('after an unanswered drill, until one is answered', async () => {
    const id = await sendDrill(setting.store, setting.grant, 'aurora')
    moveClock(drillSpan + minute)
    await runEscalations(setting.store)
    expect(await list('unanswered')).toMatchObject([{ slug: 'aurora', unanswered: id, waiting: null }])
    await expectFresh()
    const again = await sendDrill(setting.store, setting.grant, 'aurora')
    expect((await list())[0]).toMatchObject({ unanswered: id, waiting: again })
    const mail = (await setting.mails()).find(({ noticeId }) => noticeId === again)
    await acknowledgeByMail(setting.store, linkToken('acknowledge', mail?.id ?? ''))
    expect(await list()).toEqual([])
    await expectFresh()

    // A drill that was closed in the millisecond of its answer is not unanswered.
    const { drilledAt } = (await setting.member()).account
    await setting.store.transact((tx) =>
      tx.update(notices).set({ closedAt: drilledAt }).where(eq(notices.id, again)),
    )
    await mark(`oncall@${contacts}`)
    expect(await list()).toMatchObject([
      { slug: 'aurora', reasons: [{ reason: 'contacts' }], unanswered: null },
      { slug: 'molo' },
    ])
  })

  test('after a drill without recipients, even once somebody can be reached', async () => {
    await mark(`oncall@${contacts}`)
    await setting.store.transact(async (tx) => {
      await tx.update(accounts).set({ drillDueAt: 1 }).where(eq(accounts.slug, 'aurora'))
    })
    moveClock(Date.UTC(2026, 10, 25, 11) - Date.now())
    await sendDueDrills(setting.store)
    await clear(`oncall@${contacts}`)
    expect(await reasonsOf()).toEqual(['unanswered'])
    expect((await list())[0]).toMatchObject({ unanswered: null, bouncing: [] })
    await expectFresh()
  })
})

test('lists each account once, worst and oldest first, page by page, and counts them', async () => {
  const { store, grant } = setting
  await setting.addAccounts(12)
  await mark(...aurora)
  await store.transact(async (tx) => {
    for (const n of [3, 1, 2]) {
      await tx
        .update(unguarded(accounts))
        .set({ drilledAt: n * 1000, name: n === 1 ? '=1+1' : `Clinic ${n}` })
        .where(eq(accounts.slug, `clinic-000${n}`))
    }
    const rows = await tx.select().from(accounts)
    await indexUnreachable(
      tx,
      rows.map(({ id }) => id),
    )
  })
  await clear(`oncall@${contacts}`)
  const slugs: string[] = []
  let after: UnreachableCursor | null = null
  do {
    const page = await listUnreachable(store.read, grant, { reason: null, after, limit: 2 })
    slugs.push(...page.accounts.map(({ slug }) => slug))
    after = page.next
  } while (after)
  expect(slugs).toEqual(['clinic-0001', 'clinic-0002', 'clinic-0003'])
  await mark(`oncall@${contacts}`)
  expect((await list()).map(({ slug, reasons }) => `${slug} ${reasons[0]?.reason}`).slice(0, 2)).toEqual([
    'aurora nobody',
    expect.stringMatching(/contacts$/),
  ])
  expect(await list()).toHaveLength(14)
  expect((await list('unanswered')).map(({ slug }) => slug)).toEqual(slugs)
  expect(await countUnreachable(store.read, grant, null)).toBe(14)
  expect(await countUnreachable(store.read, grant, null, 5)).toBe(6)
  expect(await countUnreachable(store.read, grant, 'nobody')).toBe(1)
  expect(await countMatching(store.read, grant, { unreachable: true })).toEqual({ count: 14, more: false })
  const { text } = await readMetrics(store.read)
  for (const [reason, count] of Object.entries({ nobody: 1, contacts: 14, unanswered: 3 }))
    expect(text).toContain(`recapito_accounts_unreachable{reason="${reason}"} ${count}\n`)
  const csv = await new Response(await exportUnreachable(store, grant, 'unanswered')).text()
  expect(csv.split('\r\n').map((line) => line.split(',').slice(0, 5).join())).toEqual([
    'slug,name,state,reasons,since',
    "clinic-0001,'=1+1,live,contacts unanswered,1970-01-01T00:00:01.000Z",
    'clinic-0002,Clinic 2,live,contacts unanswered,1970-01-01T00:00:01.000Z',
    'clinic-0003,Clinic 3,live,contacts unanswered,1970-01-01T00:00:01.000Z',
    '',
  ])
  expect(await store.read.select().from(auditEntries)).toContainEqual(
    expect.objectContaining({ action: 'unreachable.exported', after: { because: 'unanswered' } }),
  )
})

test('writes accounts in the order of their ids, whatever order it gets', async () => {
  const { store } = setting
  // More than it reads at once.
  await setting.addAccounts(201)
  const rows = await store.read.select().from(accountSearch).orderBy(asc(accountSearch.accountId))
  const ids = rows.map(({ accountId }) => accountId)
  const written = new Set<string>()
  const watched = intercepting(store, (tx, method, table) => {
    if (method !== 'update' || table !== accountSearch) return undefined
    const set = (since: Partial<typeof accountSearch.$inferInsert>) => ({
      where: async (which: SQL) => {
        await tx.update(accountSearch).set(since).where(which)
        const silent = tx.select().from(accountSearch).where(isNotNull(accountSearch.contactsSince))
        for (const { accountId } of await silent) written.add(accountId)
      },
    })
    return { set }
  })
  await store.transact((tx) => buildMark(tx, { address: `oncall@${contacts}` }))
  await watched.transact((tx) => indexUnreachable(tx, ids.toReversed()))
  expect([...written]).toEqual(ids)
})

describe('endpoints', () => {
  const only = async (kind: 'ntfy' | 'slack') => {
    const { store, account } = setting
    const endpoint = await addEndpoint(store, account.id, kind)
    await mark('oncall@contacts.example')
    await store.transact((tx) => refreshSearchRow(tx, account.id))
    return endpoint
  }

  test('that ring reach the account while mail to its emergency contacts bounces, until they fail', async () => {
    const { id } = await only('ntfy')
    expect(await reasonsOf()).toEqual([])
    const failing = { key: endpointKey(id), address: 'ntfy · ntfy.example.net', status: 'HTTP 404' }
    await setting.store.transact((tx) => markAddress(tx, { ...failing, deliveryId: null }, 2000))
    const listed = (await list('contacts')).find(({ slug }) => slug === 'aurora')
    expect(listed?.bouncing).toMatchObject([
      { key: 'oncall@contacts.example' },
      { key: endpointKey(id), code: 'HTTP 404' },
    ])
    await expectFresh()
  })

  test('that are chats do not count', async () => {
    await only('slack')
    expect(await reasonsOf()).toEqual(['contacts'])
  })
})
