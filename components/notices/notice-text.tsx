import { getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import { VisuallyHidden } from '#/components/ui/visually-hidden.tsx'
import type { NoticeCategory, NoticeLink, NoticeTopic } from '#/lib/notices/schema.ts'
import { nameNotice } from './notice-words.ts'

type NoticeTextProps = {
  notice: {
    topic: NoticeTopic | null
    category: NoticeCategory
    summary: string
    details: string
    meaning: string
    remedy: string
    links: readonly NoticeLink[]
  }
  accountName: string
  programme: string
}

/** What a notice says: what happened, what it means, how to fix it, and where there is more; as its mails do. */
export async function NoticeText({ notice, accountName, programme }: NoticeTextProps) {
  const t = await getTranslations('notices')
  const mail = await getTranslations('mail.notice')
  const { topic, category } = notice
  const account = accountName
  const means = topic ? mail(`topics.${topic}.meaning`, { programme }) : notice.meaning
  const fix = topic ? mail(`topics.${topic}.remedy`, { programme }) : notice.remedy
  const parts = [
    { title: t('what'), text: notice.details || (await nameNotice(notice)) },
    { title: t('means'), text: means || mail(`meanings.${category}`, { account, programme }) },
    { title: t('fix'), text: fix || mail('fix-unknown') },
  ]
  return (
    <div className="flex flex-col gap-5">
      {parts.map(({ title, text }) => (
        <section key={title}>
          <h2 className="text-large">{title}</h2>
          <p dir="auto" className="mt-1 max-w-measure whitespace-pre-line wrap-anywhere">
            {text}
          </p>
        </section>
      ))}
      {notice.links.length > 0 ? (
        <section>
          <h2 className="text-large">{t('links')}</h2>
          <ul className="mt-1 flex flex-col gap-1">
            {notice.links.map(({ href, text }) => (
              <li key={`${href} ${text}`}>
                <a
                  href={href}
                  rel="noopener noreferrer nofollow"
                  className="inline-flex max-w-full items-center gap-1.5 wrap-anywhere"
                >
                  <span className="min-w-0">{text || href}</span>
                  <Icon name="external" size="small" />
                  <VisuallyHidden>({t('opensElsewhere')})</VisuallyHidden>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
