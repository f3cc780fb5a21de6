import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { RuleEffects } from '#/components/settings/rule-effects.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { versionOfType } from '#/lib/accounts/types/queries.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { countLacking } from '#/lib/changes/types/lacking.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { changeRuleAction } from '../../actions.ts'

export default definePage(
  '/admin/settings/types/[type]/rule',
  admin,
  async ({ grant, read, params, query }) => {
    const { type: id } = params
    const { to } = query
    const type = (await listIntegrationTypes(read)).find((one) => one.id === id)
    if (!type) notFound()
    const rule = merchantIssuesRules.find((known) => known === to) ?? type.merchantIssues
    const t = await getTranslations('adminSettings.types')
    const { completionDays } = await currentSettings()
    const back = `/admin/settings/types/${type.id}`
    const name = nameType(type, await getLocale())
    const found = await countLacking(read, grant, type.id)
    return (
      <SettingsPage
        title={t('rule.title', { rule: t(`rules.${rule}`) })}
        lead={t('rule.lead', { name, now: t(`rules.${type.merchantIssues}`) })}
        parent={{ href: back, name }}
      >
        <RuleEffects from={type.merchantIssues} to={rule} found={found} days={completionDays} />
        <ActionForm action={changeRuleAction} id="rule" hidden={{ type: type.id, merchantIssues: rule }}>
          <FormVersion value={versionOfType(type)} />
          <ButtonRow>
            {rule === type.merchantIssues ? null : (
              <SubmitButton>{t('rule.action', { count: found.accounts })}</SubmitButton>
            )}
            <ButtonLink href={back}>{t('rule.cancel')}</ButtonLink>
          </ButtonRow>
        </ActionForm>
      </SettingsPage>
    )
  },
)
