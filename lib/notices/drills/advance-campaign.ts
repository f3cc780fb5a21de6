import { and, count, eq, inArray, isNotNull, isNull, lte, notExists, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { conditionsOf } from '#/lib/accounts/search/account-conditions.ts'
import { parseFilters } from '#/lib/accounts/search/account-filter.ts'
import { findAccounts } from '#/lib/accounts/search/found-accounts.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { mostApart, now } from '#/lib/platform/values/clock.ts'
import { findCampaign, writeCampaign } from './campaigns.ts'
import { giveDates } from './dates.ts'
import { drillRetryAfter } from './policy.ts'
import type { DrillCampaign } from './schema.ts'

const accountsPerChunk = 200

/**
 * Goes on with the campaign that staff asked for, as far as that needs no mail: asks its accounts, and gives back what is left of one
 * that was stopped. In small transactions that each keep how far it got, so that it goes on after a restart and several workers
 * do nothing twice.
 */
export async function advanceCampaign(store: Store, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    const began = performance.now()
    if (!(await takeStep(store))) return
    await pauseAfter(began)
  }
}

/** Answers whether there may be more to do. */
async function takeStep(store: Store): Promise<boolean> {
  const campaign = await findCampaign(store.read)
  if (campaign?.state === 'listing') return askSome(store, campaign)
  if (campaign?.state === 'stopping') return store.transact((tx) => releaseSome(tx, campaign.id))
  if (campaign?.state === 'sending' && (await countAsked(store.read, 1)) === 0) {
    await store.transact((tx) => endCampaign(tx, campaign.id))
  }
  return false
}

async function askSome(store: Store, campaign: DrillCampaign): Promise<boolean> {
  const ids = await findNext(store.read, campaign)
  return store.transact(async (tx) => {
    const fresh = await findCampaign(tx)
    if (fresh?.id !== campaign.id || fresh.state !== 'listing' || fresh.after !== campaign.after) return true
    const last = ids.at(-1)
    if (!last) {
      await writeCampaign(tx, { ...fresh, state: 'sending' })
      return true
    }
    const asked = await ask(
      tx,
      fresh,
      ids.map(({ id }) => id),
    )
    await writeCampaign(tx, { ...fresh, ...asked, after: last.slug })
    return true
  })
}

/** The next accounts of the audience, by their short names. */
async function findNext(read: Reader, { audience, after }: DrillCampaign) {
  const filters = parseFilters(audience)
  const conditions = conditionsOf(read, filters, now())
  if (!conditions || filters.closed) return []
  const from = after ? { key: after, absent: false, slug: after } : null
  const sort = { by: 'slug', descending: false } as const
  return findAccounts(read, conditions, { sort, backwards: false, from, most: accountsPerChunk })
}

async function ask(tx: Writer, campaign: DrillCampaign, ids: string[]) {
  const at = now()
  const isLive = and(inArray(accounts.id, ids), eq(accounts.state, 'live'), isNull(accounts.closedAt))
  const waiting = tx
    .select({ one: sql`1` })
    .from(notices)
    .where(and(eq(notices.accountId, accounts.id), isWaitingDrill(at)))
  const asked = await tx
    .update(accounts)
    .set({ drillDueAt: at, drillAskedBy: campaign.askedBy })
    .where(and(isLive, notExists(waiting)))
    .returning({ id: accounts.id })
  const live = await tx.$count(accounts, isLive)
  return {
    asked: campaign.asked + asked.length,
    notLive: campaign.notLive + ids.length - live,
    waiting: campaign.waiting + live - asked.length,
  }
}

/** How many accounts a campaign has asked and not yet drilled, up to `most`. */
async function countAsked(read: Reader, most: number): Promise<number> {
  const some = read.select({ id: accounts.id }).from(accounts).where(isAsked()).limit(most).as('asked')
  const [row] = await read.select({ count: count() }).from(some)
  return Number(row?.count ?? 0)
}

/** Also one whose drill could not be written, which comes again. The date is there for its index. */
function isAsked() {
  return and(
    isNotNull(accounts.drillDueAt),
    lte(accounts.drillDueAt, now() + drillRetryAfter + mostApart),
    isNotNull(accounts.drillAskedBy),
  )
}

async function releaseSome(tx: Writer, id: string): Promise<boolean> {
  const campaign = await findCampaign(tx)
  if (campaign?.id !== id || campaign.state !== 'stopping') return true
  const some = tx.select({ id: accounts.id }).from(accounts).where(isAsked()).limit(accountsPerChunk)
  const released = await tx
    .update(accounts)
    .set({ drillDueAt: null, drillAskedBy: null })
    .where(inArray(accounts.id, some))
    .returning({ id: accounts.id })
  await giveDates(
    tx,
    released.map((account) => account.id),
  )
  const isOver = released.length === 0
  await writeCampaign(tx, {
    ...campaign,
    released: campaign.released + released.length,
    ...(isOver && { state: 'stopped', endedAt: now() }),
  })
  return !isOver
}

async function endCampaign(tx: Writer, id: string): Promise<void> {
  const campaign = await findCampaign(tx)
  if (campaign?.id !== id || campaign.state !== 'sending' || (await countAsked(tx, 1)) > 0) return
  await writeCampaign(tx, { ...campaign, state: 'done', endedAt: now() })
}
