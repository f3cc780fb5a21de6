import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeChanges } from '#/components/settings/type-changes.tsx'
import { TypeTable } from '#/components/settings/type-table.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { listTypes } from '#/lib/accounts/types/queries.ts'
import { listTypeChanges } from '#/lib/changes/types/follow-up.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const base = '/admin/settings/types'
const outcomes = ['added', 'saved', 'deleted', 'rule'] as const

export default definePage(async ({ searchParams }: PageProps<'/admin/settings/types'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('adminSettings.types')
  const { programmeName } = await currentSettings()
  const { read } = await getStore()
  const types = await listTypes(read, grant)
  const query = await searchParams
  const outcome = outcomes.find((known) => known === query.done)
  const due = Number(query.due) || 0
  const isAdmin = grant.staffRole === 'admin'
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      programmeName={programmeName}
      done={
        outcome === 'rule' && due > 0
          ? t('done.ruleDue', { count: due })
          : outcome
            ? t(`done.${outcome}`)
            : null
      }
      readOnly={!isAdmin}
      actions={
        isAdmin ? (
          <ButtonLink variant="primary" icon="plus" href={`${base}/new`}>
            {t('add')}
          </ButtonLink>
        ) : null
      }
    >
      <TypeChanges changes={await listTypeChanges(read)} types={types} />
      <TypeTable types={types} base={isAdmin ? base : null} />
    </SettingsPage>
  )
})
