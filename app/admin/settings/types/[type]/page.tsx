import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { DeleteTypeCard } from '#/components/settings/delete-type-card.tsx'
import { RuleChoice } from '#/components/settings/rule-choice.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeForm } from '#/components/settings/type-form.tsx'
import { nameType } from '#/components/settings/type-name.ts'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { listTypes } from '#/lib/accounts/types/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { deleteTypeAction, saveTypeAction } from './actions.ts'

const list = '/admin/settings/types'

export default definePage('/admin/settings/types/[type]', admin, async ({ grant, read, params }) => {
  const { type: id } = params
  const types = await listTypes(read, grant)
  const type = types.find((one) => one.id === id)
  if (!type) notFound()
  const t = await getTranslations('adminSettings.types')
  return (
    <SettingsPage
      title={nameType(type, await getLocale())}
      lead={t('type.accounts', { count: type.accounts })}
      above={{ href: list, name: t('title') }}
      history={{ subject: type.id }}
    >
      <Card>
        <DescriptionList
          items={[
            { id: 'en', term: t('form.nameEn'), description: type.nameEn },
            { id: 'it', term: t('form.nameIt'), description: type.nameIt },
            { id: 'rule', term: t('form.rule'), description: t(`rules.${type.merchantIssues}`) },
            { id: 'api', term: t('type.id'), description: <code>{type.id}</code> },
          ]}
        />
      </Card>
      <TypeForm type={type} types={types} action={saveTypeAction} back={list} />
      <RuleChoice type={type} path={`${list}/${type.id}/rule`} />
      <DeleteTypeCard type={type} action={deleteTypeAction} />
    </SettingsPage>
  )
})
