import { getLocale, getTranslations } from 'next-intl/server'
import { MailText } from '#/components/shell/mail-card.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { Locale } from '#/db/words/locale.ts'

type AnnouncementMailsProps = {
  /** Null where none of the accounts would be mailed. */
  account: string | null
  /** In each language: `to` is the first who gets it in that, empty where nobody there does. */
  mails: readonly { locale: Locale; to: string; subject: string; text: string }[]
}

/** The mail of an announcement as one account gets it, in each language. */
export async function AnnouncementMails({ account, mails }: AnnouncementMailsProps) {
  const t = await getTranslations('announcements.mail')
  const names = new Intl.DisplayNames(await getLocale(), { type: 'language' })
  if (account === null) return <p className="text-muted">{t('none')}</p>
  return (
    <Card title={t('title', { account })}>
      {mails.map(({ locale, to, ...mail }) => {
        const language = names.of(locale) ?? locale
        return (
          <Disclosure
            key={locale}
            open={to !== ''}
            summary={to ? t('sent', { language, address: to }) : t('nobody', { language })}
          >
            <MailText locale={locale} mail={mail} />
          </Disclosure>
        )
      })}
    </Card>
  )
}
