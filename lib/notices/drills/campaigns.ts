import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * A drill that staff ask of many accounts. `listing`: the accounts of the audience are gone through, and asked; `sending`: all
 * are, and drilled at the pace of drills; `stopping`: those that were not drilled yet are given back to their rhythm.
 */
export type CampaignState = 'listing' | 'sending' | 'stopping' | 'stopped' | 'done'

export type DrillCampaign = {
  id: string
  state: CampaignState
  /** The filters of the accounts' table, as they stand in its address. */
  audience: Record<string, string>
  askedBy: string
  askedAt: number
  /** The short name of the account gone through last. */
  after: string
  /** How many accounts are to be drilled, and how many are not, since they are not live, or a drill of theirs waits already. */
  asked: number
  notLive: number
  waiting: number
  /** How many were given back undrilled, once it was stopped. */
  released: number
  endedAt: number | null
}

/** The campaign that goes on, or the last one; the audit log has them all. */
const kept = defineProgress<DrillCampaign>('drill-round')

/** Answers null before the first. */
export const findCampaign = kept.read

export const writeCampaign = kept.write

export function isCampaignRunning(campaign: DrillCampaign | null): boolean {
  return campaign !== null && campaign.endedAt === null
}

/**
 * Asks for a drill of all live accounts that the audience means now; the job does it (`advanceCampaign`). One campaign at a time, so
 * that what came of it can be told. `id` is made by the form, so that pressing twice asks once.
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
 * No account is drilled any more by this campaign; what was sent goes on. One that has ended stays as it is.
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
