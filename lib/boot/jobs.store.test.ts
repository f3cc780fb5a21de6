import { eq, like } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { openStore } from '#/db/store/index.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMark } from '#/seed/notices.ts'
import { scenario } from '#/tests/scenario.ts'
import { newTestLocation } from '#/tests/store.ts'
import { periodicJobs } from './jobs.ts'
import { seedShipped } from './seed-shipped.ts'

/** More than any job does in a turn. */
const many = 110
/** Drills go out 10 a turn, and each minute of this test has one turn. */
const drilled = 25
const workers = 3
/** Most mails of one kind queued in a minute, two to an account: the pace of `lib/platform/jobs/slots.ts`. */
const maxPerMinute: Record<string, number> = {
  'contacts-due-reminder': 200,
  'address-bouncing': 200,
  'contacts-review': 100,
  'confirm-address': 100,
  notice: 10,
}

/** A Wednesday at ten in Rome, when drills go out. */
const wednesday = Temporal.PlainDate.from('2027-03-03').toZonedDateTime({
  timeZone: 'Europe/Rome',
  plainTime: '10:00',
}).epochMilliseconds

test('does everything that fell due in a week offline once, throttled, across restarts and workers', async () => {
  onTestFinished(() => moveClock(0))
  moveClock(wednesday - 7 * day - Date.now())
  const location = await newTestLocation()
  let store = await openStore(location)
  onTestFinished(() => store.close())
  await store.transact(seedShipped)
  for (let index = 0; index < many; index++) await build(store, index)
  await runJobs(store)
  expect(await countMails(store)).toEqual({})

  // Everything falls due while no worker runs, and a domain dies.
  await store.transact((tx) => tx.update(addressMarks).set({ toldAt: null }))
  moveClock(wednesday - Date.now())
  let before: Record<string, number> = {}
  let rounds = 0
  for (let quiet = 0; quiet < 2; rounds++) {
    moveClock(wednesday + rounds * minute - Date.now())
    await store.close()
    store = await openStore(location)
    await runJobs(store)
    const after = await countMails(store)
    for (const [template, count] of Object.entries(after))
      expect(count - (before[template] ?? 0), template).toBeLessThanOrEqual(maxPerMinute[template] ?? 0)
    expect(rounds, JSON.stringify(after)).toBeLessThan(10)
    quiet = JSON.stringify(after) === JSON.stringify(before) ? quiet + 1 : 0
    before = after
  }
  expect(before).toEqual({
    'address-bouncing': 2 * many,
    'confirm-address': many,
    'contacts-due-reminder': 2 * many,
    'contacts-review': 2 * many,
    notice: drilled,
  })
  const sent = (await store.read.select().from(outbox)).map(
    ({ template, recipient, accountId }) => `${template} ${recipient} ${accountId}`,
  )
  expect(new Set(sent).size).toBe(sent.length)

  // A clock set back by a day, and its return, send no mail again.
  for (const at of [wednesday - day, wednesday + (rounds + 1) * minute]) {
    moveClock(at - Date.now())
    await runJobs(store)
    expect(await countMails(store)).toEqual(before)
  }
})

/**
 * Runs each job in several workers at once. Not all jobs at once: with few accounts, PostgreSQL would restart the
 * longest transaction at every change to one of them, until the job gives up for an hour.
 */
async function runJobs(store: Store): Promise<void> {
  const stopping = new AbortController().signal
  for (const job of periodicJobs)
    await Promise.all(Array.from({ length: workers }, () => job.run(store, stopping)))
}

async function countMails(store: Store): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { template } of await store.read.select().from(outbox))
    counts[template] = (counts[template] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort())
}

/** Two accounts: one misses a field and has a bouncing address; the other has a drill, a check and an answer due. */
async function build(store: Store, index: number): Promise<void> {
  const [soon, later, before] = [wednesday + 2 * day, wednesday + 90 * day, wednesday - 3 * day]
  const undue = { checkDueAt: later, checkMailDueAt: later, drillDueAt: later }
  const due = { checkDueAt: before, checkMailDueAt: before, drillDueAt: index < drilled ? before : later }
  const { lacks, owner, whole, anna } = await scenario(
    store,
    {
      lacks: {
        ...undue,
        slug: `lacks-${index}`,
        dueAt: soon,
        dueReminderAt: soon - 3 * day,
        people: { owner: 'owner', editor: 'editor' },
        alerts: [],
      },
      whole: { ...due, slug: `whole-${index}`, people: { anna: 'owner', ede: 'editor' }, alerts: ['anna'] },
    },
    {},
    { alone: true },
  )
  const bouncing = `gone-${index}@lacks.example`
  const asked = `tech-${index}@whole.example`
  const technical = (address: string) => ({ technical: [{ address, label: '', locale: 'en' as const }] })
  await store.transact(async (tx) => {
    const lacking = completeContacts([], technical(bouncing))
    await buildRevision(tx, { accountId: lacks.id, savedBy: owner.id, content: lacking })
    const content = completeContacts([anna.id], technical(asked))
    await buildRevision(tx, { accountId: whole.id, savedBy: anna.id, content })
    for (const { id } of [lacks, whole]) await refreshSearchRow(tx, id)
    await tx.update(accountAddresses).set({ confirmedAt: now() })
    await tx
      .update(accountAddresses)
      .set({ confirmedAt: null })
      .where(like(accountAddresses.addressKey, 'tech-%'))
    await tx.insert(confirmations).values({
      id: newId(),
      accountId: whole.id,
      addressKey: asked,
      address: asked,
      askedAt: wednesday - 8 * day,
      askedBy: anna.id,
      mails: 1,
      mailDueAt: wednesday - 5 * day,
    })
    await buildMark(tx, { address: bouncing, markedAt: wednesday - day })
    await tx.update(unguarded(accounts)).set({ state: 'onboarding' }).where(eq(accounts.id, lacks.id))
  })
}
