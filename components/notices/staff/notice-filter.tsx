import { getTranslations } from 'next-intl/server'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import { isFiltered, type StaffView, staffViewHref } from '#/lib/notices/views/staff-filter.ts'

/** Searching stands in the address, so that a view can be shared; the tab stays. */
export async function NoticeFilter({ view }: { view: StaffView }) {
  const t = await getTranslations('adminNotices.filter')
  const common = await getTranslations('common.environment')
  const categories = await getTranslations('mail.categories')
  return (
    <search aria-label={t('label')}>
      <form method="get" action="/admin/notices" className="flex flex-wrap items-end gap-3">
        {view.state === 'current' ? null : <input type="hidden" name="state" value={view.state} />}
        <div className="min-w-48 flex-1 sm:max-w-72">
          <Field name="account" label={t('account')}>
            {(control) => (
              <TextInput {...control} type="search" defaultValue={view.account} maxLength={200} />
            )}
          </Field>
        </div>
        <Field name="category" label={t('category')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={view.category ?? ''}
              options={[
                { value: '', label: t('allCategories') },
                ...noticeCategories.map((value) => ({ value, label: categories(value) })),
              ]}
            />
          )}
        </Field>
        <Field name="environment" label={common('label')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={view.environment ?? ''}
              options={[
                { value: '', label: t('allEnvironments') },
                ...environments.map((value) => ({ value, label: common(value) })),
              ]}
            />
          )}
        </Field>
        <Field name="kind" label={t('kind')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={view.kind ?? 'all'}
              options={[...noticeKinds, 'all' as const].map((value) => ({
                value,
                label: t(`kinds.${value}`),
              }))}
            />
          )}
        </Field>
        <Button icon="search">{t('find')}</Button>
        {isFiltered(view) ? (
          <ButtonLink variant="quiet" href={staffViewHref({ state: view.state, kind: 'event' })}>
            {t('clear')}
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
