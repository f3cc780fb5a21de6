import { getTranslations } from 'next-intl/server'
import { MarkedAddress } from '#/components/notices/marked-address.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { RawText } from './raw-text.tsx'

type ShownBounce = {
  id: string
  recipient: string
  action: string
  status: string
  diagnostic: string
  raw: string | null
  receivedAt: number
}

type BounceListProps = {
  bounces: readonly ShownBounce[]
  /** Keys of the addresses among them whose mail comes back. */
  bouncing: ReadonlySet<string>
}

/** Reports of bounces that name no message of ours, each with the report as it came. */
export async function BounceList({ bounces, bouncing }: BounceListProps) {
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
