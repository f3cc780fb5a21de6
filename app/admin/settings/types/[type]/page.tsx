import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeNameFields } from '#/components/settings/type-names.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { RadioGroup } from '#/components/ui/choice.tsx'
import { CopiedText } from '#/components/ui/copied-text.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { type ListedType, listTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { deleteTypeAction, saveTypeAction } from '../actions.ts'

const list = '/admin/settings/types'

export default definePage('/admin/settings/types/[type]', admin, async ({ grant, read, params }) => {
  const { type: id } = params
  const types = await listTypes(read, grant)
  const type = types.find((one) => one.id === id) ?? notFound()
  const t = await getTranslations('adminSettings.types')
  const settings = await getTranslations('adminSettings')
  const locale = await getLocale()
  return (
    <SettingsPage
      title={nameType(type, locale)}
      lead={t('type.accounts', { count: type.accounts })}
      parent={{ href: list, name: t('title') }}
      history={{ subject: type.id }}
    >
      <div className="max-w-measure">
        <ActionForm
          action={saveTypeAction}
          id="type"
          hidden={{ type: type.id }}
          submit={settings('save')}
          cancel={list}
          version={versionOfType(type)}
        >
          <TypeNameFields type={type} types={types} />
        </ActionForm>
      </div>
      <RuleChoice type={type} />
      <Card title={settings('now')}>
        <DescriptionList
          items={[
            ...locales.map((one) => ({
              term: t('form.name', { language: languageName(one, locale) }),
              description: type.names[one] ? (
                <span lang={one}>{type.names[one]}</span>
              ) : (
                <span className="text-muted">{t('form.noName')}</span>
              ),
            })),
            { term: t('form.rule'), description: t(`rules.${type.merchantIssues}`) },
            { term: t('type.id'), description: <CopiedText text={type.id} /> },
          ]}
        />
      </Card>
      <DeleteTypeCard type={type} />
    </SettingsPage>
  )
})

async function DeleteTypeCard({ type }: { type: ListedType }) {
  const t = await getTranslations('adminSettings.types.type')
  if (type.accounts > 0) return <Card title={t('delete')} description={t('used')} />
  return (
    <Card title={t('delete')} description={t('deleteText')}>
      <ActionForm
        action={deleteTypeAction}
        id="delete"
        hidden={{ type: type.id }}
        submit={t('deleteAction')}
        variant="danger"
        version={versionOfType(type)}
      />
    </Card>
  )
}

/** Chooses another rule for a type; the next page previews the effects. */
async function RuleChoice({ type }: { type: IntegrationType }) {
  const t = await getTranslations('adminSettings.types')
  return (
    <Card
      title={t('form.rule')}
      description={t('type.ruleText', { rule: t(`rules.${type.merchantIssues}`) })}
    >
      <form method="get" action={`${list}/${type.id}/rule`} className="flex flex-col gap-4">
        <RadioGroup
          name="to"
          legend={t('form.rule')}
          defaultValue={type.merchantIssues}
          options={merchantIssuesRules.map((rule) => ({
            value: rule,
            label: t(`rules.${rule}`),
            hint: t(`ruleHints.${rule}`),
          }))}
        />
        <div>
          <Button>{t('type.next')}</Button>
        </div>
      </form>
    </Card>
  )
}
