import { parse } from 'csv-parse/sync'
import { beforeEach, expect, test } from 'vitest'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { exportAccounts } from './export.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
  await indexUnindexed(store)
})

async function arrange() {
  const people = await scenario(
    store,
    {
      aurora: { name: 'Clinìca "A", B', alerts: ['anna'], people: { anna: 'editor', owner: 'owner' } },
    },
    { grace: 'support' },
  )
  const formulas = ['=cmd|calc', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']
  await store.transact(async (tx) => {
    for (const [place, name] of formulas.entries()) await buildAccount(tx, { slug: `f${place}`, name })
  })
  return { ...people, formulas }
}

const support = () => grantStaff(actorOf(setting.grace, 'support'), 'support')
const read = async (...given: Parameters<typeof exportAccounts>): Promise<Record<string, string>[]> =>
  parse(Buffer.from(await new Response(await exportAccounts(...given)).arrayBuffer()), {
    bom: true,
    columns: true,
  })

test('exports the filtered accounts with their contacts, and records it', async () => {
  const rows = await read(store, support(), { complete: true, search: 'clinica' })
  expect(rows).toEqual([
    expect.objectContaining({
      slug: 'aurora',
      name: 'Clinìca "A", B',
      integration_type: 'healthcare-appointments',
      state: 'live',
      complete: 'yes',
      missing: '',
      locked: 'no',
      owners: 'owner@aurora.example',
      alerts: 'anna@aurora.example',
      technical_emergency: 'oncall@contacts.example',
      brand_support: 'support@contacts.example',
    }),
  ])
  expect(Object.keys(rows[0] ?? {}).join()).toBe(
    'slug,name,integration_type,default_language,state,state_changed_at,complete,missing,locked,due_at,first_complete_at,review_due_at,drilled_at,reached_after_minutes,created_at,owners,alerts,technical_emergency,technical,merchant_issues,operations,brand_support',
  )
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'accounts.exported', actorId: setting.grace.id, after: { search: 'clinica', complete: true } },
  ])
})

test('disarms formulas in names', async () => {
  const rows = await read(store, support(), { complete: false })
  expect(rows.map(({ name }) => name)).toEqual(setting.formulas.map((formula) => `'${formula}`))
  expect(rows[0]).toMatchObject({
    complete: 'no',
    missing: 'alerts technical-emergency technical operations brand-support support-hours',
    locked: 'yes',
  })
})

test('breaks the download off when reading fails, so that nobody takes the part for the whole', async () => {
  const stream = await exportAccounts(store, support(), {})
  await store.close()
  await expect(new Response(stream).text()).rejects.toThrow()
})

test('refuses former staff', async () => {
  await store.transact((tx) => tx.delete(staff))
  await expect(exportAccounts(store, support(), {})).rejects.toMatchObject({ code: 'not-found' })
  expect(await store.read.$count(auditEntries)).toBe(0)
})
