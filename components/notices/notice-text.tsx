import { getLocale, getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { isAnnouncement } from '#/lib/notices/notice/keys.ts'
import { foreignLanguages, inLanguage, meaningKey, remedyKey } from '#/lib/notices/notice/shown.ts'
import type { Notice } from '#/lib/notices/views/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { nameNotice } from './notice-names.ts'

type NoticeTextProps = {
  notice: Notice
  accountName: string

  /** The support address; null for staff, who are support. */
  support: string | null

  /** Whether the reader is asked to answer the drill; only they see what to do. */
  isAsked: boolean
}

/**
 * The text of a notice, as in its mails: what happened, what it means, how to fix it, and where to read more. An
 * announcement says only what its author wrote.
 */
export async function NoticeText({ notice: given, accountName, support, isAsked }: NoticeTextProps) {
  const { programmeName: programme } = await currentSettings()
  const locale = await getLocale()
  const notice = inLanguage(given, locale)
  const languages = foreignLanguages(given, locale)
  const t = await getTranslations('notices')
  const mail = await getTranslations('mail.notice')
  const { topic } = notice
  const account = accountName
  const means = topic
    ? mail(`topics.${meaningKey(topic, notice.origin)}`, { account, programme })
    : notice.meaning
  const reader = support === null ? 'staff' : 'partner'
  const fix = topic ? mail(`topics.${remedyKey(topic, reader)}`, { account, programme }) : notice.remedy
  const announced = await getTranslations('mail.announcement')
  const written = [
    { title: t('happens'), text: notice.details, lang: languages.details },
    { title: announced('means'), text: notice.meaning, lang: languages.meaning },
    { title: announced('do'), text: notice.remedy, lang: languages.remedy },
  ]
  // Nothing is broken in a test or a drill.
  const fixTitle = notice.kind === 'event' ? t('fix') : announced('do')
  const reported = [
    {
      title: t('what'),
      text: notice.details || (await nameNotice(notice)),
      lang: notice.details ? languages.details : languages.summary,
    },
    { title: t('means'), text: means, lang: languages.meaning },
    {
      title: fixTitle,
      text: fix || (reader === 'staff' ? '' : t('fixUnknown')),
      lang: fix ? languages.remedy : undefined,
    },
  ]
  const shown =
    notice.kind === 'drill' && !isAsked ? reported.filter(({ title }) => title !== fixTitle) : reported
  const sections = (isAnnouncement(given) ? written : shown).filter(({ text }) => text !== '')
  if (sections.length === 0)
    sections.push({ title: t('happens'), text: notice.summary, lang: languages.summary })
  return (
    <div className="flex flex-col gap-5">
      {sections.map(({ title, text, lang }) => (
        <section key={title}>
          <h2 className="text-large">{title}</h2>
          <p dir="auto" lang={lang} className="mt-1 max-w-measure whitespace-pre-line wrap-anywhere">
            {text}
          </p>
          {!fix && support && title === fixTitle ? (
            <p className="mt-1">
              <Link href={support}>{t('writeToSupport')}</Link>
            </p>
          ) : null}
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
                  className="inline-flex min-h-6 max-w-full items-center gap-1.5 wrap-anywhere"
                >
                  <span className="min-w-0">{text || href}</span>
                  <Icon name="external" size="small" />
                  <span className="sr-only">({t('opensElsewhere')})</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
