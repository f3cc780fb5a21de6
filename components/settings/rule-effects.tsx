import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { MerchantIssuesRule } from '#/db/words/contacts.ts'
import type { Lacking } from '#/lib/changes/types/lacking.ts'

type RuleEffectsProps = {
  from: MerchantIssuesRule
  to: MerchantIssuesRule
  found: Lacking
  /** How long something may stay missing. */
  days: number
}

/** What another rule would mean for the accounts of a type, before it is changed. */
export async function RuleEffects({ from, to, found, days }: RuleEffectsProps) {
  const t = await getTranslations('adminSettings.types.rule')
  const { lacking, live, examples } = found
  if (from === to) return <Banner meaning="information" title={t('same')} />
  if (to !== 'required' && from !== 'required')
    return (
      <Banner meaning="information" title={t('nothing.title')}>
        {t('nothing.text', { rule: to })}
      </Banner>
    )
  const misses = to === 'required'
  return (
    <>
      <Banner
        meaning={misses && lacking > 0 ? 'attention' : 'information'}
        title={t(misses ? 'miss.title' : 'free.title', { count: lacking })}
      >
        {misses ? (lacking > 0 ? t('miss.text', { live, days }) : t('miss.none')) : t('free.text')}
      </Banner>
      {examples.length > 0 ? (
        <Card title={t('examples')}>
          <ul className="list-disc pl-5">
            {examples.map(({ slug, name }) => (
              <li key={slug}>
                <Link href={`/admin/accounts/${slug}`} dir="auto">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}
