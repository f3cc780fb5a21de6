import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { defineAccountMail, defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, list, type MailBand, type MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'
import { bandOf, resolvedBand } from './band.ts'
import type { Deadline } from './deadline.ts'
import { whyOf } from './notice.ts'

/** `count`: all notices; `items`: the first of them. `link` opens the account's notices. */
type ListedMail = {
  accountName: string
  category: NoticeCategory
  count: number
  items: { summary: string; at: number; resolved: boolean }[]
  timeZone: string | null
  link: string
}

/** `isEscalation`: nobody acknowledged them in time. `deadline`: the first. `purpose`, `copy`: as in a notice. */
export type DigestMail = ListedMail & {
  isEscalation: boolean
  deadline?: Deadline | null
  purpose: RouteTarget
  copy: boolean
  acknowledgeLink: string
}

/** What a storm gathered, or what escalates together (notices.md, Storms). */
export const noticeDigest = defineAccountMail<DigestMail>('notice-digest', {
  words: nameCategory,
  title: ({ isEscalation }, { t }) =>
    t(isEscalation ? 'notice-digest.escalation-title' : 'notice-digest.title'),
  why: whyOf,
  band: (mail, context) => bandOf({ ...mail, isRepeated: mail.isEscalation }, context),
  lead: ({ isEscalation }, { t }) => t(isEscalation ? 'notice-digest.escalation' : 'notice-digest.text'),
  first: listFirst,
  main: acknowledgeListed,
  rows: (mail, context) => [
    context.t('notice.acknowledge-why'),
    mail.count > mail.items.length && context.t('notice-digest.more-open'),
    ...listRest(mail, context),
    action(context.t('notice-digest.open'), mail.link),
  ],
})

/** `acknowledgeLink` is empty unless emergencies among them still need an answer. */
type DigestResolvedMail = Omit<DigestMail, 'isEscalation' | 'deadline'>

/** The end of notices that a digest told, in a digest too. */
export const noticeDigestResolved = defineAccountMail<DigestResolvedMail>('notice-digest-resolved', {
  subject: 'notice-digest.subject',
  title: 'notice-digest.resolved-title',
  words: nameCategory,
  why: whyOf,
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

/** `openFor`: milliseconds since the first was seen. `told`: people who were told and did not answer. */
export type NoticeEscalationsMail = ListedMail & { openFor: number; told: string[] }

/** To staff, of several emergencies of an account that nobody acknowledged (notices.md, Storms). */
export const noticeEscalations = defineAccountMail<NoticeEscalationsMail>('notice-escalations', {
  lane: 'urgent',
  subject: 'notice-digest.subject',
  words: nameCategory,
  why: 'why.staff',
  band: (mail, context) => bandOf({ ...mail, isRepeated: true }, context),
  lead: ({ openFor }, { t, locale }) =>
    t('notice-escalations.text', { duration: formatDuration(openFor, locale) }),
  first: (mail, context) => [
    ...listFirst(mail, context),
    mail.told.length > 0
      ? [heading(context.t('notice-escalation.told')), list(mail.told)]
      : context.t('notice-escalation.nobody'),
  ],
  main: ({ link: href }, { t }) => ({ text: t('notice-digest.open'), href }),
  rows: listRest,
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

/** So many entries are above the button, the others below it. */
const listedFirst = 10

function listFirst(mail: ListedMail, context: MailContext): MailRow[] {
  return splitList(mail, listItems(mail, context), context).first
}

function listRest(mail: ListedMail, context: MailContext): MailRow[] {
  return splitList(mail, listItems(mail, context), context).rest
}

function listItems({ items, timeZone }: ListedMail, { t, locale }: MailContext): string[] {
  return items.map(({ summary, at, resolved }) => {
    const date = formatMoment(at, { locale, timeZone })
    return t(resolved ? 'notice-digest.item-resolved' : 'notice-digest.item', { summary, date })
  })
}

/** The lines of a list, of `count` in all, above and below the button. */
function splitList({ count }: { count: number }, lines: string[], { t }: MailContext) {
  const [first, rest] = [lines.slice(0, listedFirst), lines.slice(listedFirst)]
  const more = count > lines.length && t('notice-digest.more', { count: count - lines.length })
  if (rest.length === 0) return { first: [list(first), more], rest: [] }
  return { first: [list(first)], rest: [heading(t('notice-digest.rest')), list(rest), more] }
}

/** `account`: its name, or the sender's text if unknown. `link` opens the unroutable notices. */
export type NoticeUnroutableMail = {
  count: number
  items: { account: string; known: boolean; category: NoticeCategory; summary: string }[]
  link: string
}

/** Tells staff about notices that reach nobody (notices.md, Routing). */
export const noticeUnroutable = defineMail<NoticeUnroutableMail>('notice-unroutable', {
  why: 'why.staff',
  band: bandOfUnroutable,
  first: (mail, context) => splitList(mail, listUnroutable(mail, context), context).first,
  main: ({ link: href }, { t }) => ({ text: t('notice-unroutable.open'), href }),
  rows: (mail, context) => splitList(mail, listUnroutable(mail, context), context).rest,
})

/** An emergency that reaches nobody is one for staff. */
function bandOfUnroutable({ items }: NoticeUnroutableMail, { t }: MailContext): MailBand {
  const urgent = items.filter(({ category, known }) => category === 'emergency' && known)
  const [account = '', ...others] = new Set(urgent.map((item) => item.account))
  if (urgent.length === 0) return { tone: 'alert', word: t('band.unroutable'), account: '', deadline: '' }
  return {
    tone: 'emergency',
    word: t('categories.emergency'),
    account: others.length > 0 ? '' : account,
    deadline: '',
  }
}

function listUnroutable({ items }: NoticeUnroutableMail, { t }: MailContext): string[] {
  return items.map(({ account, known, category, summary }) => {
    const named = { account, category: t(`categories.${category}`), summary: summary || '–' }
    if (known) return t('notice-unroutable.item', named)
    return t(account ? 'notice-unroutable.item-unknown' : 'notice-unroutable.item-none', named)
  })
}
