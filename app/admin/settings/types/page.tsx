import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import { type ListedType, listTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { listTypeChanges, type TypeChange } from '#/lib/changes/types/apply-changes.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

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
      <TypeTable types={types} isAdmin={isAdmin} />
    </SettingsPage>
  )
})

type TypeChangesProps = { changes: ReadonlyMap<string, TypeChange>; types: readonly ListedType[] }

/** Shows how many accounts of a type the new rule was applied to so far. */
async function TypeChanges({ changes, types }: TypeChangesProps) {
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

async function TypeTable({ types, isAdmin }: { types: readonly ListedType[]; isAdmin: boolean }) {
  const t = await getTranslations('adminSettings.types')
  const format = await getFormatter()
  const locale = await getLocale()
  const columns: Columns<ListedType> = [
    {
      header: t('columns.name'),
      wide: true,
      cell: (type) => <span dir="auto">{nameType(type, locale)}</span>,
    },
    {
      header: t('columns.rule'),
      cell: (type) => <span className="whitespace-nowrap">{t(`rules.${type.merchantIssues}`)}</span>,
    },
    { header: t('columns.accounts'), align: 'end', cell: (type) => format.number(type.accounts) },
    isAdmin && {
      header: t('columns.change'),
      headerHidden: true,
      cell: (type) => (
        <Link
          href={`${base}/${type.id}`}
          aria-label={t('columns.changeNamed', { name: nameType(type, locale) })}
          className="inline-flex min-h-6 items-center"
        >
          {t('columns.change')}
        </Link>
      ),
    },
  ]
  return <StackingTable caption={t('list')} rows={types} rowKey={({ id }) => id} columns={columns} few />
}
