import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFilter } from '#/components/admin/account-filter.tsx'
import { AccountTable } from '#/components/admin/account-table.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { type ListedAccount, listAccounts } from '#/lib/accounts/admin-queries.ts'
import { integrationStates } from '#/lib/accounts/schema.ts'
import { listFieldNames } from '#/lib/contacts/field-names.ts'
import type { MissingField } from '#/lib/contacts/policy.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/accounts'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('admin.accounts')
  const query = await searchParams
  const search = typeof query.q === 'string' ? query.q.slice(0, 100) : ''
  const state = integrationStates.find((known) => known === query.state) ?? null
  const after = typeof query.after === 'string' ? query.after.slice(0, 100) : ''
  const { rows, next } = await listAccounts((await getStore()).read, grant, { search, state, after })
  const { programmeName } = await currentSettings()
  const filtered = Boolean(search || state || after)
  const create =
    grant.staffRole === 'admin' ? (
      <>
        <ButtonLink href="/admin/accounts/import">{t('import')}</ButtonLink>
        <ButtonLink href="/admin/accounts/new" variant="primary" icon="plus">
          {t('new')}
        </ButtonLink>
      </>
    ) : undefined
  const pageAt = (start: string) => {
    const parts = { ...(search && { q: search }), ...(state && { state }), ...(start && { after: start }) }
    return `/admin/accounts?${new URLSearchParams(parts)}`
  }
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader title={t('title')} actions={create} />
      <AccountFilter search={search} state={state} />
      {rows.length > 0 ? (
        <AccountTable rows={await toRows(rows, programmeName)} />
      ) : (
        <EmptyState
          icon="people"
          title={t(filtered ? 'none.title' : 'empty.title')}
          action={filtered ? undefined : create}
        >
          {t(filtered ? 'none.text' : 'empty.text')}
        </EmptyState>
      )}
      <ButtonRow>
        {after ? <ButtonLink href={pageAt('')}>{t('first')}</ButtonLink> : null}
        {next ? <ButtonLink href={pageAt(next)}>{t('next')}</ButtonLink> : null}
      </ButtonRow>
    </>
  )
})

async function sayFields(missing: readonly MissingField[], programme: string): Promise<string> {
  const names = await listFieldNames(
    missing.map(({ field }) => field),
    programme,
  )
  return (await getFormatter()).list(names, { type: 'unit' })
}

async function toRows(listed: ListedAccount[], programme: string) {
  const locale = await getLocale()
  const t = await getTranslations('admin')
  return Promise.all(
    listed.map(async ({ account, integrationType, missing, submitted, locked }) => ({
      slug: account.slug,
      name: account.name,
      typeName: locale === 'it' ? integrationType.nameIt : integrationType.nameEn,
      state: account.state,
      missing: {
        count: missing.length,
        which: submitted ? await sayFields(missing, programme) : t('contacts.nothing'),
      },
      locked,
      dueAt: account.dueAt,
    })),
  )
}
