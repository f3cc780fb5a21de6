import { getTranslations } from 'next-intl/server'
import { Button } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories } from '#/db/words/notices.ts'

type ReachFormProps = { path: string; category: NoticeCategory | null; environment: AccountEnvironment }

/** What is asked stands in the address, so that an answer can be shared. */
export async function ReachForm({ path, category, environment }: ReachFormProps) {
  const t = await getTranslations('reach')
  const categories = await getTranslations('mail.categories')
  const common = await getTranslations('common.environment')
  return (
    <search aria-label={t('ask')}>
      <form method="get" action={path} className="flex flex-wrap items-end gap-3">
        <Field name="category" label={t('category')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={category ?? ''}
              options={[
                { value: '', label: t('every') },
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
              defaultValue={environment}
              options={environments.map((value) => ({ value, label: common(value) }))}
            />
          )}
        </Field>
        <Button icon="search">{t('show')}</Button>
      </form>
    </search>
  )
}
