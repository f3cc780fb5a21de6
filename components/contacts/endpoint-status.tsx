import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type EndpointEntry, showEndpoint } from '#/db/words/accounts.ts'
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
  const { programmeName: programme } = await currentSettings()
  const at = { at: () => <Instant at={since} />, programme }
  const reason = parseEndpointReason(stored)
  const byReader = reason === 'refused' ? 'byReader' : 'byItself'
  if (state === 'disabled') return t.rich(byStaff ? 'byStaff' : byReader, at)
  if (state === 'on' || (state === 'unconfirmed' && !reason))
    return t.rich(state === 'on' ? 'confirmedOn' : 'notYet', at)
  const reasons = await getTranslations('endpoints.reasons')
  return (
    <>
      {t.rich(state === 'failing' ? 'since' : 'noCode', at)}{' '}
      {reason ? reasons(reason, { programme }) : t('several')}
    </>
  )
}

/** The state of an endpoint, since when, and why. */
export function EndpointStanding(standing: Standing) {
  return (
    <>
      <EndpointBadge {...standing} />{' '}
      <span
        className={`text-small ${standing.state === 'failing' || standing.reason ? 'text-bad' : 'text-muted'}`}
      >
        <EndpointStateText {...standing} />
      </span>
    </>
  )
}

/** What people call an endpoint, and what it is. `href`: its page, for those who may open it. */
export function EndpointName({ endpoint, href }: { endpoint: EndpointEntry; href?: string | undefined }) {
  const shown = showEndpoint(endpoint)
  const name = endpoint.label || shown
  return (
    <>
      <span className="wrap-anywhere">{href ? <Link href={href}>{name}</Link> : name}</span>
      {endpoint.label ? <span className="block wrap-anywhere text-muted text-small">{shown}</span> : null}
    </>
  )
}
