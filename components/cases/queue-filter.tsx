import { getTranslations } from 'next-intl/server'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { environments } from '#/db/words/accounts.ts'
import { caseCategories, queueSides } from '#/db/words/cases.ts'
import { assigneeWord, isFiltered, type QueueFilter, queueHref } from '#/lib/cases/queue-filter.ts'

type QueueFilterFormProps = {
  filter: QueueFilter
  /** The reader's colleagues. */
  colleagues: readonly { userId: string; name: string; email: string }[]
}

/** What the queue shows stands in its address, so that a view can be shared. */
export async function QueueFilterForm({ filter, colleagues }: QueueFilterFormProps) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common.environment')
  const { status } = filter
  const choices = [
    {
      name: 'assignee',
      label: t('queue.assignee'),
      any: t('queue.anyAssignee'),
      chosen: assigneeWord(filter.assignee),
      options: [
        ...(['me', 'somebody', 'nobody'] as const).map((value) => ({
          value: value as string,
          label: t(`queue.assignees.${value}`),
        })),
        ...colleagues.map(({ userId, name, email }) => ({ value: userId, label: name || email })),
      ],
    },
    ...(status === 'open'
      ? [
          {
            name: 'waiting',
            label: t('queue.waiting'),
            any: t('queue.anyWaiting'),
            chosen: filter.waiting,
            options: queueSides.map((value) => ({ value, label: t(`queue.sides.${value}`) })),
          },
        ]
      : []),
    {
      name: 'category',
      label: t('columns.category'),
      any: t('queue.anyCategory'),
      chosen: filter.category,
      options: caseCategories.map((value) => ({ value, label: t(`categories.${value}`) })),
    },
    {
      name: 'environment',
      label: t('about.environment'),
      any: t('queue.anyEnvironment'),
      chosen: filter.environment,
      options: environments.map((value) => ({ value, label: common(value) })),
    },
  ]
  return (
    <search aria-label={t('queue.filter')}>
      <form method="get" action="/admin/cases" className="flex flex-wrap items-end gap-3">
        {status === 'closed' ? <input type="hidden" name="status" value="closed" /> : null}
        <div className="min-w-48 flex-1 sm:max-w-64">
          <Field name="account" label={t('about.account')}>
            {(control) => (
              <TextInput {...control} type="search" defaultValue={filter.account} maxLength={100} />
            )}
          </Field>
        </div>
        {choices.map(({ name, label, any, chosen, options }) => (
          <Field key={name} name={name} label={label}>
            {(control) => (
              <Select
                {...control}
                fit
                defaultValue={chosen ?? ''}
                options={[{ value: '', label: any }, ...options]}
              />
            )}
          </Field>
        ))}
        <Button icon="search">{t('queue.apply')}</Button>
        {isFiltered(filter) ? (
          <ButtonLink variant="quiet" href={queueHref({ status })}>
            {t('queue.clear')}
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
