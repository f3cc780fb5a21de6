import { and, count, eq, gte, lt } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { dedupKeyOf, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { type DrillCampaign, findCampaign, isCampaignRunning } from './campaigns.ts'
import { type DrillOutcome, drillOutcomeOf } from './outcome.ts'

export type CampaignView = DrillCampaign & {
  askedByName: string
  running: boolean
  /** Accounts finished; while running, without the few that have got another drill or left live. */
  done: number
  outcomes: Record<DrillOutcome, number>
}

/** The running or last campaign with progress and outcomes; null before the first. */
export async function viewCampaign(read: Reader, _grant: StaffGrant): Promise<CampaignView | null> {
  const campaign = await findCampaign(read)
  if (!campaign) return null
  const [asker] = await read
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, campaign.askedBy))
  const running = isCampaignRunning(campaign)
  const outcomes = await countOutcomes(read, campaign)
  const total = campaign.asked - campaign.released
  const sent = Object.values(outcomes).reduce((sum, some) => sum + some, 0)
  return {
    ...campaign,
    askedByName: asker?.name || asker?.email || '',
    running,
    done: running ? Math.min(total, sent) : total,
    outcomes,
  }
}

/** Counts one hour of sending at a time, so that a long campaign blocks nobody. */
async function countOutcomes(read: Reader, campaign: DrillCampaign): Promise<CampaignView['outcomes']> {
  const until = (campaign.endedAt ?? now()) + 1
  const outcomes = { waiting: 0, reached: 0, unanswered: 0, unsent: 0, withdrawn: 0 }
  const unsent = and(
    eq(auditEntries.action, 'notice.drill-unsent'),
    eq(auditEntries.actorId, campaign.askedBy),
    gte(auditEntries.at, campaign.askedAt),
    lt(auditEntries.at, until),
  )
  outcomes.unsent = await read.$count(auditEntries, unsent)
  for (let from = campaign.askedAt; from < until; from += hour) {
    const rows = await read
      .select({ closedHow: notices.closedHow, all: count(), reached: count(notices.acknowledgedAt) })
      .from(notices)
      .where(
        and(
          isDrill,
          gte(notices.firstSeenAt, from),
          lt(notices.firstSeenAt, Math.min(until, from + hour)),
          eq(notices.dedupKey, dedupKeyOf(campaign.id)),
        ),
      )
      .groupBy(notices.closedHow)
    for (const { closedHow, all, reached } of rows) {
      outcomes.reached += Number(reached)
      outcomes[drillOutcomeOf({ acknowledgedAt: null, closedHow })] += Number(all) - Number(reached)
    }
    await new Promise(setImmediate)
  }
  return outcomes
}
