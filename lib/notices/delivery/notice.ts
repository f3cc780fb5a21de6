import type { NoticeCategory, NoticeKind, NoticeTopic, RouteTarget } from '#/db/words/notices.ts'
import { type NoticeReader, remedyKey } from '#/lib/notices/notice/shown.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import {
  action,
  heading,
  links,
  list,
  type MailContext,
  type MailPart,
  paragraph,
  quietAction,
  quote,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { accountSubject, formatMoment, shorten } from '#/lib/platform/mail/wording.ts'

/** The facts in a mail about a notice; `since` in milliseconds UTC, `timeZone` of the recipient (IANA). */
export type NoticeFacts = {
  accountName: string
  category: NoticeCategory
  kind: NoticeKind
  /** The portal's own notices have texts here in the recipient's language. */
  topic: NoticeTopic | null
  summary: string
  details: string
  meaning: string
  remedy: string
  links: { href: string; text: string }[]
  since: number
  timeZone: string
  /** Opens the notice in the portal. */
  link: string
}

/**
 * `others`: who else in the account was told; `staffTold`: the team was told too. `copy`: it went to `purpose` for
 * information. `handedOn`: why earlier steps did not get it: their mail failed or bounces (`unreached`), or they have
 * no contacts (`unnamed`).
 */
export type NoticeMail = NoticeFacts & {
  part: 'notice' | 'reminder' | 'escalation'
  purpose: RouteTarget
  copy: boolean
  handedOn: 'unreached' | 'unnamed' | null
  others: string[]
  staffTold: boolean
  acknowledgeLink: string
}

/** A notice told for the first time, as a reminder, or by escalation (notices.md, What a message says). */
export const notice: Template<NoticeMail> = {
  name: 'notice',
  compose(mail, context) {
    const { t, programmeName: programme } = context
    const { accountName: account, kind } = mail
    const summary = nameNoticeInMail(mail, context)
    return {
      subject: accountSubject(subjectOf(mail, context), account, context),
      title: kind === 'event' ? summary : t(`notice.${kind}-title`, { summary }),
      parts: [
        ...(kind === 'event' ? [] : [paragraph(t(`notice.${kind}`, { account }))]),
        ...(mail.part === 'notice' ? [] : [paragraph(t(`notice.${mail.part}`))]),
        ...(mail.handedOn ? [paragraph(t(`notice.handed-on-${mail.handedOn}`, { account }))] : []),
        ...describeNotice(mail, context),
        action(t('notice.acknowledge'), mail.acknowledgeLink),
        paragraph(t(kind === 'drill' ? 'notice.acknowledge-drill' : 'notice.acknowledge-why')),
        quietAction(t('notice.open'), mail.link),
        ...sayOthers(mail, context),
      ],
      why: whyOf(mail, context, programme),
    }
  },
}

function sayOthers(
  { others, staffTold, accountName: account }: NoticeMail,
  context: MailContext,
): MailPart[] {
  const { t, programmeName: programme } = context
  if (others.length === 0)
    return [paragraph(staffTold ? t('notice.staff-alone', { account, programme }) : t('notice.nobody-else'))]
  const team = t('notice.team', { programme })
  return [heading(t('notice.others')), list(staffTold ? [...others, team] : others)]
}

export function whyOf(
  {
    purpose,
    copy = false,
    accountName: account,
  }: { purpose: RouteTarget; copy?: boolean; accountName: string },
  { t }: Pick<MailContext, 't'>,
  programme: string,
): string {
  const target = purpose === 'owners' ? t('notice.owners') : t(`fields.${purpose}`, { programme })
  const why = copy ? 'notice.why-copy' : purpose === 'owners' ? 'notice.why-owner' : 'notice.why'
  return t(why, { account, target })
}

/** `category: summary`, marked for tests and drills. */
export function subjectOf(facts: NoticeFacts, context: MailContext): string {
  const { t } = context
  const category = t(`categories.${facts.category}`)
  const text = t('notice.subject', { category, summary: shorten(nameNoticeInMail(facts, context)) })
  return facts.kind === 'event' ? text : t(`notice.${facts.kind}-subject`, { text })
}

