import type { NoticeCategory, NoticeKind, NoticeTopic, RouteTarget } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { type NoticeReader, remedyKey } from '#/lib/notices/notice/shown.ts'
import type { SkipReason } from '#/lib/notices/routing/routing.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import {
  action,
  type CalendarEntry,
  heading,
  links,
  list,
  type MailContext,
  quote,
} from '#/lib/platform/mail/model.ts'
import { formatMoment, nameField, shorten } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { bandOf, resolvedBand } from './band.ts'
import type { Deadline } from './deadline.ts'

/**
 * The facts in a mail about a notice; `since` in milliseconds UTC, `timeZone` of the recipient (IANA), null if unknown.
 * `announced`: it is of an announcement.
 */
export type NoticeFacts = {
  accountName: string
  announced: boolean
  category: NoticeCategory
  kind: NoticeKind
  /** The portal's own notices have texts here in the recipient's language. */
  topic: NoticeTopic | null
  summary: string
  details: string
  meaning: string
  remedy: string
  /** The languages of these texts, where they are not the recipient's. */
  languages?: { summary?: Locale; details?: Locale; meaning?: Locale; remedy?: Locale }
  links: { href: string; text: string }[]
  since: number
  timeZone: string | null
  /** Opens the notice in the portal. */
  link: string
}

/** Every how many minutes a message comes again, and how many more times. */
export type MailRepeat = { minutes: number; left: number }

/**
 * `repeat`: of a message that comes again. `others`: who else in the account was notified; `staffNotified`: so was the team. `copy`: it went to `purpose` for
 * information. `asksAnswer`: it waits for an acknowledgement, by its `deadline`. `calendar`: when it happens, of an announcement with a
 * window. `skipReason`: why earlier steps did not get it: their mail failed or bounces (`unreached`), they have no
 * contacts (`unnamed`), or an endpoint of theirs does not answer (`silent`).
 */
export type NoticeMail = NoticeFacts & {
  part: 'notice' | 'reminder' | 'repeat' | 'escalation'
  repeat?: MailRepeat | null
  purpose: RouteTarget
  copy: boolean
  asksAnswer: boolean
  deadline?: Deadline | null
  calendar: CalendarEntry | null
  skipReason: SkipReason | 'silent' | null
  others: string[]
  staffNotified: boolean
  acknowledgeLink: string
}

/** The first mail of a notice, as a reminder, or by escalation (notices.md, What a message says). */
export const notice = defineAccountMail<NoticeMail>('notice', {
  subject: (mail, context) => markRepeat(mail.repeat, subjectOf(mail, context), context),
  title: nameNotice,
  titleLanguage: languageOfName,
  why: reasonFor,
  band: (mail, context) => bandOf({ ...mail, isRepeated: mail.part !== 'notice' }, context),
  lead: leadOf,
  first: factsOfNotice,
  main: acknowledgeButton,
  rows: rowsOfNotice,
})

export function acknowledgeButton({ acknowledgeLink: href }: NoticeMail, { t }: MailContext) {
  return { text: t('notice.acknowledge'), href }
}

/** A test and a drill say first what they are; a later message, why it comes; an event, since when. */
function leadOf(mail: NoticeMail, context: MailContext): string {
  const { kind, part, topic, repeat } = mail
  if (kind !== 'event') return context.t(`notice.${kind}`)
  if (part === 'repeat') return sayRepeat(repeat, context)
  if (part !== 'notice') return context.t(`notice.${part}`)
  return topic ? explain(topic, context) : formatSince(mail, context)
}

/** Tells a message that comes again from the first one; headers alone keep them together. */
export function markRepeat(repeat: MailRepeat | null | undefined, text: string, { t }: MailContext): string {
  return repeat ? t('notice.repeat-subject', { text }) : text
}

