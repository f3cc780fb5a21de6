import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import type { NoticeView } from '#/lib/notices/views/queries.ts'
import { DeliveryTable } from './delivery-table.tsx'
import { NoticeTimeline } from './notice-timeline.tsx'
import { WouldHaveReached } from './would-reach.tsx'

type NoticeRecordProps = Pick<NoticeView, 'notice' | 'deliveries' | 'timeline'> & {
  bouncing: BouncingKeys
  /** For staff: what the mail servers answered, too. */
  raw?: boolean
  children?: ReactNode
}

/** Shows the recipients of a notice, the status of each message, and the history. */
export async function NoticeRecord(props: NoticeRecordProps) {
  const { notice, deliveries, timeline, bouncing, raw, children } = props
  const t = await getTranslations('notices')
  return (
    <>
      {notice.silence ? (
        <WouldHaveReached silence={notice.silence} reached={notice.wouldReach ?? []} bouncing={bouncing} />
      ) : null}
      <section className="flex min-w-0 flex-col gap-3">
        <h2 className="text-title">{t('deliveries.title')}</h2>
        {deliveries.length > 0 ? (
          <DeliveryTable deliveries={deliveries} bouncing={bouncing} raw={raw} />
        ) : (
          <p className="text-muted">{t('deliveries.none')}</p>
        )}
        {children}
      </section>
      <section className="flex max-w-4xl flex-col gap-3">
        <h2 className="text-title">{t('timeline.title')}</h2>
        <NoticeTimeline entries={timeline} raw={raw} />
      </section>
    </>
  )
}