export function nameNoticeInMail({ topic, summary }: NoticeFacts, { t }: Pick<MailContext, 't'>): string {
  return topic ? t(`notice.topics.${topic}.summary`) : summary
}

/** What happened, what it means, how to fix it, since when. For a drill the first sentence says it all. */
export function describeNotice(
  facts: NoticeFacts,
  context: MailContext,
  reader: NoticeReader = 'partner',
): MailPart[] {
  const { t, locale, programmeName: programme } = context
  const { topic, category, accountName: account } = facts
  const date = formatMoment(facts.since, locale, facts.timeZone)
  if (facts.kind === 'drill') return [paragraph(t('notice.drill-since', { date }))]
  const means = topic ? t(`notice.topics.${topic}.meaning`, { account, programme }) : facts.meaning
  const fix = topic ? t(`notice.topics.${remedyKey(topic, reader)}`, { account, programme }) : facts.remedy
  const given = (text: string, fallback: string) => (text.trim() ? quote(text) : [paragraph(fallback)])
  return [
    heading(t('notice.what', { category: t(`categories.${category}`) })),
    ...quote(facts.details.trim() ? facts.details : nameNoticeInMail(facts, context)),
    heading(t('notice.means')),
    ...given(means, t(`notice.meanings.${category}`, { account, programme })),
    heading(t('notice.fix')),
    ...given(fix, t(reader === 'staff' ? 'notice.fix-unknown-staff' : 'notice.fix-unknown')),
    paragraph(t('notice.since', { date })),
    ...links(facts.links),
  ]
}

/** `openFor` in milliseconds. `told`: people who were told and did not answer; `link` opens the staff page. */
export type NoticeEscalationMail = NoticeFacts & { openFor: number; told: string[] }

/** To staff, as long as nobody acknowledges an emergency (notices.md, Routing). */
export const noticeEscalation: Template<NoticeEscalationMail> = {
  name: 'notice-escalation',
  lane: 'urgent',
  compose(mail, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account } = mail
    const summary = nameNoticeInMail(mail, context)
    return {
      subject: accountSubject(
        t('notice-escalation.subject', { text: subjectOf(mail, context) }),
        account,
        context,
      ),
      title: t('notice-escalation.title', { summary }),
      parts: [
        paragraph(t('notice-escalation.text', { account, duration: formatDuration(mail.openFor, locale) })),
        ...describeNotice(mail, context, 'staff'),
        ...(mail.told.length > 0
          ? [heading(t('notice-escalation.told')), list(mail.told)]
          : [paragraph(t('notice-escalation.nobody', { account }))]),
        action(t('notice.open'), mail.link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}

/** `answerDue`: an emergency still needs an answer. */
export type NoticeResolvedMail = NoticeFacts & {
  purpose: RouteTarget
  resolvedAt: number
  answerDue: boolean
  acknowledgeLink: string
}

/** Sent once to everybody who was told of the notice (notices.md, Same thing twice). */
export const noticeResolved: Template<NoticeResolvedMail> = {
  name: 'notice-resolved',
  compose(mail, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account, timeZone } = mail
    const summary = nameNoticeInMail(mail, context)
    return {
      subject: accountSubject(
        t('notice-resolved.subject', { text: subjectOf(mail, context) }),
        account,
        context,
      ),
      title: t('notice-resolved.title', { summary }),
      parts: [
        paragraph(t('notice-resolved.text', { date: formatMoment(mail.resolvedAt, locale, timeZone) })),
        paragraph(t('notice.since', { date: formatMoment(mail.since, locale, timeZone) })),
        ...(mail.answerDue
          ? [paragraph(t('notice-resolved.answer')), action(t('notice.acknowledge'), mail.acknowledgeLink)]
          : []),
        (mail.answerDue ? quietAction : action)(t('notice.open'), mail.link),
      ],
      why: whyOf(mail, context, programme),
    }
  },
}
