import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import {
  action,
  list,
  type MailContext,
  paragraph,
  quietAction,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { accountSubject, formatMoment } from '#/lib/platform/mail/wording.ts'
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
export const noticeDigest: Template<DigestMail> = {
  name: 'notice-digest',
  compose(mail, context) {
    const { t, programmeName: programme } = context
    const { count, accountName: account } = mail
    const category = t(`categories.${mail.category}`)
    return {
      subject: accountSubject(t('notice-digest.subject', { category, count }), account, context),
      title: t('notice-digest.title', { count }),
      parts: [
        paragraph(t('notice-digest.text', { account })),
        ...listItems(mail, context),
        action(t('notice-digest.acknowledge'), mail.acknowledgeLink),
        paragraph(t('notice.acknowledge-why')),
        quietAction(t('notice-digest.open'), mail.link),
      ],
      why: whyOf(mail, context, programme),
    }
  },
}

/** The end of notices that a digest told, gathered as well. */
export const noticeDigestResolved: Template<Omit<DigestMail, 'acknowledgeLink'>> = {
  name: 'notice-digest-resolved',
  compose(mail, context) {
    const { t, programmeName: programme } = context
    const { count, accountName: account } = mail
    const text = t('notice-digest.subject', { category: t(`categories.${mail.category}`), count })
    return {
      subject: accountSubject(t('notice-resolved.subject', { text }), account, context),
      title: t('notice-digest.resolved-title', { count }),
      parts: [
        paragraph(t('notice-digest.resolved-text', { account })),
        ...listItems({ ...mail, items: mail.items.map((item) => ({ ...item, resolved: false })) }, context),
        action(t('notice-digest.open'), mail.link),
      ],
      why: whyOf(mail, context, programme),
    }
  },
}

function listItems(
  { items, count, timeZone }: Pick<DigestMail, 'items' | 'count' | 'timeZone'>,
  { t, locale }: MailContext,
) {
  const lines = items.map(({ summary, at, resolved }) => {
    const date = formatMoment(at, locale, timeZone)
    return t(resolved ? 'notice-digest.item-resolved' : 'notice-digest.item', { summary, date })
  })
  const more = count - items.length
  return [list(lines), ...(more > 0 ? [paragraph(t('notice-digest.more', { count: more }))] : [])]
}

/** `account`: its name, or the sender's text if unknown. `link` opens the unroutable notices. */
export type NoticeUnroutableMail = {
  count: number
  items: { account: string; known: boolean; category: NoticeCategory; summary: string }[]
  link: string
}

/** Tells staff about notices that reach nobody (notices.md, Routing). */
export const noticeUnroutable: Template<NoticeUnroutableMail> = {
  name: 'notice-unroutable',
  compose({ count, items, link }, { t, programmeName: programme }) {
    const more = count - items.length
    return {
      subject: t('notice-unroutable.subject', { programme, count }),
      title: t('notice-unroutable.title', { count }),
      parts: [
        paragraph(t('notice-unroutable.text')),
        list(
          items.map(({ account, known, category, summary }) => {
            const named = { account, category: t(`categories.${category}`), summary: summary || '–' }
            if (known) return t('notice-unroutable.item', named)
            return t(account ? 'notice-unroutable.item-unknown' : 'notice-unroutable.item-none', named)
          }),
        ),
        ...(more > 0 ? [paragraph(t('notice-digest.more', { count: more }))] : []),
        action(t('notice-unroutable.open'), link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
