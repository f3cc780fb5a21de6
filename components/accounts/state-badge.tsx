import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { Meaning } from '#/components/ui/meaning.ts'
import type { IntegrationState } from '#/db/words/accounts.ts'

const meanings: Record<IntegrationState, Meaning | 'neutral'> = {
  onboarding: 'neutral',
  review: 'information',
  live: 'good',
  disabled: 'bad',
  paused: 'attention',
}

/** Shows the state of an integration. */
export async function StateBadge({ state }: { state: IntegrationState }) {
  const t = await getTranslations('common.states')
  return <Badge meaning={meanings[state]}>{t(state)}</Badge>
}
