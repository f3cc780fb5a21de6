import { getLocale, getTranslations } from 'next-intl/server'
import { nameType } from '#/components/settings/type-name.ts'
import { Card } from '#/components/ui/card.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import type { ListedType } from '#/lib/accounts/types/queries.ts'
import type { TypeChange } from '#/lib/changes/types/follow-up.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type TypeChangesProps = { changes: ReadonlyMap<string, TypeChange>; types: readonly ListedType[] }

/** How far the accounts are gone through of types whose rule was just changed. */
export async function TypeChanges({ changes, types }: TypeChangesProps) {
  const t = await getTranslations('adminSettings.types')
  const format = await getFormatter()
  const locale = await getLocale()
  if (changes.size === 0) return null
  return (
    <Card title={t('going')} description={t('goingNote')}>
      {types.map((type) => {
        const change = changes.get(type.id)
        return change ? (
          <Progress
            key={type.id}
            label={nameType(type, locale)}
            value={change.done}
            max={change.total}
            text={t('goingText', { done: format.number(change.done), total: format.number(change.total) })}
          />
        ) : null
      })}
    </Card>
  )
}
