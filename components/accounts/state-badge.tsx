import { getTranslations } from 'next-intl/server'
import { Badge, type BadgeMeaning } from '#/components/ui/badge.tsx'
import type { IntegrationState } from '#/db/words/accounts.ts'

const meanings: Record<IntegrationState, BadgeMeaning> = {
  onboarding: 'neutral',
  review: 'information',
  live: 'good',
  disabled: 'bad',
  paused: 'attention',
}

export async function StateBadge({ state }: { state: IntegrationState }) {
  const t = await getTranslations('common.states')
  return <Badge meaning={meanings[state]}>{t(state)}</Badge>
}
