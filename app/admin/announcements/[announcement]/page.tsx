import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementBadge } from '#/components/announcements/announcement-badge.tsx'
import { AnnouncementFacts } from '#/components/announcements/announcement-facts.tsx'
import { languageOfName, nameAnnouncement } from '#/components/announcements/announcement-words.ts'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { FactsColumns } from '#/components/ui/facts-columns.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type AnnouncementTexts, textParts } from '#/db/words/announcements.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { showOutcome } from './show-outcome.tsx'
import { showPreview } from './show-preview.tsx'

export default definePage(
  '/admin/announcements/[announcement]',
  staff,
  async ({ grant, read, params, query }) => {
    const found = (await findAnnouncement(read, grant, params.announcement)) ?? notFound()
    const t = await getTranslations('announcements')
    const { programmeName } = await currentSettings()
    const name = await nameAnnouncement(found.texts)
    const isEditable = editableStates.includes(found.state)
    const types = await listIntegrationTypes(read)
    const show = found.startedAt === null ? showPreview : showOutcome
    const { head, rest } = await show(read, grant, found, query, programmeName)
    return (
      <Page
        title={
          <span dir="auto" lang={await languageOfName(found.texts)}>
            {name}
          </span>
        }
        name={name}
        of={[t('title')]}
        context={<Link href="/admin/announcements">{t('all')}</Link>}
        status={<AnnouncementBadge state={found.state} />}
        actions={
          found.startedAt === null ? null : (
            <PlainLink download href={`/admin/announcements/${found.id}/outcome.csv`}>
              {t('outcome.download')}
            </PlainLink>
          )
        }
        zoned
      >
        <DoneBanner
          done={query.done}
          known={['saved', 'tested', 'sent', 'stopped', 'continued']}
          title={(word) => t(`done.${word}`)}
        />
        <FactsColumns
          facts={
            <AnnouncementFacts
              announcement={found}
              audience={await formatFilters(accountFilters.read(found.audience), types)}
            />
          }
        >
          {head}
          {isEditable ? (
            <ButtonRow>
              <ButtonLink href={`/admin/announcements/${found.id}/edit`}>{t('change')}</ButtonLink>
              <ButtonLink href={`/admin/announcements/${found.id}/audience`}>
                {t('audience.change')}
              </ButtonLink>
            </ButtonRow>
          ) : null}
        </FactsColumns>
        {rest}
        <AnnouncementTextCards texts={found.texts} />
      </Page>
    )
  },
)

async function AnnouncementTextCards({ texts }: { texts: AnnouncementTexts }) {
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
