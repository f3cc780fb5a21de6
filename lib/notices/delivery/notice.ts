import type { NoticeCategory, NoticeKind, NoticeTopic, RouteTarget } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { type NoticeReader, remedyKey } from '#/lib/notices/notice/shown.ts'
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
import { formatMoment, shorten } from '#/lib/platform/mail/wording.ts'

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

/**
 * `others`: who else in the account was told; `staffTold`: the team was told too. `copy`: it went to `purpose` for
 * information. `asksAnswer`: it waits for an acknowledgement. `calendar`: when it happens, of an announcement with a
 * window. `handedOn`: why earlier steps did not get it: their mail failed or bounces (`unreached`), or they have no
 * contacts (`unnamed`).
 */
export type NoticeMail = NoticeFacts & {
  part: 'notice' | 'reminder' | 'escalation'
  purpose: RouteTarget
  copy: boolean
  asksAnswer: boolean
  calendar: CalendarEntry | null
  handedOn: 'unreached' | 'unnamed' | null
  others: string[]
  staffTold: boolean
  acknowledgeLink: string
}

/** A notice told for the first time, as a reminder, or by escalation (notices.md, What a message says). */
export const notice = defineAccountMail<NoticeMail>('notice', {
  subject: subjectOf,
  title: (mail, context) => {
    const summary = nameNotice(mail, context)
    // A test notice has that name already.
    if (mail.kind === 'event' || mail.topic === 'test-notice') return summary
    return context.t(`notice.${mail.kind}-title`, { summary })
  },
  titleLanguage: ({ kind, languages }) => (kind === 'event' ? languages?.summary : undefined),
  why: whyOf,
  lead: leadOf,
  main: acknowledgeButton,
  rows: rowsOfNotice,
})

export function acknowledgeButton({ acknowledgeLink: href }: NoticeMail, { t }: MailContext) {
  return { text: t('notice.acknowledge'), href }
}

/** A test and a drill say first what they are; a later message, why it comes. */
function leadOf(mail: NoticeMail, context: MailContext): string {
  const { kind, part } = mail
  if (kind !== 'event') return context.t(`notice.${kind}`)
  return part === 'notice' ? explain(mail, context) : context.t(`notice.${part}`)
}

function rowsOfNotice(mail: NoticeMail, context: MailContext): MailRow[] {
  const { t } = context
  const { kind, part, handedOn, others, staffTold } = mail
  const team = staffTold ? [t('notice.team')] : []
  return [
    kind !== 'event' && t(`notice.${kind}-why`),
    kind !== 'event' && part !== 'notice' && t(`notice.${part}`),
    t(kind === 'event' ? 'notice.acknowledge-why' : 'notice.acknowledge-how'),
    handedOn && t(`notice.handed-on-${handedOn}`),
    ...describeNotice(mail, context, { lead: leadOf(mail, context) }),
    action(t('notice.open'), mail.link),
    ...(others.length > 0
      ? [heading(t('notice.others')), list([...others, ...team])]
      : [t(staffTold ? 'notice.staff-alone' : 'notice.nobody-else')]),
  ]
}

export function whyOf(
  { purpose, copy = false }: { purpose: RouteTarget; copy?: boolean },
  { t }: Pick<MailContext, 't'>,
): string {
  const target = t(purpose === 'owners' ? 'notice.owners' : `fields.${purpose}`)
  return t(copy ? 'notice.why-copy' : purpose === 'owners' ? 'notice.why-owner' : 'notice.why', { target })
}

/**
 * `category: summary`, marked for tests and drills; an announcement names only an emergency. Every mail of a notice has
 * this subject, so that mail programs keep them together.
 */
export function subjectOf(facts: NoticeFacts, context: MailContext): string {
  const { t } = context
  const summary = shorten(nameNotice(facts, context))
  if (facts.announced && facts.category !== 'emergency') return summary
  const text = t('notice.subject', { category: t(`categories.${facts.category}`), summary })
  return facts.kind === 'event' ? text : t(`notice.${facts.kind}-subject`, { text })
}

