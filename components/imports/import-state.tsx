import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { Meaning } from '#/components/ui/meaning.ts'
import type { ImportState } from '#/db/words/imports.ts'

const meanings: Record<ImportState, Meaning> = {
  checking: 'information',
  checked: 'attention',
  refused: 'bad',
  running: 'information',
  stopped: 'attention',
  done: 'good',
}

export async function ImportStateBadge({ state }: { state: ImportState }) {
  const t = await getTranslations('imports.states')
  return <Badge meaning={meanings[state]}>{t(state)}</Badge>
}
