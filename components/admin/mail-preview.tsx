import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
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
  const languages = await getTranslations('common.languages')
  return (
    <Card title={t('mail', { language: languages(locale) })}>
      <div lang={locale} className="max-w-measure">
        <p className="font-semibold">{mail.subject}</p>
        <p className="mt-3 whitespace-pre-line">{mail.text.trim()}</p>
      </div>
    </Card>
  )
}
