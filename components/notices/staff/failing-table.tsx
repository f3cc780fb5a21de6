import { getTranslations } from 'next-intl/server'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { MarkedAddress } from '#/components/contacts/copied-address.tsx'
import { RowAction } from '#/components/form/row-action.tsx'
import { DeliveryReasonText, DeliveryStatus } from '#/components/notices/delivery-status.tsx'
import { NoticeName } from '#/components/notices/notice-badges.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { isEndpointKey } from '#/db/words/points.ts'
import type { FailingDelivery } from '#/lib/notices/views/failing-queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export async function FailingTable({
  deliveries,
  bouncing,
  again,
}: {
  deliveries: readonly FailingDelivery[]
  bouncing: BouncingKeys
  /** Lets mail go to an account's bouncing addresses again. */
  again: FormAction
}) {
  const t = await getTranslations('adminNotices.deliveries')
  const rows = await getTranslations('adminAccounts.rows')
  return (
    <StackingTable
      caption={t('list')}
      rows={deliveries}
      rowKey={({ id }) => id}
      live
      columns={[
        {
          header: t('columns.address'),
          breakable: true,
          cell: ({ id, recipient, shown, account }) => (
            <div className="flex flex-col items-start gap-1">
              <MarkedAddress
                address={shown}
                isEndpoint={isEndpointKey(recipient)}
                bounces={bouncing.has(addressKey(recipient))}
              />
              {account && !isEndpointKey(recipient) ? (
                <RowAction
                  action={again}
                  id={`again-${id}`}
                  hidden={{ account: account.slug }}
                  label={rows('again')}
                  named={rows('named', { action: rows('againNamed'), name: account.name })}
                  isOffered={bouncing.has(addressKey(recipient))}
                />
              ) : null}
            </div>
          ),
        },
        {
          header: t('columns.message'),
          cell: ({ template, notice, account }) => (
            <Message template={template} notice={notice} account={account} />
          ),
        },
        {
          header: t('columns.status'),
          breakable: true,
          cell: ({ status, recipient, lastError }) => (
            <>
              {status === 'expired' ? (
                // Sign-in mail expires after an hour, so we give it up sooner than a notice.
                <Badge meaning="bad">{t('tabs.expired')}</Badge>
              ) : (
                <DeliveryStatus status={status} recipient={recipient} />
              )}
              <DeliveryReasonText status={status} error={lastError} raw />
            </>
          ),
        },
        { header: t('columns.tries'), align: 'end', cell: ({ attempts }) => attempts },
        {
          header: t('columns.at'),
          cell: ({ status, createdAt, dueAt }) => (
            <span className="whitespace-nowrap">
              <Instant at={createdAt} />
              {status === 'retrying' && dueAt !== null ? (
                <span className="block text-muted">
                  {t('columns.next')}: <Instant at={dueAt} />
                </span>
              ) : null}
            </span>
          ),
        },
      ]}
    />
  )
}

async function Message({
  template,
  notice,
  account,
}: Pick<FailingDelivery, 'template' | 'notice' | 'account'>) {
  const t = await getTranslations('adminNotices.deliveries')
  const name = `templates.${template}` as Parameters<typeof t.has>[0]
  return (
    <>
      {t.has(name) ? t(name) : template}
      {notice ? (
        <span dir="auto" className="block">
          <Link href={`/admin/notices/${notice.id}`}>
            <NoticeName notice={notice} />
          </Link>
        </span>
      ) : null}
      {account ? (
        <span className="block">
          <Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>
        </span>
      ) : null}
    </>
  )
}
