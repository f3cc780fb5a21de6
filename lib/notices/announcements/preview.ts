import { and, asc, eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { announcementAccounts } from '#/db/schema/announcements.ts'
import type { Reader } from '#/db/store/store.ts'
import { findNamedAccounts } from '#/lib/accounts/reachability/reachables.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { type PreviewedMail, previewNotice } from '#/lib/notices/delivery/preview.ts'
import { whomWouldItReachIn } from '#/lib/notices/routing/reach-queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { Announcement } from './commands.ts'
import { wordsFor } from './policy.ts'

/** The mail of an announcement as one of its accounts gets it, in each language. */
export type AnnouncementPreview = { account: { slug: string; name: string }; mails: PreviewedMail[] }

/**
 * The mail as the account with `slug` would get it now, or the first of the frozen list that it would reach. Null where that
 * account is not in the list, or nobody there would be mailed.
 */
export async function previewAnnouncement(
  read: Reader,
  grant: StaffGrant,
  announcement: Pick<Announcement, 'id' | 'category' | 'texts' | 'links'>,
  slug?: string,
): Promise<AnnouncementPreview | null> {
  const { id, category, texts, links } = announcement
  const [listed] = await read
    .select({ slug: accounts.slug })
    .from(announcementAccounts)
    .innerJoin(accounts, eq(accounts.id, announcementAccounts.accountId))
    .where(
      and(
        eq(announcementAccounts.announcementId, id),
        slug === undefined ? eq(announcementAccounts.planned, 'reaches') : eq(accounts.slug, slug),
      ),
    )
    .orderBy(asc(announcementAccounts.position))
    .limit(1)
  const account = listed && (await findNamedAccounts(read, [listed.slug])).get(listed.slug)
  if (!account) return null
  const question = { category, environment: 'production', origin: 'staff' } as const
  const reach = await whomWouldItReachIn(read, grant, account.slug, question)
  if (!reach || reach.silence !== null) return null
  const words = { ...wordsFor(texts, account.defaultLocale), category, topic: null, links, since: now() }
  const mails = previewNotice(reach, account, words)
  return mails.length > 0 ? { account, mails } : null
}
