import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { noLease } from '#/lib/platform/jobs/leases.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findRow, moveFrom, oneRow } from './commands.ts'

type Asked = { id: string; version: number }

/**
 * Lets the frozen list that was looked at be sent; the job `sending` does it. Pressing twice sends once. False where it was
 * let go already.
 * @throws AppError `stale` where it was changed or frozen anew since, `announcement-state` where nobody would get it, `not-found`,
 * `too-often`, as `reauthoriseStaff`
 */
export function beginSending(store: Store, grant: StaffGrant, { id, version }: Asked): Promise<boolean> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const found = await findRow(tx, id)
    if (found.startedAt !== null && found.version === version) return false
    if (found.version !== version) throw new AppError('stale', {}, 'version')
    if (!found.counts || found.counts.accounts === 0) throw new AppError('announcement-state')
    await takeLimit(tx, 'announcements', actor.user.id)
    const { category, severity, audience, counts } = await moveFrom(
      tx,
      { id, version, states: ['ready'] },
      { state: 'sending', startedBy: actor.user.id, startedAt: now(), done: 0, ...noLease },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.sent',
      subjectId: id,
      after: { category, severity, audience, counts },
    })
    return true
  }, oneRow)
}

/**
 * Stops half way: of the accounts to come none is told after the chunk that is under way. What is queued already goes out.
 * @throws AppError `announcement-state` where it is not being sent, `not-found`, as `reauthoriseStaff`
 */
export function stopSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const stopped = { state: 'stopped', stoppedBy: actor.user.id, stoppedAt: now(), ...noLease } as const
    const { done } = await moveFrom(tx, { id, states: ['sending'] }, stopped)
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.stopped',
      subjectId: id,
      after: { accounts: done },
    })
  }, oneRow)
}

/** Goes on where it was stopped. @throws AppError `announcement-state` where it is not stopped, `not-found`, as `reauthoriseStaff` */
export function continueSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const { done } = await moveFrom(
      tx,
      { id, states: ['stopped'] },
      { state: 'sending', stoppedBy: null, stoppedAt: null, ...noLease },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.continued',
      subjectId: id,
      before: { accounts: done },
    })
  }, oneRow)
}
