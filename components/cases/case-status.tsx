import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { CaseCategory, CaseStatus } from '#/db/words/cases.ts'

export async function CaseStatusBadges({ status, category }: { status: CaseStatus; category: CaseCategory }) {
  const t = await getTranslations('cases')
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {category === 'urgent' ? (
        <Badge meaning={status === 'open' ? 'bad' : 'neutral'}>{t('categories.urgent')}</Badge>
      ) : null}
      <Badge
        meaning={status === 'open' ? 'information' : 'neutral'}
        icon={status === 'open' ? 'speech' : 'check'}
      >
        {t(`status.${status}`)}
      </Badge>
    </span>
  )
}
