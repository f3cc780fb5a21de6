import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { DeliveryTable } from '#/components/notices/delivery-table.tsx'
import { NoticeTimeline } from '#/components/notices/notice-timeline.tsx'
import { WouldHaveReached } from '#/components/notices/would-reach.tsx'
import type { Silence, WouldReach } from '#/db/words/notices.ts'

type StaffNoticeRecordProps = {
  notice: { silence: Silence | null; wouldReach: WouldReach | null }
  deliveries: ComponentProps<typeof DeliveryTable>['deliveries']
  timeline: ComponentProps<typeof NoticeTimeline>['entries']
  /** Keys of the addresses whose mail comes back. */
  bouncing: ReadonlySet<string>
  programme: string
}

/** Whom a notice was sent to, what became of each message, and everything in its order, with all that staff may see. */
export async function StaffNoticeRecord(props: StaffNoticeRecordProps) {
  const { notice, deliveries, timeline, bouncing, programme } = props
  const t = await getTranslations('notices')
  return (
    <>
      {notice.silence ? (
        <WouldHaveReached
          silence={notice.silence}
          reached={notice.wouldReach ?? []}
          bouncing={bouncing}
          programme={programme}
        />
      ) : null}
      <section className="flex min-w-0 flex-col gap-3">
        <h2 className="text-title">{t('deliveries.title')}</h2>
        {deliveries.length > 0 ? (
          <DeliveryTable deliveries={deliveries} programme={programme} bouncing={bouncing} raw />
        ) : (
          <p className="text-muted">{t('deliveries.none')}</p>
        )}
      </section>
      <section className="flex max-w-4xl flex-col gap-3">
        <h2 className="text-title">{t('timeline.title')}</h2>
        <NoticeTimeline entries={timeline} programme={programme} raw />
      </section>
    </>
  )
}
