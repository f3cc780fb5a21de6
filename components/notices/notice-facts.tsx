import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { type Description, DescriptionList } from '#/components/ui/description-list.tsx'
import type { Notice } from '#/lib/notices/views/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { NoticeCategoryBadge, SeverityBadge } from './notice-badges.tsx'

type NoticeFactsProps = {
  notice: Notice
  overdue: boolean
  sourceName: string | null
  /** The person who sent it, if a person did. */
  createdByName: string
  programme: string
  /** For staff: the account. */
  account?: ReactNode | undefined
}

/** Shows a notice's facts without its text. */
export async function NoticeFactList(props: NoticeFactsProps) {
  const { notice, overdue, sourceName, createdByName, programme, account } = props
  const t = await getTranslations('notices')
  const named = await namePeople()
  const common = await getTranslations('common')
  const from = {
    source: sourceName ?? t('from.source'),
    staff: t('from.staff', { programme }),
    member: t('from.member', { name: named(createdByName) }),
    system: t('from.system'),
  }
  const items: (Description | null)[] = [
    account ? { term: t('facts.account'), description: account } : null,
    { term: t('facts.category'), description: <NoticeCategoryBadge notice={notice} /> },
    { term: t('facts.severity'), description: <SeverityBadge severity={notice.severity} /> },
    { term: t('facts.environment'), description: common(`environment.${notice.environment}`) },
    { term: t('facts.from'), description: from[notice.origin] },
    { term: t('facts.since'), description: <Instant at={notice.occurredAt ?? notice.firstSeenAt} /> },
    notice.origin === 'source'
      ? {
          term: t('facts.seen'),
          description:
            notice.count === 1 ? (
              t('facts.seenOnce')
            ) : (
              <>
                {t('facts.seenOften', { count: notice.count })} <Instant at={notice.lastSeenAt} />
              </>
            ),
        }
      : null,
    notice.dueAt !== null && notice.kind === 'event'
      ? {
          term: overdue ? t('facts.wasDue') : t('facts.due'),
          description: (
            <span className={overdue ? 'font-semibold text-bad' : undefined}>
              <Instant at={notice.dueAt} />
            </span>
          ),
        }
      : null,
    notice.acknowledgedAt === null
      ? null
      : {
          term: t('facts.acknowledged'),
          description: (
            <>
              <Instant at={notice.acknowledgedAt} />
              <span className="block">{t('facts.by', { name: named(notice.acknowledgedAs) })}</span>
            </>
          ),
        },
    notice.closedAt === null
      ? null
      : { term: t('facts.closed'), description: <Instant at={notice.closedAt} /> },
    notice.origin === 'source'
      ? {
          term: t('facts.key'),
          description: <code className="font-mono text-small wrap-anywhere">{notice.dedupKey}</code>,
        }
      : null,
  ]
  return (
    <Card title={t('facts.title')}>
      <DescriptionList items={items.filter((item) => item !== null)} />
    </Card>
  )
}
