import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ColumnTable } from '#/components/imports/column-table.tsx'
import { ImportTable } from '#/components/imports/import-table.tsx'
import { UploadForm } from '#/components/imports/upload-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { importDays } from '#/db/words/imports.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { listImports } from '#/lib/changes/imports/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const base = '/admin/accounts/import'
const refusals = ['nothing', 'too-large', 'broken'] as const

export default definePage('/admin/accounts/import', admin, async ({ grant, read, query }) => {
  const t = await getTranslations('imports')
  const admin = await getTranslations('admin')
  const locale = await getLocale()
  const before = typeof query.before === 'string' ? query.before.slice(0, 100) : ''
  const refused = refusals.find((known) => known === query.refused)
  const { rows, next } = await listImports(read, grant, before)
  const types = await listIntegrationTypes(read)
  return (
    <Page
      title={t('title')}
      context={<Link href="/admin/accounts">{admin('accounts.title')}</Link>}
      description={t('lead')}
    >
      <DoneBanner done={query.done} known={['discarded']} title={(word) => t(`outcomes.${word}`)} />
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
    </Page>
  )
})
