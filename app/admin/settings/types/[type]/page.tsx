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
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { deleteTypeAction, saveTypeAction } from './actions.ts'

const list = '/admin/settings/types'

export default definePage(async ({ params }: PageProps<'/admin/settings/types/[type]'>) => {
  const grant = await requireStaff('admin')
  const { type: id } = await params
  const types = await listTypes((await getStore()).read, grant)
  const type = types.find((one) => one.id === id)
  if (!type) notFound()
  const t = await getTranslations('adminSettings.types')
  const { programmeName } = await currentSettings()
  return (
    <SettingsPage
      title={nameType(type, await getLocale())}
      lead={t('type.accounts', { count: type.accounts })}
      programmeName={programmeName}
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
