import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { MarkedAddress } from '#/components/notices/marked-address.tsx'
import { FailingTable } from '#/components/notices/staff/failing-table.tsx'
import { RawText } from '#/components/notices/staff/raw-text.tsx'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import {
  countFailing,
  listFailingDeliveries,
  listUnknownBounces,
  type UnknownBounce,
} from '#/lib/notices/views/failing-queries.ts'
import { type FailingStatus, failingDeliveries, failingViews } from '#/lib/notices/views/lists.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

export default definePage('/admin/notices/deliveries', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminNotices.deliveries')
  const admin = await getTranslations('adminNotices')
  const { status: view } = failingDeliveries.read(query)
  const after = failingDeliveries.after(query)
  const counts: Partial<Record<string, number>> = await countFailing(read, grant)
  const { shown, next } = view === 'bounces' ? await showBounces() : await showDeliveries(view)
  return (
    <Page
      title={t('title')}
      context={<Link href="/admin/notices">{admin('all')}</Link>}
      description={t(view === 'bounces' ? 'bouncesLead' : 'lead')}
    >
      <Tabs
        label={t('tabs.label')}
        tabs={failingViews.map((each) => ({
          href: failingDeliveries.href({ status: each }),
          label: t(`tabs.${each}`),
          current: each === view,
          count: counts[each],
        }))}
      />
      {shown ?? (
        <EmptyState icon="mail" title={t(`empty.${view}.title`)}>
          {t(`empty.${view}.text`)}
        </EmptyState>
      )}
      {shown ? <ZoneNote /> : null}
      <Pager
        first={after && { href: failingDeliveries.href({ status: view }), label: admin('first') }}
        next={next && { href: failingDeliveries.href({ status: view }, next), label: admin('next') }}
      />
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
    const table = <FailingTable deliveries={deliveries} bouncing={bouncing} />
    return { shown: deliveries.length > 0 ? table : null, next }
  }

  async function showBounces() {
    const { bounces, next } = await listUnknownBounces(read, grant, after)
    const list = <BounceList bounces={bounces} bouncing={await listMarked(bounces)} />
    return { shown: bounces.length > 0 ? list : null, next }
  }

  function listMarked(shown: readonly { recipient: string }[]) {
    return listMarkedKeys(
      read,
      shown.map(({ recipient }) => recipient),
    )
  }
})

type BounceListProps = {
  bounces: readonly UnknownBounce[]
  /** Keys of the listed addresses that bounce. */
  bouncing: ReadonlySet<string>
}

/** Lists bounce reports that match no message of ours, each with its raw text. */
async function BounceList({ bounces, bouncing }: BounceListProps) {
  const t = await getTranslations('adminNotices.deliveries')
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
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
    </ul>
  )
}
