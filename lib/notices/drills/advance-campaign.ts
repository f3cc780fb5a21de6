import { and, eq, inArray, isNotNull, isNull, lte, notExists, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { conditionsOf, findAccounts } from '#/lib/accounts/search/found-accounts.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { type PartResult, workInParts } from '#/lib/platform/jobs/with-lease.ts'
import { mostApart, now } from '#/lib/platform/values/clock.ts'
import { type DrillCampaign, findCampaign, writeCampaign } from './campaigns.ts'
import { giveDates } from './dates.ts'
import { drillRetryAfter } from './policy.ts'

const accountsPerChunk = 200

/**
 * Continues the campaign except for mail: asks its accounts, and releases the rest after a stop. Small transactions
 * record its progress, so it survives restarts and several workers repeat nothing.
 */
export async function advanceCampaign(store: Store, stopping?: AbortSignal): Promise<void> {
  await workInParts(() => doPart(store), { stopping })
}

async function doPart(store: Store): Promise<PartResult> {
  const campaign = await findCampaign(store.read)
  if (campaign?.state === 'listing') return askSome(store, campaign)
  if (campaign?.state === 'stopping') return store.transact((tx) => releaseSome(tx, campaign.id))
  if (campaign?.state === 'sending' && !(await isAnyAsked(store.read))) {
    await store.transact((tx) => endCampaign(tx, campaign.id))
  }
  return 'over'
}

async function askSome(store: Store, campaign: DrillCampaign): Promise<PartResult> {
  const found = await listNext(store.read, campaign)
  const last = found.at(-1)
  return store.transact(async (tx): Promise<PartResult> => {
    const fresh = await findCampaign(tx)
    const isOurs = fresh?.id === campaign.id && fresh.state === 'listing' && fresh.after === campaign.after
    if (isOurs && !last) await writeCampaign(tx, { ...fresh, state: 'sending' })
    if (isOurs && last) {
      const asked = await ask(tx, fresh, found)
      await writeCampaign(tx, { ...fresh, ...asked, after: last.slug })
    }
    return 'more'
  })
}

/** The next accounts of the audience, by short name. */
async function listNext(read: Reader, { audience, after }: DrillCampaign) {
  const filters = accountFilters.read(audience)
  const conditions = conditionsOf(read, filters, now())
  if (!conditions || filters.closed) return []
  const from = after ? { key: after, absent: false, slug: after } : null
  const sort = { by: 'slug', descending: false } as const
  return findAccounts(read, conditions, { sort, backwards: false, from, most: accountsPerChunk })
}

async function ask(tx: Writer, campaign: DrillCampaign, found: readonly { id: string }[]) {
  const at = now()
  const ids = found.map(({ id }) => id)
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

async function isAnyAsked(read: Reader): Promise<boolean> {
  const some = await read.select({ id: accounts.id }).from(accounts).where(isAsked()).limit(1)
  return some.length > 0
}

/** Includes accounts whose drill failed and will be retried. The date condition uses an index. */
function isAsked() {
  return and(
    isNotNull(accounts.drillDueAt),
    lte(accounts.drillDueAt, now() + drillRetryAfter + mostApart),
    isNotNull(accounts.drillAskedBy),
  )
}

async function releaseSome(tx: Writer, id: string): Promise<PartResult> {
  const campaign = await findCampaign(tx)
  if (campaign?.id !== id || campaign.state !== 'stopping') return 'more'
  const some = tx.select({ id: accounts.id }).from(accounts).where(isAsked()).limit(accountsPerChunk)
  const rows = await tx
    .update(accounts)
    .set({ drillDueAt: null, drillAskedBy: null })
    .where(inArray(accounts.id, some))
    .returning({ id: accounts.id })
  const ids = rows.map((account) => account.id)
  await giveDates(tx, ids)
  const isOver = ids.length === 0
  await writeCampaign(tx, {
    ...campaign,
    released: campaign.released + ids.length,
    ...(isOver && { state: 'stopped', endedAt: now() }),
  })
  return isOver ? 'over' : 'more'
}

async function endCampaign(tx: Writer, id: string): Promise<void> {
  const campaign = await findCampaign(tx)
  if (campaign?.id !== id || campaign.state !== 'sending' || (await isAnyAsked(tx))) return
  await writeCampaign(tx, { ...campaign, state: 'done', endedAt: now() })
}
