import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import type { AccountView } from '#/lib/admin/accounts/account-view.ts'

/** Where no account is listed: why that is, and what to do. `create`: for whoever may make one. */
export async function NoAccounts({
  view: { filters, after, before },
  create,
}: {
  view: AccountView
  create: ReactNode
}) {
  const t = await getTranslations('adminAccounts')
  const why = after || before ? 'past' : Object.keys(filters).length > 0 ? 'none' : 'empty'
  return (
    <EmptyState icon="people" title={t(`${why}.title`)} action={why === 'empty' ? create : undefined}>
      {t(`${why}.text`)}
    </EmptyState>
  )
}
