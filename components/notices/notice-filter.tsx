import { getTranslations } from 'next-intl/server'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { categoryChoices } from '#/components/notices/notice-names.ts'
import { environments } from '#/db/words/accounts.ts'
import { noticeKinds } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import {
  maxNoticeSearchLength,
  type PartnerView,
  partnerKinds,
  partnerNotices,
  partnerStates,
  type StaffNoticesView,
  staffNotices,
} from '#/lib/notices/views/lists.ts'

async function categoryField(label: string, any: string) {
  return { name: 'category', label, any, options: await categoryChoices() } as const
}

export async function NoticeFilter({ base, chosen }: { base: string; chosen: PartnerView }) {
  const t = await getTranslations('notices.filter')
  const states = await getTranslations('notices')
  return (
    <FilterForm
      list={partnerNotices}
      view={chosen}
      path={base}
      label={t('label')}
      apply={t('apply')}
      clear={t('clear')}
      fields={[
        { name: 'search', label: t('search'), longest: maxNoticeSearchLength },
        {
          name: 'state',
          label: t('state'),
          any: t('anyState'),
          options: partnerStates.map((value) => ({
            value,
            label: value === 'overdue' ? states('overdue') : states(`states.${value}`),
          })),
        },
        await categoryField(t('category'), t('anyCategory')),
        {
          name: 'kind',
          label: t('kind'),
          any: t('anyKind'),
          options: partnerKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
      ]}
    />
  )
}

export async function StaffNoticeFilterForm({ view }: { view: StaffNoticesView }) {
  const t = await getTranslations('adminNotices.filter')
  const common = await getTranslations('common.environment')
  return (
    <FilterForm
      list={staffNotices}
      view={view}
      label={t('label')}
      apply={t('find')}
      clear={t('clear')}
      fields={[
        { name: 'search', label: t('search'), longest: maxNoticeSearchLength },
        { name: 'account', label: t('account'), longest: eventLimits.account },
        await categoryField(t('category'), t('allCategories')),
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
