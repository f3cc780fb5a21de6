import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { UploadingForm } from '#/components/form/plain-form.tsx'
import { ColumnTable } from '#/components/imports/column-table.tsx'
import { ImportTable } from '#/components/imports/import-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Button, ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Field } from '#/components/ui/field.tsx'
import { importDays, uploadLimits } from '#/db/words/imports.ts'
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

type UploadFormProps = {
  /** Takes the post; a plain form, so that a browser shows how far a large file is. */
  action: string
  template: string
  /** Why what was sent last could not be taken at all. */
  refused: 'nothing' | 'too-large' | 'broken' | undefined
}

const words = { nothing: 'nothing', 'too-large': 'tooLarge', broken: 'broken' } as const

/** Chooses a file of accounts and sends it to be checked. */
async function UploadForm({ action, template, refused }: UploadFormProps) {
  const t = await getTranslations('imports.upload')
  const limits = { megabytes: uploadLimits.bytes / 1024 / 1024, rows: uploadLimits.rows }
  const why = refused && words[refused]
  return (
    <Card title={t('title')}>
      {why ? (
        <Banner meaning="bad" role="alert" title={t(why)}>
          {t(`${why}Text`, limits)}
        </Banner>
      ) : null}
      <UploadingForm action={action} className="flex flex-col gap-5">
        <Field name="file" label={t('file')} hint={t('hint', limits)} required>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              className="w-full min-w-0 max-w-measure rounded-box border border-control bg-surface px-2 py-1.5 text-ink hover:border-muted aria-invalid:border-bad file:mr-3 file:min-h-8 file:rounded-box file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
            />
          )}
        </Field>
        <ButtonRow>
          <Button variant="primary">{t('action')}</Button>
          <PlainLink href={template} download>
            {t('template')}
          </PlainLink>
        </ButtonRow>
      </UploadingForm>
    </Card>
  )
}
