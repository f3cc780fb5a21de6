import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import { defineAccountMail, defineMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, list, type MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'
import { whyOf } from './notice.ts'

/** `count`: all notices; `items`: the first of them. `copy`: as in a notice. `link` opens the account's notices. */
export type DigestMail = {
  accountName: string
  category: NoticeCategory
  count: number
  items: { summary: string; at: number; resolved: boolean }[]
  purpose: RouteTarget
  copy: boolean
  timeZone: string
  link: string
  acknowledgeLink: string
}

/** The notices of 5 minutes during a storm (notices.md, Storms). */
export const noticeDigest = defineAccountMail<DigestMail>('notice-digest', {
  words: nameCategory,
  why: whyOf,
  main: ({ acknowledgeLink: href }, { t }) => ({ text: t('notice-digest.acknowledge'), href }),
  rows: (mail, context) => [
    context.t('notice.acknowledge-why'),
    ...listItems(mail, context),
    action(context.t('notice-digest.open'), mail.link),
  ],
})

type DigestResolvedMail = Omit<DigestMail, 'acknowledgeLink'>

/** The end of notices that a digest told, in a digest too. */
export const noticeDigestResolved = defineAccountMail<DigestResolvedMail>('notice-digest-resolved', {
  subject: (_, { t }) => t('notice-resolved.subject', { text: t('notice-digest.subject') }),
  title: 'notice-digest.resolved-title',
  words: nameCategory,
  why: whyOf,
  lead: 'notice-digest.resolved-text',
  main: ({ link: href }, { t }) => ({ text: t('notice-digest.open'), href }),
  rows: (mail, context) =>
    listItems({ ...mail, items: mail.items.map((item) => ({ ...item, resolved: false })) }, context),
})

function nameCategory({ category }: DigestResolvedMail, { t }: MailContext) {
  return { category: t(`categories.${category}`) }
}

function listItems({ items, count, timeZone }: DigestResolvedMail, { t, locale }: MailContext): MailRow[] {
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
