import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PlainLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { UnreachableTable } from '#/components/unreachable/unreachable-table.tsx'
import { unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { countUnreachable, listUnreachable, mostUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

/** Lists for staff all unreachable accounts, with the reasons. */
export default definePage('/admin/unreachable', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('unreachable')
  const format = await getFormatter()
  const { why: reason } = unreachableAccounts.read(query)
  const after = unreachableAccounts.after(query)
  const { accounts, next } = await listUnreachable(read, grant, { reason, after })
  const tabs = await Promise.all(
    [null, ...unreachableReasons].map(async (one) => {
      const count = await countUnreachable(read, grant, one)
      const many = count > mostUnreachable
      return {
        href: unreachableAccounts.href({ why: one }),
        label: one ? t(`reasons.${one}`) : t('any'),
        current: one === reason,
        count: many ? `${format.number(mostUnreachable)}+` : count,
      }
    }),
  )
  return (
    <Page
      title={t('heading')}
      description={t('lead')}
      actions={
        <PlainLink
          download
          href={unreachableAccounts.href({ why: reason }, null, '/admin/unreachable/export.csv')}
        >
          {t('export')}
        </PlainLink>
      }
    >
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
        first={after && { href: unreachableAccounts.href({ why: reason }), label: t('first') }}
        next={next && { href: unreachableAccounts.href({ why: reason }, next), label: t('nextPage') }}
      />
    </Page>
  )
})