/** Why a message comes again, and how many more times it does. */
export function sayRepeat(repeat: MailRepeat | null | undefined, { t, locale }: MailContext): string {
  if (!repeat || repeat.left === 0) return t('notice.repeat-last')
  return t('notice.repeat', {
    duration: formatDuration(repeat.minutes * minute, locale),
    count: repeat.left,
  })
}

function factsOfNotice(mail: NoticeMail, context: MailContext): MailRow[] {
  const { t } = context
  const { kind, part, deadline } = mail
  return [
    kind === 'test' && t('notice.test-why'),
    kind === 'drill' && !deadline && t('notice.drill-why'),
    kind !== 'event' && (part === 'reminder' || part === 'escalation') && t(`notice.${part}`),
    ...describeNotice(mail, context, { lead: leadOf(mail, context) }),
  ]
}

function rowsOfNotice(mail: NoticeMail, context: MailContext): MailRow[] {
  const { t } = context
  const { kind, skipReason, others, staffNotified } = mail
  const team = staffNotified ? [t('notice.team')] : []
  return [
    t(kind === 'event' ? 'notice.acknowledge-why' : 'notice.acknowledge-how'),
    ...(isLongText(mail) ? detailRows(mail, context) : []),
    action(t('notice.open'), mail.link),
    skipReason && t(`notice.handed-on-${skipReason}`),
    ...(others.length > 0
      ? [heading(t('notice.others')), list([...others, ...team])]
      : [t(staffNotified ? 'notice.staff-alone' : 'notice.nobody-else')]),
  ]
}

export function reasonFor(
  { purpose, copy = false }: { purpose: RouteTarget; copy?: boolean },
  context: MailContext,
): string {
  const { t } = context
  const target = purpose === 'owners' ? t('notice.owners') : nameField(purpose, context)
  return t(copy ? 'notice.why-copy' : purpose === 'owners' ? 'notice.why-owner' : 'notice.why', { target })
}

/**
 * The subject of every mail of a notice but repeats, so that mail programs keep them together. An announcement names no category
 * but an emergency.
 */
export function subjectOf(facts: NoticeFacts, context: MailContext): string {
  const { t } = context
  const summary = shorten(nameNotice(facts, context))
  if (facts.announced && facts.category !== 'emergency') return summary
  return nameSubject(facts, summary, t)
}

/** The notice's kind and name, for mail subjects and the page of the mailed link. */
export function nameSubject(
  { kind, topic, category: of }: Pick<NoticeFacts, 'kind' | 'topic' | 'category'>,
  summary: string,
  t: MailContext['t'],
): string {
  if (kind === 'drill') return t('notice.drill-subject')
  const category = t(`categories.${of}`)
  if (topic === 'test-notice') return t('notice.test-subject', { text: category })
  const text = t('notice.subject', { category, summary })
  return kind === 'test' ? t('notice.test-subject', { text }) : text
}

/** The portal names its own notices in the mail's language. */
function languageOfName({ topic, languages }: NoticeFacts): Locale | undefined {
  return topic ? undefined : languages?.summary
}

function nameNotice({ topic, summary }: NoticeFacts, { t }: Pick<MailContext, 't'>): string {
  return topic ? t(`notice.topics.${topic}.summary`) : summary
}

/** What one of the portal's own notices means. */
const explain = (topic: NoticeTopic, { t }: MailContext): string => t(`notice.topics.${topic}.meaning`)

/** Longer details go below the button, to keep it near the top. */
const maxFactLength = 1000

export function isLongText({ details }: Pick<NoticeFacts, 'details'>): boolean {
  return details.length > maxFactLength
}

/**
 * Since when, what happened, what it means, what to do; without what nobody wrote, what the title or the lead already say, and
 * long details. Of a drill or a test from the portal they say it all.
 */
