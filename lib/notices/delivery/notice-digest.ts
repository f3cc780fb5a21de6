import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { defineAccountMail, defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, list, type MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'
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

/** `isEscalation`: nobody acknowledged them in time. `purpose`, `copy`: as in a notice. */
export type DigestMail = ListedMail & {
  isEscalation: boolean
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
  lead: ({ isEscalation }, { t }) => t(isEscalation ? 'notice-digest.escalation' : 'notice-digest.text'),
  main: acknowledgeListed,
  rows: (mail, context) => [
    context.t('notice.acknowledge-why'),
    ...listItems(mail, context),
    mail.count > mail.items.length && context.t('notice-digest.more-open'),
    action(context.t('notice-digest.open'), mail.link),
  ],
})

/** `acknowledgeLink` is empty unless emergencies among them still need an answer. */
type DigestResolvedMail = Omit<DigestMail, 'isEscalation'>

/** The end of notices that a digest told, in a digest too. */
export const noticeDigestResolved = defineAccountMail<DigestResolvedMail>('notice-digest-resolved', {
  subject: 'notice-digest.subject',
  title: 'notice-digest.resolved-title',
  words: nameCategory,
  why: whyOf,
  lead: ({ acknowledgeLink }, { t }) =>
    t(acknowledgeLink ? 'notice-digest.resolved-answer' : 'notice-digest.resolved-text'),
  main: (mail, context) =>
    mail.acknowledgeLink
      ? acknowledgeListed(mail, context)
      : { text: context.t('notice-digest.open'), href: mail.link },
  rows: (mail, context) => [
    ...listItems({ ...mail, items: mail.items.map((item) => ({ ...item, resolved: false })) }, context),
    mail.acknowledgeLink !== '' && action(context.t('notice-digest.open'), mail.link),
  ],
})

/** `openFor`: milliseconds since the first was seen. `told`: people who were told and did not answer. */
export type NoticeEscalationsMail = ListedMail & { openFor: number; told: string[] }

/** To staff, of several emergencies of an account that nobody acknowledged (notices.md, Storms). */
export const noticeEscalations = defineAccountMail<NoticeEscalationsMail>('notice-escalations', {
  lane: 'urgent',
  subject: 'notice-digest.subject',
  words: nameCategory,
  why: 'why.staff',
  lead: ({ openFor }, { t, locale }) =>
    t('notice-escalations.text', { duration: formatDuration(openFor, locale) }),
  main: ({ link: href }, { t }) => ({ text: t('notice-digest.open'), href }),
  rows: (mail, context) => [
    ...listItems(mail, context),
    mail.told.length > 0
      ? [heading(context.t('notice-escalation.told')), list(mail.told)]
      : context.t('notice-escalation.nobody'),
  ],
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

function listItems({ items, count, timeZone }: ListedMail, { t, locale }: MailContext): MailRow[] {
  const lines = items.map(({ summary, at, resolved }) => {
    const date = formatMoment(at, { locale, timeZone })
    return t(resolved ? 'notice-digest.item-resolved' : 'notice-digest.item', { summary, date })
  })
  const more = count - items.length
  return [list(lines), more > 0 && t('notice-digest.more', { count: more })]
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
  main: ({ link: href }, { t }) => ({ text: t('notice-unroutable.open'), href }),
  rows({ count, items }, { t }) {
    const more = count - items.length
    return [
      list(
        items.map(({ account, known, category, summary }) => {
          const named = { account, category: t(`categories.${category}`), summary: summary || '–' }
          if (known) return t('notice-unroutable.item', named)
          return t(account ? 'notice-unroutable.item-unknown' : 'notice-unroutable.item-none', named)
        }),
      ),
      more > 0 && t('notice-digest.more', { count: more }),
    ]
  },
})
