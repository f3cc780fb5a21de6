import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { HeldCounts } from '#/lib/privacy/personal-data/held.ts'
import { type HeldKind, heldKinds } from '#/lib/privacy/personal-data/kinds.ts'

/** What the card of today says already. */
const ofToday = new Set<HeldKind>(['users', 'memberships', 'staff', 'address_marks'])

/** How much stands in history, by its kind. */
export async function HeldHistory({ counts, complete }: HeldCounts) {
  const t = await getTranslations('personal')
  const format = await getFormatter()
  const found = heldKinds.filter((kind) => counts.has(kind) && !ofToday.has(kind))
  return (
    <Card title={t('held.history')} description={t('held.historyText')}>
      {complete ? null : <Banner meaning="information" title={t('held.incomplete')} />}
      {found.length > 0 ? (
        <DescriptionList
          items={found.map((kind) => {
            const count = counts.get(kind) ?? 0
            const description = complete ? format.number(count) : t('held.atLeast', { count })
            return { id: kind, term: t(`kinds.${kind}`), description }
          })}
        />
      ) : (
        <p>{t('held.noHistory')}</p>
      )}
    </Card>
  )
}
