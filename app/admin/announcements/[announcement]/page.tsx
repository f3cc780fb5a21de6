import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { AnnouncementBadge } from '#/components/announcements/announcement-badge.tsx'
import {
  calendarPathOf,
  languageOfName,
  nameAnnouncement,
} from '#/components/announcements/announcement-texts.ts'
import { SeverityBadge } from '#/components/notices/notice-badges.tsx'
import { WindowFact } from '#/components/notices/notice-window.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { Card, DescriptionList, FactsColumns } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type AnnouncementState, type AnnouncementTexts, textParts } from '#/db/words/announcements.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { type AnnouncementView, findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
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
          known={doneIn[found.state]}
          title={(word) => t(found.state === 'sent' ? 'done.finished' : `done.${word}`)}
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

/** The commands whose results a page still shows in each state. */
const doneIn = {
  draft: ['saved'],
  freezing: [],
  ready: ['tested'],
  sending: ['sent', 'continued'],
  stopped: ['stopped'],
  sent: ['sent', 'continued'],
} as const satisfies Record<AnnouncementState, readonly string[]>

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

type AnnouncementFactsProps = {
  announcement: AnnouncementView
  audience: readonly { text: string }[]
}

async function AnnouncementFacts({ announcement, audience }: AnnouncementFactsProps) {
  const t = await getTranslations('announcements.facts')
  const named = await namePeople()
  const categories = await getTranslations('mail.categories')
  const { category, severity, links, window, asksAnswer, createdAt, startedAt, finishedAt } = announcement
  const moment = (at: number, name: string) => (
    <Instant at={at} by={name && t('byAt', { name: named(name) })} />
  )
  const linked = (
    <ul className="row-links wrap-anywhere">
      {links.map(({ href, text }) => (
        <li key={`${href} ${text}`}>
          <a href={href} rel="noopener noreferrer nofollow">
            {text || href}
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <Card title={t('title')}>
      <DescriptionList
        items={[
          window !== null && {
            term: t('window'),
            description: <WindowFact window={window} file={calendarPathOf(announcement.id)} />,
          },
          { term: t('category'), description: categories(category) },
          { term: t('severity'), description: <SeverityBadge severity={severity} /> },
          { term: t('answer'), description: t(asksAnswer ? 'asked' : 'notAsked') },
          { term: t('audience'), description: <AudienceWords words={audience} /> },
          links.length > 0 && { term: t('links'), description: linked },
          { term: t('written'), description: moment(createdAt, announcement.createdByName) },
          startedAt !== null && {
            term: t('started'),
            description: moment(startedAt, announcement.startedByName),
          },
          finishedAt !== null && { term: t('finished'), description: moment(finishedAt, '') },
        ]}
      />
    </Card>
  )
}
