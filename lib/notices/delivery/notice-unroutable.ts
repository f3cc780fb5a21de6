import type { NoticeCategory } from '#/db/words/notices.ts'
import { action, list, paragraph, type Template } from '#/lib/platform/mail/model.ts'

/** `account` is its name, or what the sender wrote where it is unknown. `link` leads to the unroutable notices. */
export type NoticeUnroutableMail = {
  count: number
  items: { account: string; known: boolean; category: NoticeCategory; summary: string }[]
  link: string
}

/** To staff, of notices that reach nobody (notices.md, Routing). */
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
