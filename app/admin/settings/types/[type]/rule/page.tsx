import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { CancelLink } from '#/components/form/sent-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { MerchantIssuesRule } from '#/db/words/accounts.ts'
import { listIntegrationTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { countMissing, type MissingCount } from '#/lib/changes/types/missing.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { changeRuleAction } from '../../actions.ts'

export default definePage(
  '/admin/settings/types/[type]/rule',
  admin,
  async ({ grant, read, params, query }) => {
    const { type: id } = params
    const { to } = query
    const type = (await listIntegrationTypes(read)).find((one) => one.id === id) ?? notFound()
    const rule = merchantIssuesRules.find((known) => known === to) ?? type.merchantIssues
    const t = await getTranslations('adminSettings.types')
    const { completionDays } = await currentSettings()
    const back = `/admin/settings/types/${type.id}`
    const name = nameType(type, await getLocale())
    const found = await countMissing(read, grant, type.id)
    return (
      <SettingsPage
        title={t('rule.title', { rule: t(`rules.${rule}`) })}
        lead={t('rule.lead', { name, now: t(`rules.${type.merchantIssues}`) })}
        parent={{ href: back, name }}
      >
        <RuleEffects from={type.merchantIssues} to={rule} found={found} days={completionDays} />
        <ActionForm
          action={changeRuleAction}
          id="rule"
          hidden={{ type: type.id, merchantIssues: rule }}
          version={versionOfType(type)}
        >
          <ButtonRow>
            {rule === type.merchantIssues ? null : (
              <SubmitButton>{t('rule.action', { count: found.accounts })}</SubmitButton>
            )}
            <CancelLink href={back} />
          </ButtonRow>
        </ActionForm>
      </SettingsPage>
    )
  },
)

type RuleEffectsProps = {
  from: MerchantIssuesRule
  to: MerchantIssuesRule
  found: MissingCount
  days: number
}

/** Previews the effects of another rule on a type's accounts. */
async function RuleEffects({ from, to, found, days }: RuleEffectsProps) {
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
