import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { type AnnouncementTexts, textParts } from '#/db/words/announcements.ts'
import { locales } from '#/db/words/locale.ts'

/** What an announcement says, as it was written, in each language. */
export async function AnnouncementTextCards({ texts }: { texts: AnnouncementTexts }) {
  const t = await getTranslations('announcements')
  const names = new Intl.DisplayNames(await getLocale(), { type: 'language' })
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      {locales.map((locale) => {
        const text = texts[locale]
        if (!text) return null
        return (
          <Card key={locale} title={t('says', { language: names.of(locale) ?? locale })}>
            <div lang={locale} className="flex max-w-measure flex-col gap-3 wrap-anywhere">
              {textParts.map((part) =>
                text[part] ? (
                  <p key={part} className={part === 'summary' ? 'font-semibold' : 'whitespace-pre-line'}>
                    {text[part]}
                  </p>
                ) : null,
              )}
            </div>
          </Card>
        )
      })}
    </div>
  )
}
