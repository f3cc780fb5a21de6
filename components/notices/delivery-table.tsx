import { getTranslations } from 'next-intl/server'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { MarkedAddress } from '#/components/contacts/copied-address.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { isEndpointKey } from '#/db/words/points.ts'
import type { DeliveryView } from '#/lib/notices/views/delivery-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { DeliveryReasonText, DeliveryStatus } from './delivery-status.tsx'
import { namePurpose } from './notice-names.ts'

type DeliveryTableProps = {
  /** An empty `recipient` means staff, whom we do not name. */
  deliveries: readonly DeliveryView[]

  raw?: boolean | undefined
  bouncing: BouncingKeys
}

/** Lists the recipients of a notice, the reason for each, and the status of each message. */
export async function DeliveryTable({ deliveries, raw, bouncing }: DeliveryTableProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.deliveries')
  return (
    <StackingTable
      caption={t('caption')}
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('address'),
          breakable: true,
          cell: ({ recipient, shown }) => (
            <span className="font-semibold">
              {recipient ? (
                <MarkedAddress
                  address={shown}
                  isEndpoint={isEndpointKey(recipient)}
                  bounces={bouncing.has(addressKey(recipient))}
                />
              ) : (
                t('team', { programme })
              )}
            </span>
          ),
        },
        { header: t('why'), cell: (delivery) => <WhyThisAddress {...delivery} /> },
        {
          header: t('status'),
          cell: ({ status, recipient, lastError }) => (
            <>
              <DeliveryStatus status={status} recipient={recipient} />
              <DeliveryReasonText status={status} raw={raw} error={lastError} />
            </>
          ),
        },
        { header: t('at'), unbroken: true, cell: (delivery) => <DeliveryMoment {...delivery} /> },
      ]}
    />
  )
}

async function WhyThisAddress({ part, purpose, step, digest }: DeliveryView) {
  const t = await getTranslations('notices.deliveries')
  const name = purpose && (await namePurpose(purpose))
  const isHandedOn = part === 'notice' && step !== null && step > 0
  const label = isHandedOn ? t('parts.handedOn') : part && t(`parts.${part}`)
  const isCopy = purpose !== null && step === null
  return (
    <>
      {name ? <span className="block">{isCopy ? t('copy', { purpose: name }) : name}</span> : null}
      <span className="block text-muted">{[label, digest && t('digest')].filter(Boolean).join(' · ')}</span>
    </>
  )
}

/** When the delivery ended, or the time of the next attempt. */
async function DeliveryMoment({ status, createdAt, settledAt, dueAt }: DeliveryView) {
  const t = await getTranslations('notices.deliveries')
  if (status === 'retrying' && dueAt !== null) {
    return (
      <>
        <span className="block">{t('next')}</span> <Instant at={dueAt} />
      </>
    )
  }
  return <Instant at={settledAt ?? createdAt} />
}
