import { getTranslations } from 'next-intl/server'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { environments } from '#/db/words/accounts.ts'
import { caseCategories, queueSides } from '#/db/words/cases.ts'
import { type QueueView, queue } from '#/lib/cases/lists.ts'

type QueueFilterFormProps = {
  view: QueueView
  colleagues: readonly { userId: string; name: string; email: string }[]
}

export async function QueueFilterForm({ view, colleagues }: QueueFilterFormProps) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common.environment')
  const assignees = (['me', 'somebody', 'nobody'] as const).map((value) => ({
    value: value as string,
    label: t(`queue.assignees.${value}`),
  }))
  const people = colleagues.map(({ userId, name, email }) => ({ value: userId, label: name || email }))
  const waiting = {
    name: 'waiting',
    label: t('queue.waiting'),
    any: t('queue.anyWaiting'),
    options: queueSides.map((value) => ({ value, label: t(`queue.sides.${value}`) })),
  } as const
  return (
    <FilterForm
      list={queue}
      view={view}
      label={t('queue.filter')}
      apply={t('queue.apply')}
      clear={t('queue.clear')}
      fields={[
        { name: 'account', label: t('about.account'), longest: 100 },
        {
          name: 'assignee',
          label: t('queue.assignee'),
          any: t('queue.anyAssignee'),
          options: [...assignees, ...people],
        },
        ...(view.status === 'open' ? [waiting] : []),
        {
          name: 'category',
          label: t('columns.category'),
          any: t('queue.anyCategory'),
          options: caseCategories.map((value) => ({ value, label: t(`categories.${value}`) })),
        },
        {
          name: 'environment',
          label: t('about.environment'),
          any: t('queue.anyEnvironment'),
          options: environments.map((value) => ({ value, label: common(value) })),
        },
      ]}
    />
  )
}