function describeNotice(
  facts: NoticeFacts,
  context: MailContext,
  { lead, reader = 'partner' }: { lead: string; reader?: NoticeReader },
): MailRow[] {
  const { t, locale } = context
  const { topic, meaning, remedy, languages, since, timeZone } = facts
  const isOwn = topic === 'drill' || topic === 'test-notice'
  if (isOwn) return [t('notice.sent-on', { date: formatMoment(since, { locale, timeZone }) })]
  const means = topic ? explain(topic, context) : meaning.trim()
  const fix = topic ? t(`notice.topics.${remedyKey(topic, reader)}`) : remedy.trim()
  return [
    ...[formatSince(facts, context)].filter((since) => since !== lead),
    ...(isLongText(facts) ? [] : detailRows(facts, context)),
    ...(means === lead ? [] : titled(t('notice.means'), means, topic ? undefined : languages?.meaning)),
    ...titled(t('notice.fix'), fix, topic ? undefined : languages?.remedy),
    ...links(facts.links),
  ]
}

/** A heading and its text; nothing if the text is empty. */
function titled(title: string, text: string, language: Locale | undefined): MailRow[] {
  return text ? [heading(title), ...quote(text, language)] : []
}

function formatSince({ since, timeZone }: NoticeFacts, { t, locale }: MailContext): string {
  return t('notice.since', { date: formatMoment(since, { locale, timeZone }) })
}

function detailRows({ details, languages }: NoticeFacts, { t }: MailContext): MailRow[] {
  return titled(t('notice.what'), details.trim() && details, languages?.details)
}

/**
 * `openFor` in milliseconds. `notified`: people who have not answered; `deadline`: when it escalates next, and to whom.
 * `link` opens the staff page.
 */
export type NoticeEscalationMail = NoticeFacts & {
  openFor: number
  notified: string[]
  deadline: Deadline | null
}

/** Sent to staff while nobody acknowledges an emergency (notices.md, Routing). */
export const noticeEscalation = defineAccountMail<NoticeEscalationMail>('notice-escalation', {
  lane: 'urgent',
  subject: subjectOf,
  title: nameNotice,
  titleLanguage: languageOfName,
  why: 'why.staff',
  band: (mail, context) => bandOf({ ...mail, isRepeated: true, reader: 'staff' }, context),
  lead: ({ openFor }, { t, locale }) =>
    t('notice-escalation.text', { duration: formatDuration(openFor, locale) }),
  first: (mail, context) => describeNotice(mail, context, { lead: '', reader: 'staff' }),
  main: ({ link: href }, { t }) => ({ text: t('notice.open'), href }),
  rows: (mail, context) => [
    ...(isLongText(mail) ? detailRows(mail, context) : []),
    ...notifiedRows(mail, context),
  ],
})

/** Who was notified and did not answer, for staff. */
export function notifiedRows({ notified }: { notified: string[] }, { t }: MailContext): MailRow[] {
  return notified.length > 0
    ? [heading(t('notice-escalation.told')), list(notified)]
    : [t('notice-escalation.nobody')]
}

/** `answerDue`: an emergency still needs an answer. */
export type NoticeResolvedMail = NoticeFacts & {
  purpose: RouteTarget
  resolvedAt: number
  answerDue: boolean
  acknowledgeLink: string
}

/** Sent once to everybody who got the notice (notices.md, Same thing twice). */
export const noticeResolved = defineAccountMail<NoticeResolvedMail>('notice-resolved', {
  subject: subjectOf,
  title: nameNotice,
  titleLanguage: languageOfName,
  why: reasonFor,
  band: resolvedBand,
  lead: ({ resolvedAt, timeZone }, { t, locale }) =>
    t('notice-resolved.text', { date: formatMoment(resolvedAt, { locale, timeZone }) }),
  first: (mail, context) => [
    formatSince(mail, context),
    mail.answerDue && context.t('notice-resolved.answer'),
  ],
  main: ({ answerDue, acknowledgeLink, link }, { t }) =>
    answerDue
      ? { text: t('notice.acknowledge'), href: acknowledgeLink }
      : { text: t('notice.open'), href: link },
  rows: ({ answerDue, link }, { t }) => [answerDue && action(t('notice.open'), link)],
})
