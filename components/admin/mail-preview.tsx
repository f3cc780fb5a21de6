import { getLocale, getTranslations } from 'next-intl/server'
import { languageName } from '#/lib/contacts/entry-words.ts'
import type { Locale } from '#/lib/locale.ts'
import { MailCard } from './mail-card.tsx'

type MailPreviewProps = { locale: Locale; mail: { subject: string; text: string } }

/** A mail as it will be sent, under the name of its language. */
export async function MailPreview({ locale, mail }: MailPreviewProps) {
  const t = await getTranslations('admin.disable')
  const title = t('mail', { language: languageName(locale, await getLocale()) })
  return <MailCard title={title} locale={locale} mail={mail} />
}
