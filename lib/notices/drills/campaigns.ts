import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * A drill of many accounts. `listing`: the job marks the accounts of the audience; `sending`: it drills them at the
 * usual pace; `stopping`: it returns undrilled accounts to their rhythm.
 */
export type CampaignState = 'listing' | 'sending' | 'stopping' | 'stopped' | 'done'

export type DrillCampaign = {
  id: string
  state: CampaignState
  /** The filters of the accounts table, as in its address. */
  audience: Record<string, string>
  askedBy: string
  askedAt: number
  /** The short name of the last listed account. */
  after: string
  /** Accounts to drill, and accounts skipped because they are not live or already have a waiting drill. */
  asked: number
  notLive: number
  waiting: number
  /** Accounts released undrilled after a stop. */
  released: number
  endedAt: number | null
}

/** The running or last campaign; the audit log has all of them. */
const kept = defineProgress<DrillCampaign>('drill-round')

/** Null before the first campaign. */
export const findCampaign = kept.read

export const writeCampaign = kept.write

export function isCampaignRunning(campaign: DrillCampaign | null): boolean {
  return campaign !== null && campaign.endedAt === null
}

/**
 * Starts a drill of all live accounts in the audience; the job does the work (`advanceCampaign`). One campaign runs at
 * a time, so that its outcomes can be shown. The form makes `id`, so pressing twice starts one.
 * @throws AppError `drills-running`, as `reauthoriseStaff`
 */
export function beginCampaign(
  store: Store,
  grant: StaffGrant,
  { id, audience }: Pick<DrillCampaign, 'id' | 'audience'>,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const last = await findCampaign(tx)
    if (last?.id === id) return
    if (isCampaignRunning(last)) throw new AppError('drills-running')
    await takeLimit(tx, 'drill-rounds', actor.user.id)
    const askedBy = actor.user.id
    await writeCampaign(tx, {
      id,
      audience,
      askedBy,
      askedAt: now(),
      state: 'listing',
      after: '',
      endedAt: null,
      asked: 0,
      notLive: 0,
      waiting: 0,
      released: 0,
    })
    await writeAudit(tx, { actorId: askedBy, action: 'drills.asked', subjectId: id, after: { audience } })
  })
}

/**
 * Stops drilling further accounts; sent drills continue. An ended campaign does not change.
 * @throws AppError as `reauthoriseStaff`
 */
export function stopCampaign(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const campaign = await findCampaign(tx)
    if (campaign?.id !== id || (campaign.state !== 'listing' && campaign.state !== 'sending')) return
    await writeCampaign(tx, { ...campaign, state: 'stopping' })
    await writeAudit(tx, { actorId: actor.user.id, action: 'drills.stopped', subjectId: id })
  })
}
