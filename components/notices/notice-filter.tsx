import { getTranslations } from 'next-intl/server'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { noticeCategories } from '#/db/words/notices.ts'
import {
  listedKinds,
  listedStates,
  type PartnerView,
  partnerNotices,
} from '#/lib/notices/views/partner-list.ts'

export async function NoticeFilter({ base, chosen }: { base: string; chosen: PartnerView }) {
  const t = await getTranslations('notices.filter')
  const states = await getTranslations('notices')
  const categories = await getTranslations('mail.categories')
  return (
    <FilterForm
      list={partnerNotices}
      view={chosen}
      path={base}
      label={t('label')}
      apply={t('apply')}
      clear={t('clear')}
      fields={[
        {
          name: 'state',
          label: t('state'),
          any: t('anyState'),
          options: listedStates.map((value) => ({
            value,
            label: value === 'overdue' ? states('overdue') : states(`states.${value}`),
          })),
        },
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
      ]}
    />
  )
}
