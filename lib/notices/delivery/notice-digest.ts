import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, list, type MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'
import { bandOf, resolvedBand } from './band.ts'
import type { Deadline } from './deadline.ts'
import { type MailRepeat, markRepeat, notifiedRows, reasonFor, sayRepeat } from './notice.ts'

/** `count`: all notices; `items`: the first of them. `link` opens the account's notices. */
type ListedMail = {
  accountName: string
  category: NoticeCategory
  count: number
  items: { summary: string; at: number; resolved: boolean }[]
  timeZone: string | null
  link: string
}

/** `isEscalation`: nobody acknowledged them in time; `repeat`: so they come again. `deadline`: the first. `purpose`, `copy`: as in a notice. */
export type DigestMail = ListedMail & {
  isEscalation: boolean
  repeat?: MailRepeat | null
  deadline?: Deadline | null
  purpose: RouteTarget
  copy: boolean
  acknowledgeLink: string
}

/** The notices that a storm batched or that escalate together (notices.md, Storms). */
export const noticeDigest = defineAccountMail<DigestMail>('notice-digest', {
  subject: ({ repeat }, context) => markRepeat(repeat, context.t('notice-digest.subject'), context),
  words: nameCategory,
  title: (mail, { t }) => t(isUnanswered(mail) ? 'notice-digest.escalation-title' : 'notice-digest.title'),
  why: reasonFor,
  band: (mail, context) => bandOf({ ...mail, isRepeated: isUnanswered(mail) }, context),
  lead: ({ isEscalation, repeat }, context) =>
    repeat
      ? sayRepeat(repeat, context)
      : context.t(isEscalation ? 'notice-digest.escalation' : 'notice-digest.text'),
  first: listFirst,
  main: acknowledgeListed,
  rows: (mail, context) => [
    context.t('notice.acknowledge-why'),
    mail.count > mail.items.length && context.t('notice-digest.more-open'),
    ...listRest(mail, context),
    action(context.t('notice-digest.open'), mail.link),
  ],
})

function isUnanswered({ isEscalation, repeat }: DigestMail): boolean {
  return isEscalation || !!repeat
}

/** `acknowledgeLink` is empty unless emergencies among them still need an answer. */
type DigestResolvedMail = Omit<DigestMail, 'isEscalation' | 'repeat' | 'deadline'>

/** The end of notices that a digest listed. */
export const noticeDigestResolved = defineAccountMail<DigestResolvedMail>('notice-digest-resolved', {
  subject: 'notice-digest.subject',
  title: 'notice-digest.resolved-title',
  words: nameCategory,
  why: reasonFor,
  band: resolvedBand,
  lead: ({ acknowledgeLink }, { t }) =>
    t(acknowledgeLink ? 'notice-digest.resolved-answer' : 'notice-digest.resolved-text'),
  first: (mail, context) => listFirst(withoutEnds(mail), context),
  main: (mail, context) =>
    mail.acknowledgeLink
      ? acknowledgeListed(mail, context)
      : { text: context.t('notice-digest.open'), href: mail.link },
  rows: (mail, context) => [
    ...listRest(withoutEnds(mail), context),
    mail.acknowledgeLink !== '' && action(context.t('notice-digest.open'), mail.link),
  ],
})

/** Their title says that all are resolved. */
function withoutEnds(mail: DigestResolvedMail): DigestResolvedMail {
  return { ...mail, items: mail.items.map((item) => ({ ...item, resolved: false })) }
}

/** `openFor`: milliseconds since the first was seen. `notified`: people who have not answered. */
export type NoticeEscalationsMail = ListedMail & {
  openFor: number
  notified: string[]
  deadline: Deadline | null
}

/** Sent to staff: several unacknowledged emergencies of an account (notices.md, Storms). */
export const noticeEscalations = defineAccountMail<NoticeEscalationsMail>('notice-escalations', {
  lane: 'urgent',
  subject: 'notice-digest.subject',
  words: nameCategory,
  why: 'why.staff',
  band: (mail, context) => bandOf({ ...mail, isRepeated: true, reader: 'staff' }, context),
  lead: ({ openFor }, { t, locale }) =>
    t('notice-escalations.text', { duration: formatDuration(openFor, locale) }),
  first: listFirst,
  main: ({ link: href }, { t }) => ({ text: t('notice-digest.open'), href }),
  rows: (mail, context) => [...listRest(mail, context), ...notifiedRows(mail, context)],
})

function nameCategory({ category }: ListedMail, { t }: MailContext) {
  return { category: t(`categories.${category}`) }
}

function acknowledgeListed(
  { count, items, acknowledgeLink: href }: DigestResolvedMail | DigestMail,
  { t }: MailContext,
) {
  return {
    text: t(count > items.length ? 'notice-digest.acknowledge-listed' : 'notice-digest.acknowledge'),
    href,
  }
}

function listFirst(mail: ListedMail, context: MailContext): MailRow[] {
  return halveList(mail, listItems(mail, context), context).first
}

function listRest(mail: ListedMail, context: MailContext): MailRow[] {
  return halveList(mail, listItems(mail, context), context).rest
}

function listItems({ items, timeZone }: ListedMail, { t, locale }: MailContext): string[] {
  return items.map(({ summary, at, resolved }) => {
    const date = formatMoment(at, { locale, timeZone })
    return t(resolved ? 'notice-digest.item-resolved' : 'notice-digest.item', { summary, date })
  })
}

/** Entries above the button; the rest follow below. */
const listedFirst = 10

/** The lines of a list, of `count` in all, above and below the button. */
export function halveList({ count }: { count: number }, lines: string[], { t }: MailContext) {
  if (lines.length === 0) return { first: [], rest: [] }
  const [first, rest] = [lines.slice(0, listedFirst), lines.slice(listedFirst)]
  const more: MailRow = count > lines.length && t('notice-digest.more', { count: count - lines.length })
  if (rest.length === 0) return { first: [list(first), more], rest: [] }
  return { first: [list(first)], rest: [heading(t('notice-digest.rest')), list(rest), more] }
}
