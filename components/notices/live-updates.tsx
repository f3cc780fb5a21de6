import { getMessages, getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import type { NoticeView } from '#/lib/notices/views/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { nameStatus } from './delivery-status.tsx'
import { LiveControl } from './live-control.tsx'

type LiveUpdatesProps = Omit<ComponentProps<typeof LiveControl>, 'texts'> & {
  /** What is in progress, and that it is done. */
  waiting?: string
  settled?: string
}

/** Keeps a page current while something is in progress. */
export async function LiveUpdates({ waiting, settled, ...progress }: LiveUpdatesProps) {
  const { live } = (await getMessages()).common
  const texts = { ...live, waiting: waiting ?? live.waiting, settled: settled ?? live.settled }
  return <LiveControl {...progress} texts={texts} />
}

/** Keeps a notice's page current while its messages are on their way. */
export async function LiveNotice({ view, path }: { view: NoticeView; path: string }) {
  const t = await getTranslations('notices')
  const { programmeName: programme } = await currentSettings()
  const { notice, deliveries, inFlight } = view
  const pieces = await Promise.all(
    deliveries.map(async ({ id, recipient, shown, status }) => ({
      id,
      text: t('live.message', {
        address: shown || t('deliveries.team', { programme }),
        status: await nameStatus({ status, recipient }),
      }),
    })),
  )
  const state = { id: 'state', text: t('live.state', { state: t(`states.${notice.state}`) }) }
  return (
    <LiveUpdates
      inFlight={inFlight}
      said={[...pieces, state]}
      path={path}
      waiting={t('live.waiting')}
      settled={t('live.settled')}
    />
  )
}
