import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { languageName } from '#/lib/contacts/entry-words.ts'
import type { Locale } from '#/lib/locale.ts'

/** A mail as it will be sent, its text part. */
export async function MailPreview({
  locale,
  mail,
}: {
  locale: Locale
  mail: { subject: string; text: string }
}) {
  const t = await getTranslations('admin.disable')
  return (
    <Card title={t('mail', { language: languageName(locale, await getLocale()) })}>
      <div lang={locale} className="max-w-measure">
        <p className="font-semibold">{mail.subject}</p>
        <p className="mt-3 whitespace-pre-line">{mail.text.trim()}</p>
      </div>
    </Card>
  )
}
