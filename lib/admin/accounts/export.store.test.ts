import { parse } from 'csv-parse/sync'
import { beforeEach, expect, test } from 'vitest'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { exportAccounts } from './export.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(
    store,
    {
      aurora: { name: 'Clinìca "A", B', alerts: ['anna'], people: { anna: 'editor', owner: 'owner' } },
      borea: {},
      citta: { alerts: [newId()], dueAt: 1 },
      duomo: { alerts: [newId()], dueAt: now() + day },
    },
    { grace: 'support' },
  ),
)
beforeEach(async () => void (await indexUnindexed(store)))

const support = () => staffGrant(setting.grace, 'support')
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
    'slug,name,integration_type,default_language,state,state_changed_at,complete,missing,locked,due_at,first_complete_at,review_due_at,drilled_at,reached_after_minutes,created_at,owners,alerts,technical_emergency,technical,merchant_issues,operations,brand_support,endpoints',
  )
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'accounts.exported', actorId: setting.grace.id, after: { search: 'clinica', complete: true } },
  ])
})

test('lists missing fields, and whether the account is locked', async () => {
  const all = 'alerts technical-emergency technical operations brand-support support-hours'
  expect(await read(store, support(), { complete: false })).toMatchObject([
    { slug: 'borea', missing: all, locked: 'yes' },
    { slug: 'citta', missing: 'alerts', locked: 'yes' },
    { slug: 'duomo', missing: 'alerts', locked: 'no' },
  ])
})

test('aborts the download when reading fails, so that a part never looks complete', async () => {
  const stream = await exportAccounts(store, support(), {})
  await store.close()
  await expect(new Response(stream).text()).rejects.toThrow()
})

test('refuses former staff', async () => {
  await store.transact((tx) => tx.delete(staff))
  await expect(exportAccounts(store, support(), {})).rejects.toThrow('not-found')
  expect(await store.read.$count(auditEntries)).toBe(0)
})
