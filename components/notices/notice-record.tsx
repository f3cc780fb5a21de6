import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { TimelineEntry } from '#/lib/notices/views/timeline.ts'
import { DeliveryTable, type ShownDelivery } from './delivery-table.tsx'
import { NoticeTimeline } from './notice-timeline.tsx'

type NoticeRecordProps = {
  deliveries: readonly ShownDelivery[]
  timeline: readonly TimelineEntry[]
  programme: string
  /** Keys of the addresses whose mail comes back. */
  bouncing: ReadonlySet<string>
  /** Where addresses are put right. */
  contacts: string
}

/** Who was told of a notice, what became of each message, and everything in its order. */
export async function NoticeRecord(props: NoticeRecordProps) {
  const { deliveries, timeline, programme, bouncing, contacts } = props
  const t = await getTranslations('notices')
  return (
    <>
      <section className="flex min-w-0 flex-col gap-3">
        <h2 className="text-title">{t('deliveries.title')}</h2>
        {deliveries.length > 0 ? (
          <DeliveryTable deliveries={deliveries} programme={programme} bouncing={bouncing} />
        ) : (
          <p className="text-muted">{t('deliveries.none')}</p>
        )}
        {bouncing.size > 0 ? (
          <p>
            <Link href={contacts}>{t('test.contacts')}</Link>
          </p>
        ) : null}
      </section>
      <section className="flex max-w-4xl flex-col gap-3">
        <h2 className="text-title">{t('timeline.title')}</h2>
        <NoticeTimeline entries={timeline} programme={programme} />
      </section>
    </>
  )
}
