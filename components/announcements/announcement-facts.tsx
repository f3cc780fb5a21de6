import { getTranslations } from 'next-intl/server'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { calendarPathOf } from '#/components/announcements/announcement-words.ts'
import { SeverityBadge } from '#/components/notices/notice-badges.tsx'
import { WindowFact } from '#/components/notices/notice-window.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { AnnouncementView } from '#/lib/notices/announcements/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type AnnouncementFactsProps = {
  announcement: AnnouncementView
  /** The audience's filters in words. */
  audience: readonly { text: string }[]
}

export async function AnnouncementFacts({ announcement, audience }: AnnouncementFactsProps) {
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
