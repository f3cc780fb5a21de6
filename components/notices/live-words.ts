import { getTranslations } from 'next-intl/server'
import type { NoticeView } from '#/lib/notices/views/queries.ts'

/** The changing texts of a notice, and those of the control that stops the update. */
export async function formatLive({ notice, deliveries, inFlight }: NoticeView, programme: string) {
  const t = await getTranslations('notices')
  const pieces = deliveries.map(({ id, recipient, status }) => ({
    id,
    text: t('live.message', {
      address: recipient || t('deliveries.team', { programme }),
      status: t(`deliveries.statuses.${status}`),
    }),
  }))
  const state = { id: 'state', text: t('live.state', { state: t(`states.${notice.state}`) }) }
  return {
    inFlight,
    said: [...pieces, state],
    texts: {
      waiting: t('live.waiting'),
      updating: t('live.updating'),
      stopped: t('live.stopped'),
      again: t('live.again'),
      stop: t('live.stop'),
      resume: t('live.resume'),
      settled: t('live.settled'),
    },
  }
}
