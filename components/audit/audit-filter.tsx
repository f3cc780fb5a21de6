import { getTranslations } from 'next-intl/server'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select, type SelectGroup } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { type AuditView, auditLog } from '#/lib/admin/audit/list.ts'
import type { AuditProblem } from '#/lib/admin/audit/question.ts'
import { type AuditAction, auditActions, isAuditAction } from '#/lib/platform/audit/actions.ts'

type AuditFilterProps = { view: AuditView; problems: readonly AuditProblem[] }

/** What is asked of the log stands in the address, so that a view can be shared. */
export async function AuditFilter({ view, problems }: AuditFilterProps) {
  const t = await getTranslations('audit')
  const groups = await listActions()
  const errorOf = (field: AuditProblem) =>
    problems.includes(field)
      ? t(`unknown.${field === 'from' || field === 'to' ? ('day' as const) : field}`)
      : undefined
  return (
    <search aria-label={t('filter.label')}>
      <form method="get" action="/admin/audit" className="flex flex-col gap-4">
        <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {(['account', 'actor', 'subject'] as const).map((name) => (
            <Field
              key={name}
              name={name}
              label={t(`filter.${name}`)}
              hint={t(`filter.${name}Hint`)}
              error={name === 'subject' ? undefined : errorOf(name)}
            >
              {(control) => (
                <TextInput {...control} type="search" defaultValue={view[name]} maxLength={254} />
              )}
            </Field>
          ))}
          <Field name="action" label={t('filter.action')}>
            {(control) => (
              <Select
                {...control}
                defaultValue={view.action ?? ''}
                options={[{ value: '', label: t('filter.anything') }, ...groups]}
              />
            )}
          </Field>
          <Field name="text" label={t('filter.text')}>
            {(control) => <TextInput {...control} type="search" defaultValue={view.text} maxLength={254} />}
          </Field>
          <div className="grid grid-cols-2 items-end gap-4">
            {(['from', 'to'] as const).map((name) => (
              <Field key={name} name={name} label={t(`filter.${name}`)} error={errorOf(name)}>
                {(control) => <TextInput {...control} type="date" defaultValue={view[name]} />}
              </Field>
            ))}
          </div>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button icon="search">{t('filter.find')}</Button>
          {auditLog.isFiltered(view) ? (
            <ButtonLink variant="quiet" href="/admin/audit">
              {t('filter.clear')}
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  )
}

type SubjectOf<Action> = Action extends `${infer Subject}.${string}` ? Subject : never
/** What several at once are found under. */
const singular = { members: 'member', accounts: 'account' } as const

/** Every action there is, under what it is done to. */
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
