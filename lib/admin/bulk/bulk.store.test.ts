import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bulkAccounts, bulkRuns } from '#/db/schema/bulk.ts'
import { outbox } from '#/db/schema/mail.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { BulkWork } from '#/db/words/bulk.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { startBulkRun, stopBulkRun } from './commands.ts'
import { streamBulkOutcomeCsv } from './export.ts'
import { previewBulk } from './preview.ts'
import { countOutcomes, listBulkOutcomes } from './queries.ts'
import { bulkRunner } from './run.ts'

const store = perTest(openTestStore)
/** Four accounts that miss everything: two that can be asked, one asked lately, one closed; and two of the staff. */
const setting = perTest(() =>
  scenario(
    store,
    {
      aurora: { people: { anna: 'owner' } },
      borea: { people: { bruno: 'editor' } },
      citta: { people: { carla: 'owner' }, nudgedAt: now() },
      duomo: { people: { dora: 'owner' }, closedAt: now() },
    },
    { grace: 'support', ada: 'admin' },
    { alone: true },
  ),
)

const grant = () => staffGrant(setting.grace, 'support')
const all = 'aurora,borea,citta,duomo'
const nudge: BulkWork = { kind: 'nudge' }
const openCases: BulkWork = {
  kind: 'case',
  category: 'users',
  subject: 'Two owners',
  text: 'Please name a second owner.',
  environment: 'production',
}

async function begin(work = nudge, selection: Record<string, string> = { only: all }) {
  const id = newId()
  await startBulkRun(store, grant(), { id, selection, work })
  return id
}
const results = async (id: string) => {
  const { rows } = await listBulkOutcomes(store.read, grant(), id, { show: 'all', after: null })
  return rows.map(({ slug, outcome, why }) => [slug, outcome, why].filter(Boolean).join(' '))
}
const mailed = async () => {
  const rows = await store.read.select().from(outbox).orderBy(asc(outbox.id))
  return rows.map(({ template, recipient }) => `${template} ${recipient}`)
}
const audited = async (action: string) => store.read.$count(auditEntries, eq(auditEntries.action, action))
const stateOf = async (id: string) =>
  (await store.read.select({ state: bulkRuns.state }).from(bulkRuns).where(eq(bulkRuns.id, id)))[0]?.state

