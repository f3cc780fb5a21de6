import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { type SilentAddress, SilentAddresses } from '#/components/unreachable/silent-addresses.tsx'
import type { Unreachable, UnreachableReason } from '#/lib/accounts/reachability/policy.ts'

type ReasonsProps = {
  reasons: readonly Unreachable[]
  /** How many emergency contacts are given. */
  emergency: number
  /** Whether the last drill reached nobody since there was nobody to send it to. */
  unsent: boolean
  /** The addresses whose mail comes back. */
  silent: readonly SilentAddress[]
}

/** Why an account cannot be reached, in words, and since when; what is said by something worse is left out. */
export async function Reasons({ reasons, emergency, unsent, silent }: ReasonsProps) {
  const t = await getTranslations('unreachable')
  const isNobody = reasons.some(({ reason }) => reason === 'nobody')
  const shown = reasons.filter(({ reason }) => !isNobody || reason !== 'contacts')
  const meansOf = (reason: UnreachableReason) => {
    if (reason === 'contacts')
      return emergency === 0 ? t('means.none') : t('means.contacts', { count: emergency })
    return t(reason === 'unanswered' && unsent ? 'means.unsent' : `means.${reason}`)
  }
  return (
    <ul className="flex flex-col gap-3">
      {shown.map(({ reason, since }) => (
        <li key={reason} className="flex max-w-measure flex-col items-start gap-0.5">
          <Badge meaning={reason === 'unanswered' ? 'attention' : 'bad'}>{t(`reasons.${reason}`)}</Badge>
          <span>{meansOf(reason)}</span>
          <span className="text-muted">{t.rich('since', { at: () => <Instant at={since} /> })}</span>
          {reason === 'unanswered' ? null : <SilentAddresses silent={silent} />}
        </li>
      ))}
    </ul>
  )
}
