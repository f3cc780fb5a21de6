import { getTranslations } from 'next-intl/server'
import { tryAgainInListAction } from '#/app/admin/accounts/row-actions.ts'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { definePage } from '#/app/define-page.tsx'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { MarkedAddress } from '#/components/contacts/copied-address.tsx'
import { FailingTable } from '#/components/notices/staff/failing-table.tsx'
import { RawText } from '#/components/notices/staff/raw-text.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { HeldRows } from '#/components/ui/held-rows.tsx'
import { Link } from '#/components/ui/link.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import {
  countFailing,
  listFailingDeliveries,
  listUnknownBounces,
  type UnknownBounce,
} from '#/lib/notices/views/failing-queries.ts'
import { type FailingStatus, failingDeliveries, failingViews } from '#/lib/notices/views/lists.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export default definePage('/admin/notices/deliveries', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminNotices.deliveries')
  const admin = await getTranslations('adminNotices')
  const view = failingDeliveries.read(query)
  const after = failingDeliveries.after(query)
  const counts: Partial<Record<string, number>> = await countFailing(read, grant)
  const { rows, table, next } =
    view.status === 'bounces' ? await showBounces() : await showDeliveries(view.status)
  return (
    <Page
      title={t('title')}
      context={<Link href="/admin/notices">{admin('all')}</Link>}
      description={t(view.status === 'bounces' ? 'bouncesLead' : 'lead')}
    >
      <ListedViews
        read={read}
        grant={grant}
        list="deliveries"
        href={failingDeliveries.href(view)}
        query={query}
      />
      <ListTabs
        list={failingDeliveries}
        view={view}
        name="status"
        values={failingViews}
        label={t('tabs.label')}
        text={(each) => t(`tabs.${each}`)}
        count={(each) => counts[each]}
      />
      <PagedList
        list={failingDeliveries}
        view={view}
        rows={rows}
        after={after}
        next={next}
        live={rows.map(({ id }) => id)}
        empty={{
          icon: 'mail',
          title: t(`empty.${view.status}.title`),
          text: t(`empty.${view.status}.text`),
        }}
      >
        {table}
      </PagedList>
    </Page>
  )

  async function showDeliveries(status: 'all' | FailingStatus) {
    const { deliveries, next } = await listFailingDeliveries(
      read,
      grant,
      status === 'all' ? null : status,
      after,
    )
    const bouncing = await listMarked(deliveries)
    return {
      rows: deliveries,
      table: <FailingTable deliveries={deliveries} bouncing={bouncing} again={tryAgainInListAction} />,
      next,
    }
  }

  async function showBounces() {
    const { bounces, next } = await listUnknownBounces(read, grant, after)
    const bouncing = await listMarked(bounces)
    return { rows: bounces, table: <BounceList bounces={bounces} bouncing={bouncing} />, next }
  }

  function listMarked(shown: readonly { recipient: string }[]) {
    return listMarkedKeys(
      read,
      shown.map(({ recipient }) => recipient),
    )
  }
})

type BounceListProps = { bounces: readonly UnknownBounce[]; bouncing: BouncingKeys }

/** Lists bounce reports that match no message of ours, each with its raw text. */
async function BounceList({ bounces, bouncing }: BounceListProps) {
  const t = await getTranslations('adminNotices.deliveries')
  return (
    <HeldRows
      as="ul"
      className="divide-y divide-line rounded-box border border-line bg-surface"
      keys={bounces.map(({ id }) => id)}
    >
      {bounces.map(({ id, recipient, action, status, diagnostic, raw, receivedAt }) => (
        <li key={id} className="flex flex-col gap-1 px-4 py-3 text-small">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium wrap-anywhere">
              <MarkedAddress address={recipient} bounces={bouncing.has(addressKey(recipient))} />
            </span>
            <Badge meaning={action === 'failed' ? 'bad' : 'neutral'}>{t('bounce', { action })}</Badge>
            <span className="ml-auto text-muted">
              <Instant at={receivedAt} />
            </span>
          </div>
          <p className="text-muted wrap-anywhere">{`${status} ${diagnostic}`.trim()}</p>
          {raw ? <RawText text={raw} summary={t('showReport')} folded /> : null}
        </li>
      ))}
    </HeldRows>
  )
}
