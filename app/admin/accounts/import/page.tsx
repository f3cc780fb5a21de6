import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ColumnTable } from '#/components/imports/column-table.tsx'
import { ImportTable } from '#/components/imports/import-table.tsx'
import { UploadForm } from '#/components/imports/upload-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { importDays } from '#/db/words/imports.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { listImports } from '#/lib/changes/imports/queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const base = '/admin/accounts/import'
const refusals = ['nothing', 'too-large', 'broken'] as const

export default definePage(async ({ searchParams }: PageProps<'/admin/accounts/import'>) => {
  const grant = await requireStaff('admin')
  const t = await getTranslations('imports')
  const admin = await getTranslations('admin')
  const locale = await getLocale()
  const query = await searchParams
  const before = typeof query.before === 'string' ? query.before.slice(0, 100) : ''
  const refused = refusals.find((known) => known === query.refused)
  const { read } = await getStore()
  const { rows, next } = await listImports(read, grant, before)
  const types = await listIntegrationTypes(read)
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href="/admin/accounts">{admin('accounts.title')}</Link>}
        description={t('lead')}
      />
      {query.done === 'discarded' ? (
        <Banner meaning="good" role="status" title={t('outcomes.discarded')} />
      ) : null}
      <UploadForm action={`${base}/upload`} template={`${base}/template.csv`} refused={refused} />
      <ColumnTable
        types={types.map(({ id, nameEn, nameIt }) => ({ id, name: locale === 'it' ? nameIt : nameEn }))}
      />
      {rows.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-large">{t('list.title')}</h2>
          <p className="max-w-measure text-muted">{t('list.kept', { days: importDays })}</p>
          <ImportTable rows={rows} base={base} />
          <ZoneNote />
          {before || next ? (
            <ButtonRow>
              {before ? <ButtonLink href={base}>{t('list.newest')}</ButtonLink> : null}
              {next ? <ButtonLink href={`${base}?before=${next}`}>{t('list.older')}</ButtonLink> : null}
            </ButtonRow>
          ) : null}
        </section>
      ) : null}
    </>
  )
})
