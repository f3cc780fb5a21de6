import { getTranslations } from 'next-intl/server'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { noticeCategories } from '#/db/words/notices.ts'
import { type ChosenFilter, listedKinds, listedStates } from '#/lib/notices/views/list-filter.ts'

/** What the list shows stands in its address, so that a view can be shared. */
export async function NoticeFilter({ base, chosen }: { base: string; chosen: ChosenFilter }) {
  const t = await getTranslations('notices.filter')
  const states = await getTranslations('notices')
  const categories = await getTranslations('mail.categories')
  const stateOptions = listedStates.map((value) => ({
    value,
    label: value === 'overdue' ? states('overdue') : states(`states.${value}`),
  }))
  const groups = [
    { name: 'state', label: t('state'), any: t('anyState'), options: stateOptions },
    {
      name: 'category',
      label: t('category'),
      any: t('anyCategory'),
      options: noticeCategories.map((value) => ({ value, label: categories(value) })),
    },
    {
      name: 'kind',
      label: t('kind'),
      any: t('anyKind'),
      options: listedKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
  ] as const
  return (
    <search aria-label={t('label')}>
      <form method="get" action={base} className="flex flex-wrap items-end gap-3">
        {groups.map(({ name, label, any, options }) => (
          <Field key={name} name={name} label={label}>
            {(control) => (
              <Select
                {...control}
                fit
                defaultValue={chosen[name] ?? ''}
                options={[{ value: '', label: any }, ...options]}
              />
            )}
          </Field>
        ))}
        <Button icon="search">{t('apply')}</Button>
        {Object.keys(chosen).length > 0 ? (
          <ButtonLink variant="quiet" href={base}>
            {t('clear')}
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
