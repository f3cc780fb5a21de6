import { getTranslations } from 'next-intl/server'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import { type StaffNoticeView, staffNotices } from '#/lib/notices/views/staff-list.ts'

export async function StaffNoticeFilter({ view }: { view: StaffNoticeView }) {
  const t = await getTranslations('adminNotices.filter')
  const common = await getTranslations('common.environment')
  const categories = await getTranslations('mail.categories')
  return (
    <FilterForm
      list={staffNotices}
      view={view}
      label={t('label')}
      apply={t('find')}
      clear={t('clear')}
      fields={[
        { name: 'account', label: t('account'), longest: 200 },
        {
          name: 'category',
          label: t('category'),
          any: t('allCategories'),
          options: noticeCategories.map((value) => ({ value, label: categories(value) })),
        },
        {
          name: 'environment',
          label: common('label'),
          any: t('allEnvironments'),
          options: environments.map((value) => ({ value, label: common(value) })),
        },
        {
          name: 'kind',
          label: t('kind'),
          options: [...noticeKinds, 'all' as const].map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
      ]}
    />
  )
}
