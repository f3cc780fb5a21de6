import type { NoticeTranslations } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { foreignLanguages, inLanguage } from '#/lib/notices/notice/shown.ts'
import type { AccountReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { findSkipReason, type Recipient, type RecipientState } from '#/lib/notices/routing/routing.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type Deadline, listNextRecipients } from './deadline.ts'
import type { NoticeFacts, NoticeMail } from './notice.ts'

/** The text of a notice before it exists. `since` in milliseconds UTC. */
export type NoticeWords = Pick<
  NoticeFacts,
  'category' | 'topic' | 'summary' | 'details' | 'meaning' | 'remedy' | 'links' | 'since'
> & { translations?: NoticeTranslations | null; asksAnswer?: boolean; announced?: boolean }

/** The mail for readers of `locale`; `to` is empty if nobody at the step reads it. */
export type PreviewedMail = { locale: Locale; to: Recipient[]; mail: NoticeMail }

/** The reach data that a preview needs. */
export type ReachForPreview = Omit<AccountReachPreview, 'account' | 'silence'>

/**
 * The first mail of a notice by current routing, in each language; empty if it would reach nobody. Differs from the
 * sent mail only in the links to the notice and its acknowledgement, which do not exist yet.
 */
export function previewNotice(
  reach: ReachForPreview,
  account: { slug: string; name: string },
  words: NoticeWords,
): PreviewedMail[] {
  return locales.flatMap((locale) => {
    const to = reach.recipients.filter((recipient) => recipient.locale === locale)
    const reader = to[0] ?? reach.recipients[0]
    return reader
      ? [
          {
            locale,
            to,
            mail: mailTo(reader, reach, account, inLanguage(words, locale), foreignLanguages(words, locale)),
          },
        ]
      : []
  })
}

function mailTo(
  { shown, purpose, timeZone }: Recipient,
  reach: ReachForPreview,
  account: { slug: string; name: string },
  { translations: _, asksAnswer = true, announced = false, ...words }: NoticeWords,
  languages: NoticeMail['languages'] = {},
): NoticeMail {
  const { taken, recipients, zone } = reach
  const others = recipients.map((recipient) => recipient.shown)
  return {
    ...words,
    languages,
    accountName: account.name,
    kind: 'event',
    asksAnswer,
    deadline: asksAnswer ? deadlineOf(reach) : null,
    announced,
    calendar: null,
    timeZone: timeZone ?? zone,
    link: `${env.APP_URL}/accounts/${account.slug}/notices/…`,
    part: 'notice',
    purpose,
    copy: false,
    skipReason: findSkipReason(reach, taken ?? 0),
    staffNotified: false,
    others: others.filter((other) => other !== shown).sort(),
    acknowledgeLink: `${env.APP_URL}/acknowledge/…`,
  }
}

function deadlineOf({ taken, steps, recipients, copies, deadlines }: ReachForPreview): Deadline | null {
  const { escalateAt, dueAt } = deadlines
  const at = escalateAt ?? dueAt
  if (at === null) return null
  const told = [...recipients, ...copies].map(({ key }) => [key, 'trying'] as const)
  const next =
    escalateAt === null ? null : listNextRecipients({ steps }, taken, new Map<string, RecipientState>(told))
  return { at, left: at - now(), next }
}

/** The words for a disabled integration, with staff's reason. */
export function wordsOfDisabled(reason: string, since: number): NoticeWords {
  const unsaid = { summary: '', meaning: '', remedy: '', links: [] }
  return { category: 'emergency', topic: 'integration-disabled', details: reason, since, ...unsaid }
}
