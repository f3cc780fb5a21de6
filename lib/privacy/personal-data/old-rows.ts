import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { day, now } from '#/lib/platform/values/clock.ts'
import { isMissingIn } from './data-rule.ts'
import { tables as t } from './tables.ts'

/** Rows whose retention period has passed; `at` is its end (milliseconds UTC). */
type IsOld = (at: number) => SQL | undefined

/** Marks of addresses that no account and no person has. */
export const isOrphanedMark: IsOld = (at) =>
  and(
    lt(t.addressMarks.markedAt, at),
    isMissingIn(t.accountAddresses, t.accountAddresses.addressKey, t.addressMarks.addressKey),
    isMissingIn(t.users, t.users.emailKey, t.addressMarks.addressKey),
  )

/** Invitations that nobody accepted: open, expired or revoked. */
export const isUnacceptedInvitation: IsOld = (at) =>
  and(
    isNull(t.invitations.acceptedAt),
    or(lt(t.invitations.expiresAt, at), lt(t.invitations.revokedAt, at), lt(t.invitations.replacedAt, at)),
  )

export const isEndedAnnouncement: IsOld = (at) =>
  or(
    and(eq(t.announcements.state, 'sent'), lt(t.announcements.finishedAt, at)),
    and(eq(t.announcements.state, 'stopped'), lt(t.announcements.stoppedAt, at)),
  )

export const isUnsentAnnouncement: IsOld = (at) =>
  and(
    inArray(t.announcements.state, ['draft', 'ready', 'freezing']),
    lt(t.announcements.createdAt, at),
    or(isNull(t.announcements.frozenAt), lt(t.announcements.frozenAt, at)),
    or(isNull(t.announcements.leaseUntil), lt(t.announcements.leaseUntil, at)),
  )

/** Pictures of a preview that nobody saved, or of a logo that was replaced. */
export const isUnusedPicture = () =>
  and(
    lt(t.pictures.usedAt, now() - day),
    sql`not exists (select 1 from ${t.settings} where ${t.settings.key} in ('logo', 'logoVector')
      and cast(${t.settings.value} as text) = '"' || ${t.pictures.id} || '"')`,
  )
