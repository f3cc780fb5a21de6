import { getTranslations } from 'next-intl/server'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { definePage } from '#/app/define-page.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { PlainLink } from '#/components/ui/button.tsx'
import { UnreachableTable } from '#/components/unreachable/unreachable-table.tsx'
import { type UnreachableReason, unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { countUnreachable, listUnreachable, maxUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { drillInListAction, nudgeInListAction, tryAgainInListAction } from '../accounts/row-actions.ts'

export default definePage('/admin/unreachable', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('unreachable')
  const format = await getFormatter()
  const view = unreachableAccounts.read(query)
  const after = unreachableAccounts.after(query)
  const { accounts, next } = await listUnreachable(read, grant, { reason: view.why, after })
  const reasons = [null, ...unreachableReasons]
  const counts = new Map<UnreachableReason | null, number>()
  for (const one of reasons) counts.set(one, await countUnreachable(read, grant, one))
  const formatCount = (count = 0) => (count > maxUnreachable ? `${format.number(maxUnreachable)}+` : count)
  return (
    <Page
      title={t('heading')}
      description={t('lead')}
      actions={
        <PlainLink download href={unreachableAccounts.href(view, null, '/admin/unreachable/export.csv')}>
          {t('export')}
        </PlainLink>
      }
    >
      <ListedViews
        read={read}
        grant={grant}
        list="unreachable"
        href={unreachableAccounts.href(view)}
        query={query}
      />
      <ListTabs
        list={unreachableAccounts}
        view={view}
        name="why"
        values={reasons}
        label={t('label')}
        text={(one) => t(one ? `reasons.${one}` : 'any')}
        count={(one) => formatCount(counts.get(one))}
      />
      <PagedList
        list={unreachableAccounts}
        view={view}
        rows={accounts}
        after={after}
        next={next}
        live={accounts.map(({ id }) => id)}
        empty={{ icon: 'good', title: t(view.why ? 'noneOfThese' : 'none'), text: t('noneText') }}
      >
        <UnreachableTable
          rows={accounts}
          actions={{ nudge: nudgeInListAction, again: tryAgainInListAction, drill: drillInListAction }}
        />
      </PagedList>
    </Page>
  )
})
