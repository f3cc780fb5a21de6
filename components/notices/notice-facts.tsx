import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { CopiedText } from '#/components/ui/copied-text.tsx'
import { isEscalating } from '#/lib/notices/delivery/deadline.ts'
import { isOverdue } from '#/lib/notices/notice/shown.ts'
import type { Notice } from '#/lib/notices/views/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { NoticeCategoryBadge, SeverityBadge } from './notice-badges.tsx'
import { WindowFact } from './notice-window.tsx'

type NoticeFactsProps = {
  notice: Notice
  sourceName: string | null
  /** The person who sent it, if a person did. */
  createdByName: string
  account?: ReactNode | undefined
  /** The address of the calendar file of its window; null for none. */
  calendar: string | null
}

export async function NoticeFactList(props: NoticeFactsProps) {
  const { notice, sourceName, createdByName, account, calendar } = props
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices')
  const named = await namePeople()
  const common = await getTranslations('common')
  const from = {
    source: sourceName ?? t('from.source'),
    staff: t('from.staff', { programme }),
    member: t(notice.kind === 'drill' ? 'from.driller' : 'from.member', { name: named(createdByName) }),
    system: t('from.system'),
  }
  const { dueAt, acknowledgedAt, closedAt } = notice
  const overdue = isOverdue(notice, now())
  const seen =
    notice.count === 1 ? (
      t('facts.seenOnce')
    ) : (
      <>
        {t('facts.seenOften', { count: notice.count })} <Instant at={notice.lastSeenAt} />
      </>
    )
  return (
    <Card title={t('facts.title')}>
      <DescriptionList
        items={[
          !!account && { term: t('facts.account'), description: account },
          notice.window !== null && {
            term: t('facts.window'),
            description: <WindowFact window={notice.window} file={calendar} />,
          },
          { term: t('facts.category'), description: <NoticeCategoryBadge notice={notice} /> },
          { term: t('facts.severity'), description: <SeverityBadge severity={notice.severity} /> },
          { term: t('facts.environment'), description: common(`environment.${notice.environment}`) },
          { term: t('facts.from'), description: from[notice.origin] },
          { term: t('facts.since'), description: <Instant at={notice.occurredAt ?? notice.firstSeenAt} /> },
          notice.origin === 'source' && { term: t('facts.seen'), description: seen },
          isEscalating(notice) && {
            term: t('facts.escalates'),
            description: (
              <span className="font-semibold text-bad">
                <Instant at={notice.escalateAt} />
              </span>
            ),
          },
          dueAt !== null &&
            notice.kind === 'event' &&
            (overdue || !isEscalating(notice)) && {
              term: overdue ? t('facts.wasDue') : t('facts.due'),
              description: (
                <span className={overdue ? 'font-semibold text-bad' : undefined}>
                  <Instant at={dueAt} />
                </span>
              ),
            },
          !notice.asksAnswer && { term: t('facts.acknowledged'), description: t('facts.notAsked') },
          acknowledgedAt !== null && {
            term: t('facts.acknowledged'),
            description: (
              <>
                <Instant at={acknowledgedAt} />
                <span className="block">{t('facts.by', { name: named(notice.acknowledgedAs) })}</span>
              </>
            ),
          },
          closedAt !== null && { term: t('facts.closed'), description: <Instant at={closedAt} /> },
          notice.origin === 'source' && {
            term: t('facts.key'),
            description: <CopiedText text={notice.dedupKey} />,
          },
          !!account && { term: t('facts.id'), description: <CopiedText text={notice.id} /> },
        ]}
      />
    </Card>
  )
}
