import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { IntegrationState } from '#/db/words/accounts.ts'
import type { Unreachable } from '#/lib/accounts/reachability/policy.ts'
import { staffNotices } from '#/lib/notices/views/staff-list.ts'

type NextStepsProps = {
  slug: string
  state: IntegrationState
  reasons: readonly Unreachable[]
  /** How many emergency contacts are given. */
  emergency: number
  /** The drill that nobody answered, and the one that waits now. */
  unanswered: string | null
  waiting: string | null
}

/** What may be done about an account that cannot be reached, each where it is done. */
export async function NextSteps({ slug, state, reasons, emergency, unanswered, waiting }: NextStepsProps) {
  const t = await getTranslations('unreachable.next')
  const has = (wanted: Unreachable['reason']) => reasons.some(({ reason }) => reason === wanted)
  const page = `/admin/accounts/${slug}`
  const isDrillable = state === 'live' && !has('contacts') && waiting === null
  const steps = [
    { id: 'members', href: `${page}/members`, shown: has('nobody') },
    {
      id: 'unroutable',
      href: staffNotices.href({ state: 'unroutable', account: slug }),
      shown: has('nobody'),
    },
    { id: 'nudge', href: page, shown: emergency === 0 },
    { id: 'contacts', href: `${page}/contacts`, shown: true },
    { id: 'waiting', href: `/admin/notices/${waiting}`, shown: waiting !== null },
    { id: 'drilled', href: `/admin/notices/${unanswered}`, shown: unanswered !== null },
    { id: 'drill', href: `${page}#drill`, shown: isDrillable },
  ] as const
  return (
    <ul className="flex flex-col gap-1 tabled:min-w-44">
      {steps
        .filter(({ shown }) => shown)
        .map(({ id, href }) => (
          <li key={id}>
            <Link href={href} prefetch={false}>
              {t(id)}
            </Link>
          </li>
        ))}
    </ul>
  )
}
