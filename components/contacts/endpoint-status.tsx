import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { EndpointEntry } from '#/db/words/accounts.ts'
import { showEndpoint } from '#/db/words/endpoints.ts'
import type { EndpointState, KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

const meanings = { unconfirmed: 'attention', on: 'good', failing: 'bad', disabled: 'neutral' } as const

export async function EndpointBadge({ state }: { state: EndpointState }) {
  const t = await getTranslations('addressStatus.endpoint')
  return <Badge meaning={meanings[state]}>{t(state)}</Badge>
}

type Standing = Pick<KnownEndpoint, 'state' | 'since' | 'reason' | 'byStaff'>

/** Since when an endpoint has its state, and why it gets no messages. */
export async function EndpointStateText({ state, since, reason: stored, byStaff }: Standing) {
  const t = await getTranslations('addressStatus.endpoint')
  const at = { at: () => <Instant at={since} /> }
  const reason = parseEndpointReason(stored)
  const byReader = reason === 'refused' ? 'byReader' : 'byItself'
  if (state === 'disabled') return t.rich(byStaff ? 'byStaff' : byReader, at)
  if (state !== 'failing') return t.rich(state === 'on' ? 'confirmedOn' : 'notYet', at)
  const reasons = await getTranslations('endpoints.reasons')
  const { programmeName: programme } = await currentSettings()
  return (
    <>
      {t.rich('since', at)} {reason ? reasons(reason, { programme }) : t('several')}
    </>
  )
}

type EndpointLineProps = {
  /** As the contacts have it. */
  endpoint: EndpointEntry
  /** Undefined if it was removed. */
  known: Standing | undefined
  /** Its page, for those who may open it. */
  href: string | null
}

/** An endpoint with its label and state. */
export function EndpointLine({ endpoint, known, href }: EndpointLineProps) {
  const shown = showEndpoint(endpoint)
  return (
    <>
      <span className={`wrap-anywhere ${known?.state === 'failing' ? 'text-bad' : ''}`}>
        {href ? <Link href={href}>{shown}</Link> : shown}
      </span>
      {endpoint.label ? <span className="text-muted text-small"> {endpoint.label}</span> : null}
      {known ? (
        <span className="block">
          <EndpointBadge {...known} />{' '}
          <span className={known.state === 'failing' ? 'text-bad text-small' : 'text-muted text-small'}>
            <EndpointStateText {...known} />
          </span>
        </span>
      ) : null}
    </>
  )
}