describe('a run', () => {
  test('does the same as the single command for each account, and records why it skips one', async () => {
    const id = await begin()
    await bulkRunner.run(store)
    expect(await results(id)).toEqual([
      'aurora done',
      'borea done',
      'citta skipped nudged-lately',
      'duomo skipped account-closed',
    ])
    expect(await mailed()).toEqual([
      'contacts-nudge anna@aurora.example',
      'contacts-nudge bruno@borea.example',
    ])
    expect(await audited('account.nudged')).toBe(2)
    expect(await audited('bulk.finished')).toBe(1)
    expect(await stateOf(id)).toBe('done')
  })

  test('processes all matching accounts, but never closed ones', async () => {
    const id = await begin(nudge, {})
    await bulkRunner.run(store)
    expect(await results(id)).toEqual(['aurora done', 'borea done', 'citta skipped nudged-lately'])
  })

  test('opens a case for each account', async () => {
    const id = await begin(openCases)
    await bulkRunner.run(store)
    const { rows } = await listBulkOutcomes(store.read, grant(), id, { show: 'all', after: null })
    expect(rows.map(({ caseNumber }) => caseNumber)).toEqual([1, null, 2, null])
    expect(await results(id)).toContain('borea skipped field-unreachable')
    expect(await mailed()).toEqual(['case-opened anna@aurora.example', 'case-opened carla@citta.example'])
  })

  test('starts once, however often the form is sent', async () => {
    const given = { id: newId(), selection: { only: all }, work: nudge }
    await startBulkRun(store, grant(), given)
    await startBulkRun(store, grant(), given)
    await bulkRunner.run(store)
    await startBulkRun(store, grant(), given)
    await bulkRunner.run(store)
    expect(await mailed()).toHaveLength(2)
    expect(await audited('bulk.started')).toBe(1)
  })

  test('refuses a form that has started other work', async () => {
    const given = { id: await begin(), selection: { only: all }, work: nudge }
    for (const other of [{ work: openCases }, { selection: {} }])
      await expect(startBulkRun(store, grant(), { ...given, ...other })).rejects.toThrow('bulk-begun')
    expect(await store.read.select({ work: bulkRuns.work }).from(bulkRuns)).toEqual([{ work: nudge }])
  })

  test('resumes after an interruption, and does nothing twice', async () => {
    const id = await begin(openCases, { only: 'aurora,citta' })
    const stopping = new AbortController()
    const owner = newId()
    await bulkRunner.claim(store, { id, owner })
    const onProgress = () => stopping.abort()
    await bulkRunner.resume(store, { id, owner, stopping: stopping.signal, onProgress })
    expect(await countOutcomes(store.read, id)).toMatchObject({ done: 1, waiting: 1 })
    await bulkRunner.run(store)
    expect(await countOutcomes(store.read, id)).toMatchObject({ done: 2, waiting: 0 })
    expect(await mailed()).toEqual(['case-opened anna@aurora.example', 'case-opened carla@citta.example'])
  })

  test('records an internal error, and continues', async () => {
    const id = await begin(nudge, { only: 'aurora' })
    await bulkRunner.run(failingOn(store, outbox))
    expect(await results(id)).toEqual(['aurora failed unexpected'])
    expect(await stateOf(id)).toBe('done')
    expect(await audited('account.nudged')).toBe(0)
  })

  test('stops on request; completed work stays', async () => {
    const id = await begin()
    await stopBulkRun(store, grant(), id)
    await stopBulkRun(store, grant(), id)
    await bulkRunner.run(store)
    expect(await stateOf(id)).toBe('stopped')
    expect(await mailed()).toEqual([])
    expect(await audited('bulk.stopped')).toBe(1)
  })

  test('stops when its starter is no longer on the staff', async () => {
    const id = await begin()
    await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.grace.id)))
    await bulkRunner.run(store)
    expect(await stateOf(id)).toBe('stopped')
    expect(await mailed()).toEqual([])
  })

  test('is refused without the right', async () => {
    await store.transact((tx) => tx.delete(staff))
    await expect(begin()).rejects.toThrow('not-found')
    await expect(stopBulkRun(store, grant(), newId())).rejects.toThrow('not-found')
    expect(await store.read.$count(bulkRuns)).toBe(0)
  })

  test('is exported account by account', async () => {
    const id = await begin()
    await bulkRunner.run(store)
    const text = await new Response(await streamBulkOutcomeCsv(store.read, grant(), id)).text()
    expect(text).toContain('slug,name,outcome,why,case,drill,done_at')
    expect(text).toMatch(/citta,[^,]*,skipped,nudged-lately,,/)
    await expect(streamBulkOutcomeCsv(store.read, grant(), newId())).rejects.toThrow('not-found')
  })
})

const preview = async (work: BulkWork, only = all) => {
  const found = await previewBulk(store.read, grant(), { only: only.split(',') }, work)
  const { acts, skipped, reasons, named } = found
  const slugs = [...named].map(([why, some]) => [why ?? 'acts', some.map(({ slug }) => slug).sort()])
  return { acts, skipped, reasons: Object.fromEntries(reasons), named: Object.fromEntries(slugs) }
}

test('the preview shows which accounts would be skipped and why, as the run then does, and changes nothing', async () => {
  expect(await preview(nudge)).toEqual({
    acts: 2,
    skipped: 2,
    reasons: { 'nudged-lately': 1, 'account-closed': 1 },
    named: { acts: ['aurora', 'borea'], 'nudged-lately': ['citta'], 'account-closed': ['duomo'] },
  })
  expect(await preview(openCases)).toEqual({
    acts: 2,
    skipped: 2,
    reasons: { 'field-unreachable': 1, 'account-closed': 1 },
    named: { acts: ['aurora', 'citta'], 'field-unreachable': ['borea'], 'account-closed': ['duomo'] },
  })
  expect(await preview(nudge, 'nowhere')).toEqual({ acts: 0, skipped: 0, reasons: {}, named: {} })
  expect([await store.read.$count(bulkAccounts), await store.read.$count(outbox)]).toEqual([0, 0])
})
