import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { FileField } from '#/components/form/file-field.tsx'
import { UploadingForm } from '#/components/form/plain-form.tsx'
import { ImportStateBadge } from '#/components/imports/import-state.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Button, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable, Table } from '#/components/ui/table.tsx'
import { maxNameLength } from '#/db/words/accounts.ts'
import { importColumns, importDays, optionalColumns, uploadLimits } from '#/db/words/imports.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { importList } from '#/lib/changes/imports/lists.ts'
import { listImports } from '#/lib/changes/imports/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

const base = '/admin/accounts/import'
const refusals = ['nothing', 'too-large', 'broken'] as const

export default definePage('/admin/accounts/import', admin, async ({ grant, read, query }) => {
  const t = await getTranslations('imports')
  const admin = await getTranslations('admin')
  const after = importList.after(query)
  const { rows, next } = await listImports(read, grant, after ?? '')
  return (
    <Page
      title={t('title')}
      parent={{ href: '/admin/accounts', name: admin('accounts.title') }}
      description={t('lead')}
    >
      <DoneBanner done={query.done} known={['discarded']} title={(word) => t(`outcomes.${word}`)} />
      <UploadForm refused={refusals.find((known) => known === query.refused)} />
      <ColumnTable types={await listIntegrationTypes(read)} />
      {rows.length > 0 ? (
        <section className="flex flex-col gap-3">
          <h2 className="text-large">{t('list.title')}</h2>
          <p className="max-w-measure text-muted">{t('list.kept', { days: importDays })}</p>
          <PagedList
            list={importList}
            rows={rows}
            after={after}
            next={next}
            words={{ first: t('list.newest'), next: t('list.older') }}
            empty={null}
          >
            <ImportTable rows={rows} />
          </PagedList>
        </section>
      ) : null}
    </Page>
  )
})

type Refusal = (typeof refusals)[number]

const refusalWords = { nothing: 'nothing', 'too-large': 'tooLarge', broken: 'broken' } as const

/** Uploads a file of accounts for checking: a plain form, so that the browser shows the progress of a large file. */
async function UploadForm({ refused }: { refused: Refusal | undefined }) {
  const t = await getTranslations('imports.upload')
  const limits = { megabytes: uploadLimits.bytes / 1024 / 1024, rows: uploadLimits.rows }
  const why = refused && refusalWords[refused]
  return (
    <Card title={t('title')}>
      {why ? (
        <Banner meaning="bad" role="alert" title={t(why)}>
          {t(`${why}Text`, limits)}
        </Banner>
      ) : null}
      <UploadingForm action={`${base}/upload`} className="flex flex-col gap-5">
        <FileField
          name="file"
          label={t('file')}
          hint={t('hint', limits)}
          accept=".csv,.tsv,.txt,text/csv"
          limit={{ bytes: uploadLimits.bytes, fault: t('tooLargeText', limits) }}
          required
        />
        <ButtonRow>
          <Button variant="primary">{t('action')}</Button>
          <PlainLink href={`${base}/template.csv`} download>
            {t('template')}
          </PlainLink>
        </ButtonRow>
      </UploadingForm>
    </Card>
  )
}

async function ImportTable({ rows }: Pick<Awaited<ReturnType<typeof listImports>>, 'rows'>) {
  const t = await getTranslations('imports')
  const named = await namePeople()
  const format = await getFormatter()
  return (
    <StackingTable
      caption={t('list.title')}
      rows={rows}
      rowKey={(row) => row.import.id}
      columns={[
        {
          header: t('list.file'),
          breakable: true,
          wide: true,
          cell: (row) => (
            <Link href={`${base}/${row.import.id}`}>{row.import.fileName || t('one.unnamed')}</Link>
          ),
        },
        { header: t('list.state'), cell: (row) => <ImportStateBadge state={row.import.state} /> },
        { header: t('list.rows'), align: 'end', cell: (row) => format.number(row.import.rows) },
        { header: t('list.by'), cell: ({ by }) => (by ? named(by.name || by.email) : t('list.commandLine')) },
        { header: t('list.at'), cell: (row) => <Instant at={row.import.createdAt} /> },
      ]}
    />
  )
}

async function ColumnTable({ types }: { types: readonly IntegrationType[] }) {
  const t = await getTranslations('imports.columns')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const locale = await getLocale()
  const names = types.map((type) => `${type.id} (${nameType(type, locale)})`)
  return (
    <Disclosure summary={t('title')}>
      <div className="flex flex-col gap-3">
        <p className="max-w-measure">{t('lead')}</p>
        <Table
          caption={t('title')}
          rows={importColumns}
          rowKey={(column) => column}
          columns={[
            { header: t('column'), cell: (column) => <code className="whitespace-nowrap">{column}</code> },
            {
              header: t('holds'),
              wide: true,
              cell: (column) => (
                <>
                  {t(column, { max: maxNameLength, languages: locales.join(', ') })}
                  {optionalColumns.includes(column) ? (
                    <span className="text-muted"> ({common('optional')})</span>
                  ) : null}
                </>
              ),
            },
          ]}
        />
        <p className="max-w-measure wrap-anywhere text-small">
          {t('types', { list: format.list(names, { type: 'unit' }) })}
        </p>
      </div>
    </Disclosure>
  )
}
