import { getTranslations } from 'next-intl/server'
import { Tabs } from '#/components/ui/tabs.tsx'
import { type StaffView, staffNotices, staffStates } from '#/lib/notices/views/staff-list.ts'

type NoticeTabsProps = {
  view: StaffView
  /** How many of the view there are in some of the tabs; none where they are not of its kind. */
  counts: { open: number; overdue: number; unroutable: number } | null
}

/** The states that staff look through; what is filtered by stays. */
export async function NoticeTabs({ view, counts }: NoticeTabsProps) {
  const t = await getTranslations('adminNotices.tabs')
  const countOf: Partial<Record<string, number>> = counts ?? {}
  return (
    <Tabs
      label={t('label')}
      tabs={staffStates.map((state) => ({
        href: staffNotices.href({ ...view, state }),
        label: t(state),
        current: state === view.state,
        count: countOf[state],
      }))}
    />
  )
}
