import { getTranslations } from 'next-intl/server'
import { DueText } from '#/components/notices/due-text.tsx'
import { NoticeBadges, NoticeCategoryBadge, NoticeName } from '#/components/notices/notice-badges.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { staffNotices } from '#/lib/notices/views/lists.ts'
import type { StaffNoticeCounts, StaffNoticeRow } from '#/lib/notices/views/staff-queries.ts'

/** The account's page shows this many and links to the rest. */
const maxShown = 5

type AccountNoticesCardProps = {
  account: string
  notices: readonly StaffNoticeRow[]
  counts: StaffNoticeCounts
}

export async function AccountNoticesCard({ account, notices, counts }: AccountNoticesCardProps) {
  const t = await getTranslations('adminNotices')
  return (
    <Card
      title={t('title')}
      status={
        <>
          {counts.emergencies > 0 ? (
            <Badge meaning="bad" icon="bad">
              {t('ofAccount.emergencies', { count: counts.emergencies })}
            </Badge>
          ) : null}
          {counts.overdue > 0 ? (
            <Badge meaning="bad" icon="clock">
              {t('ofAccount.overdue', { count: counts.overdue })}
            </Badge>
          ) : null}
        </>
      }
      actions={
        <SmallLink icon="plus" href={`/admin/notices/new?account=${account}`}>
          {t('send')}
        </SmallLink>
      }
      footer={<Link href={staffNotices.href({ account, kind: null })}>{t('ofAccount.all')}</Link>}
    >
      {notices.length > 0 ? (
        <ul className="row-links divide-y divide-line">
          {notices.slice(0, maxShown).map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </ul>
      ) : (
        <p className="text-muted">{t('ofAccount.none')}</p>
      )}
    </Card>
  )
}

async function NoticeLine({ notice }: { notice: StaffNoticeRow }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0">
      <span dir="auto" className="min-w-0">
        <Link href={`/admin/notices/${notice.id}`}>
          <NoticeName notice={notice} />
        </Link>
      </span>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-small">
        <DueText notice={notice} />
        {notice.category === 'emergency' ? <NoticeCategoryBadge notice={notice} /> : null}
        <NoticeBadges notice={notice} />
      </span>
    </li>
  )
}
