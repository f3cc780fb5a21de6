import { getTranslations } from 'next-intl/server'
import { FilterForm, FilterInputs } from '#/components/form/filter-form.tsx'
import type { SelectGroup } from '#/components/ui/select.tsx'
import { type AuditView, auditLog, maxTypedLength } from '#/lib/admin/audit/list.ts'
import type { AuditProblem } from '#/lib/admin/audit/resolve-view.ts'
import { type AuditAction, auditActions, isAuditAction } from '#/lib/platform/audit/actions.ts'

type AuditFilterProps = { view: AuditView; problems: readonly AuditProblem[] }

export async function AuditFilter({ view, problems }: AuditFilterProps) {
  const t = await getTranslations('audit')
  const errorOf = (field: AuditProblem) =>
    problems.includes(field)
      ? t(`unknown.${field === 'from' || field === 'to' ? ('day' as const) : field}`)
      : undefined
  const words = (name: 'account' | 'actor' | 'subject', error?: string) =>
    ({
      name,
      label: t(`filter.${name}`),
      hint: t(`filter.${name}Hint`),
      error,
      longest: maxTypedLength,
    }) as const
  return (
    <FilterForm
      list={auditLog}
      view={view}
      label={t('filter.label')}
      apply={t('filter.find')}
      clear={t('filter.clear')}
      whole
      folds
    >
      <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <FilterInputs
          list={auditLog}
          view={view}
          grid
          fields={[
            words('account', errorOf('account')),
            words('actor', errorOf('actor')),
            words('subject'),
            {
              name: 'action',
              label: t('filter.action'),
              any: t('filter.anything'),
              options: await listActions(),
            },
            { name: 'text', label: t('filter.text'), longest: maxTypedLength },
          ]}
        />
        <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] items-end gap-4">
          <FilterInputs
            list={auditLog}
            view={view}
            grid
            fields={(['from', 'to'] as const).map((name) => ({
              name,
              label: t(`filter.${name}`),
              error: errorOf(name),
              day: true,
            }))}
          />
        </div>
      </div>
    </FilterForm>
  )
}

type SubjectOf<Action> = Action extends `${infer Subject}.${string}` ? Subject : never
/** The group of actions under which a filter finds several at once. */
const singular = { members: 'member', accounts: 'account' } as const

async function listActions(): Promise<SelectGroup[]> {
  const t = await getTranslations('audit')
  const actions = Object.keys(auditActions).filter(isAuditAction)
  const bySubject = Map.groupBy(actions, (action) => {
    const subject = action.split('.')[0] as SubjectOf<AuditAction>
    return t(`subjects.${subject === 'members' || subject === 'accounts' ? singular[subject] : subject}`)
  })
  return [...bySubject].map(([label, ofSubject]) => ({
    label,
    options: ofSubject.map((value) => ({ value, label: t(`actions.${value}`) })),
  }))
}
