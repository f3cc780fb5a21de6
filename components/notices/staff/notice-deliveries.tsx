import { getTranslations } from 'next-intl/server'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { DeliveryTable } from '#/components/notices/delivery-table.tsx'
import { NoticeBadges, NoticeCategoryBadge, NoticeName } from '#/components/notices/notice-badges.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import { isEndpointKey } from '#/db/words/points.ts'
import type { NoticeDeliveries } from '#/lib/notices/views/account-deliveries.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'

type NoticesWithDeliveriesProps = {
  notices: readonly NoticeRow[]
  deliveries: ReadonlyMap<string, NoticeDeliveries>
  bouncing: BouncingKeys
}

export function NoticesWithDeliveries({ notices, deliveries, ...rest }: NoticesWithDeliveriesProps) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-box border border-line bg-surface">
      {notices.map((notice) => (
        <li key={notice.id} className="flex flex-col gap-2 p-4">
          <NoticeLine notice={notice} />
          <Messages notice={notice.id} found={deliveries.get(notice.id)} {...rest} />
        </li>
      ))}
    </ul>
  )
}

async function NoticeLine({ notice }: { notice: NoticeRow }) {
  const t = await getTranslations('notices')
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h3 dir="auto" className="min-w-0 font-medium">
        <Link href={`/admin/notices/${notice.id}`}>
          <NoticeName notice={notice} />
        </Link>
        {notice.count > 1 ? (
          <span className="font-normal text-muted"> {t('count', { count: notice.count })}</span>
        ) : null}
      </h3>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-small">
        <NoticeBadges notice={notice} />
        <NoticeCategoryBadge notice={notice} />
        <Instant at={notice.firstSeenAt} />
        {notice.dueAt === null ? null : (
          <span className="text-muted">
            {t('dueAt')} <Instant at={notice.dueAt} />
          </span>
        )}
      </span>
    </div>
  )
}

type MessagesProps = Pick<NoticesWithDeliveriesProps, 'bouncing'> & {
  notice: string
  found: NoticeDeliveries | undefined
}

async function Messages({ notice, found, bouncing }: MessagesProps) {
  const t = await getTranslations('adminAccount.notices')
  const statuses = await getTranslations('notices.deliveries.statuses')
  const counts = [...(found?.counts ?? [])]
  // One word for mail servers and endpoints.
  const toEndpoint = found?.newest.some(({ recipient }) => isEndpointKey(recipient))
  const accepted = toEndpoint ? 'taken' : 'accepted'
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  if (!found || total === 0) return <p className="text-muted text-small">{t('messages', { count: 0 })}</p>
  const summary = [
    t('messages', { count: total }),
    ...counts.map(([status, count]) => `${statuses(status === 'accepted' ? accepted : status)}: ${count}`),
  ].join(' · ')
  return (
    <Disclosure summary={<span className="text-small">{summary}</span>}>
      <div className="flex flex-col gap-2 py-1">
        <DeliveryTable deliveries={found.newest} bouncing={bouncing} raw />
        {total > found.newest.length ? (
          <p className="text-small">
            {t('newest', { count: found.newest.length })}{' '}
            <Link href={`/admin/notices/${notice}`}>{t('all')}</Link>
          </p>
        ) : null}
      </div>
    </Disclosure>
  )
}