/** Words for texts about a notice. */
function namesOfNotice(facts: NoticeFacts, context: MailContext) {
  return { summary: nameNotice(facts, context) }
}

function nameNotice({ topic, summary }: NoticeFacts, { t }: Pick<MailContext, 't'>): string {
  return topic ? t(`notice.topics.${topic}.summary`) : summary
}

/** What the portal itself knows of its meaning. */
function explain({ topic, category }: NoticeFacts, { t }: MailContext): string {
  return t(topic ? `notice.topics.${topic}.meaning` : `notice.meanings.${category}`)
}

/**
 * What happened, what it means, how to fix it, since when; without what the title or the lead already say. Of a drill or
 * a test from the portal they say it all.
 */
function describeNotice(
  facts: NoticeFacts,
  context: MailContext,
  { lead, reader = 'partner' }: { lead: string; reader?: NoticeReader },
): MailRow[] {
  const { t, locale } = context
  const { topic, category, details, meaning, remedy, languages, since, timeZone } = facts
  const date = formatMoment(since, { locale, timeZone })
  if (topic === 'drill' || topic === 'test-notice') return [t('notice.sent-on', { date })]
  const means = (!topic && meaning.trim()) || explain(facts, context)
  const fix = topic ? t(`notice.topics.${remedyKey(topic, reader)}`) : remedy.trim()
  const unknown = t(reader === 'staff' ? 'notice.fix-unknown-staff' : 'notice.fix-unknown')
  return [
    ...(details.trim()
      ? [
          heading(t('notice.what', { category: t(`categories.${category}`) })),
          ...quote(details, languages?.details),
        ]
      : []),
    ...(means === lead
      ? []
      : [
          heading(t('notice.means')),
          ...quote(means, means === meaning.trim() ? languages?.meaning : undefined),
        ]),
    heading(t('notice.fix')),
    ...(fix ? quote(fix, topic ? undefined : languages?.remedy) : [unknown]),
    t('notice.since', { date }),
    ...links(facts.links),
  ]
}

/** `openFor` in milliseconds. `told`: people who were told and did not answer; `link` opens the staff page. */
export type NoticeEscalationMail = NoticeFacts & { openFor: number; told: string[] }

/** To staff, as long as nobody acknowledges an emergency (notices.md, Routing). */
export const noticeEscalation = defineAccountMail<NoticeEscalationMail>('notice-escalation', {
  lane: 'urgent',
  subject: subjectOf,
  why: 'why.staff',
  words: namesOfNotice,
  lead: ({ openFor }, { t, locale }) =>
    t('notice-escalation.text', { duration: formatDuration(openFor, locale) }),
  main: ({ link: href }, { t }) => ({ text: t('notice.open'), href }),
  rows: (mail, context) => [
    mail.told.length > 0
      ? [heading(context.t('notice-escalation.told')), list(mail.told)]
      : context.t('notice-escalation.nobody'),
    describeNotice(mail, context, { lead: '', reader: 'staff' }),
  ],
})

/** `answerDue`: an emergency still needs an answer. */
export type NoticeResolvedMail = NoticeFacts & {
  purpose: RouteTarget
  resolvedAt: number
  answerDue: boolean
  acknowledgeLink: string
}

/** Sent once to everybody who was told of the notice (notices.md, Same thing twice). */
export const noticeResolved = defineAccountMail<NoticeResolvedMail>('notice-resolved', {
  subject: subjectOf,
  why: whyOf,
  words: namesOfNotice,
  lead: ({ resolvedAt, timeZone }, { t, locale }) =>
    t('notice-resolved.text', { date: formatMoment(resolvedAt, { locale, timeZone }) }),
  main: ({ answerDue, acknowledgeLink, link }, { t }) =>
    answerDue
      ? { text: t('notice.acknowledge'), href: acknowledgeLink }
      : { text: t('notice.open'), href: link },
  rows: ({ since, timeZone, answerDue, link }, { t, locale }) => [
    answerDue && t('notice-resolved.answer'),
    t('notice.since', { date: formatMoment(since, { locale, timeZone }) }),
    answerDue && action(t('notice.open'), link),
  ],
})
