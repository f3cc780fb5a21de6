import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { DownloadLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { UnreachableTable } from '#/components/unreachable/unreachable-table.tsx'
import { unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { countUnreachable, listUnreachable, mostUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { readUnreachableView, unreachableHref } from '#/lib/admin/unreachable/view.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Who cannot be reached, and why: the one list of staff. */
export default definePage(async ({ searchParams }: PageProps<'/admin/unreachable'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('unreachable')
  const format = await getFormatter()
  const { read } = await getStore()
  const { programmeName } = await currentSettings()
  const { reason, after } = readUnreachableView(await searchParams)
  const { accounts, next } = await listUnreachable(read, grant, { reason, after })
  const tabs = await Promise.all(
    [null, ...unreachableReasons].map(async (one) => {
      const count = await countUnreachable(read, grant, one)
      const many = count > mostUnreachable
      return {
        href: unreachableHref(one),
        label: one ? t(`reasons.${one}`) : t('any'),
        current: one === reason,
        count: many ? `${format.number(mostUnreachable)}+` : count,
      }
    }),
  )
  return (
    <>
      <PageTitle parts={[t('heading'), programmeName]} />
      <PageHeader
        title={t('heading')}
        description={t('lead')}
        actions={
          <DownloadLink href={unreachableHref(reason, null, '/admin/unreachable/export.csv')}>
            {t('export')}
          </DownloadLink>
        }
      />
      <Tabs label={t('label')} tabs={tabs} />
      {accounts.length > 0 ? (
        <>
          <UnreachableTable rows={accounts} />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="good" title={t(reason ? 'noneOfThese' : 'none')}>
          {t('noneText')}
        </EmptyState>
      )}
      <Pager
        first={after && { href: unreachableHref(reason), label: t('first') }}
        next={next && { href: unreachableHref(reason, next), label: t('nextPage') }}
      />
    </>
  )
})
