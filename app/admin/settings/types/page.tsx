import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeChanges } from '#/components/settings/type-changes.tsx'
import { TypeTable } from '#/components/settings/type-table.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { listTypes } from '#/lib/accounts/types/queries.ts'
import { listTypeChanges } from '#/lib/changes/types/follow-up.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

const base = '/admin/settings/types'
const outcomes = ['added', 'saved', 'deleted', 'rule'] as const

export default definePage('/admin/settings/types', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminSettings.types')
  const types = await listTypes(read, grant)
  const outcome = outcomes.find((known) => known === query.done)
  const due = Number(query.due) || 0
  const isAdmin = grant.staffRole === 'admin'
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
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
