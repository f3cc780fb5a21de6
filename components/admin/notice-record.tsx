import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { DeliveryTable } from '#/components/notices/delivery-table.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { NoticeTimeline } from '#/components/notices/notice-timeline.tsx'
import { WouldHaveReached } from '#/components/notices/would-reach.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { Silence, WouldReach } from '#/lib/notices/schema.ts'
import { RawText } from './raw-text.tsx'

type NoticeRecordProps = {
  notice: ComponentProps<typeof NoticeText>['notice'] & {
    raw: string | null
    silence: Silence | null
    wouldReach: WouldReach | null
  }
  /** Its account, or what the sender called it. */
  accountName: string
  deliveries: ComponentProps<typeof DeliveryTable>['deliveries']
  timeline: ComponentProps<typeof NoticeTimeline>['entries']
  programme: string
}

/** What a notice says, whom it was sent to and what happened to it, with all that staff may see of it. */
export async function NoticeRecord(props: NoticeRecordProps) {
  const { notice, accountName, deliveries, timeline, programme } = props
  const t = await getTranslations('adminNotices.raw')
  const notices = await getTranslations('notices')
  return (
    <>
      {notice.summary || notice.topic ? (
        <NoticeText notice={notice} accountName={accountName} programme={programme} />
      ) : null}
      {notice.raw ? (
        <Card title={t('title')} description={t('lead')}>
          <RawText text={notice.raw} summary={t('show')} />
        </Card>
      ) : null}
      {notice.silence ? (
        <WouldHaveReached silence={notice.silence} reached={notice.wouldReach ?? []} programme={programme} />
      ) : null}
      <section className="flex flex-col gap-3">
        <h2 className="text-large">{notices('deliveries.title')}</h2>
        {deliveries.length > 0 ? (
          <DeliveryTable deliveries={deliveries} programme={programme} raw />
        ) : (
          <p className="text-muted">{notices('deliveries.none')}</p>
        )}
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="text-large">{notices('timeline.title')}</h2>
        <NoticeTimeline entries={timeline} programme={programme} raw />
      </section>
    </>
  )
}
