import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import type { NoticeView } from '#/lib/notices/views/queries.ts'
import type { TimelineEntry } from '#/lib/notices/views/timeline.ts'
import { lowerFirst } from '#/lib/platform/i18n/names.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { DeliveryReasonText, nameStatus } from './delivery-status.tsx'
import { DeliveryTable } from './delivery-table.tsx'
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

type NoticeTimelineProps = {
  entries: readonly TimelineEntry[]

  raw?: boolean | undefined
}

/** The history of a notice, oldest first: reports, messages, answers and its end. */
async function NoticeTimeline({ entries, raw }: NoticeTimelineProps) {
  const shown = entries.filter((entry) => !isShownElsewhere(entry))
  return (
    <ol className="flex flex-col gap-3">
      {shown.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added, and have no name of their own
        <li key={place} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3">
          <span className={`flex h-6 items-center ${inkOf(entry)}`}>
            <Icon name={iconOf(entry)} size="small" />
          </span>
          <div className="min-w-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="wrap-anywhere">{<Said entry={entry} />}</span>
              <span className="text-muted text-small">
                <Instant at={entry.at} />
              </span>
            </div>
            <div className="text-small">
              <Detail entry={entry} raw={raw} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** An event that acknowledged or ended the notice shows as that. */
function isShownElsewhere(entry: TimelineEntry): boolean {
  return entry.kind === 'event' && (entry.outcome === 'acknowledged' || entry.outcome === 'resolved')
}

async function Said({ entry }: { entry: TimelineEntry }) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices')
  const named = await namePeople()
  switch (entry.kind) {
    case 'opened': {
      const name = named(entry.by)
      return name ? t('timeline.opened', { name }) : t('timeline.openedByTeam', { programme })
    }
    case 'event':
      return entry.outcome === 'acknowledged' || entry.outcome === 'resolved'
        ? null
        : t(`timeline.events.${entry.outcome}`)
    case 'queued':
    case 'tried': {
      const { shown, recipient } = entry.delivery
      const address = shown || t('deliveries.team', { programme })
      const named = await nameStatus({ status: entry.kind === 'queued' ? 'queued' : entry.status, recipient })
      return t('timeline.tried', { address, status: lowerFirst(named, await getLocale()) })
    }
    case 'acknowledged':
      return t('timeline.acknowledged', { name: named(entry.as) })
    case 'undone':
      return t(`timeline.${entry.how}`, { programme, name: named(entry.by) })
    case 'closed':
      return t(`timeline.closed.${entry.how}`, { programme, name: named(entry.by) })
  }
}

async function Detail({ entry, raw }: { entry: TimelineEntry; raw: boolean | undefined }) {
  const t = await getTranslations('notices.deliveries.parts')
  if (entry.kind === 'tried')
    return <DeliveryReasonText status={entry.status} error={entry.error} raw={raw} />
  const part = entry.kind === 'queued' ? entry.delivery.part : null
  const text = part && part !== 'notice' ? t(part) : textOf(entry)
  return text ? (
    <span dir="auto" className="block max-w-measure whitespace-pre-line text-muted">
      {text}
    </span>
  ) : null
}

function textOf(entry: TimelineEntry): string {
  if (entry.kind === 'event') return entry.summary
  if (entry.kind === 'undone') return entry.reason
  return entry.kind === 'closed' ? entry.note : ''
}

function iconOf(entry: TimelineEntry): IconName {
  switch (entry.kind) {
    case 'opened':
    case 'event':
      return 'bell'
    case 'queued':
      return 'mail'
    case 'tried':
      return triedIcons[entry.status] ?? 'clock'
    case 'undone':
      return 'bell'
    case 'acknowledged':
    case 'closed':
      return 'check'
  }
}

const triedIcons: Partial<Record<string, IconName>> = {
  accepted: 'good',
  delivered: 'good',
  relayed: 'good',
  failed: 'bad',
  expired: 'bad',
}

function inkOf(entry: TimelineEntry): string {
  if (entry.kind !== 'tried') return 'text-muted'
  const icon = triedIcons[entry.status]
  return icon === 'good' ? 'text-good' : icon === 'bad' ? 'text-bad' : 'text-attention'
}
