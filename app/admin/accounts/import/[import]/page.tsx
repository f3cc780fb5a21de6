import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ImportRows } from '#/components/imports/import-rows.tsx'
import { ImportStanding } from '#/components/imports/import-standing.tsx'
import { ImportStateBadge } from '#/components/imports/import-state.tsx'
import { ImportSteps } from '#/components/imports/import-steps.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { chooseShown, findImport, listRows, readTypeLabels } from '#/lib/changes/imports/queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { discardImportAction, startImportAction, stopImportAction } from './actions.ts'

const base = '/admin/accounts/import'
const actions = { start: startImportAction, stop: stopImportAction, discard: discardImportAction }
const outcomes = ['started', 'resumed', 'stopped'] as const

export default definePage(async ({ params, searchParams }: PageProps<'/admin/accounts/import/[import]'>) => {
  const grant = await requireStaff('admin')
  const t = await getTranslations('imports')
  const format = await getFormatter()
  const query = await searchParams
  const { read } = await getStore()
  const standing = await findImport(read, grant, (await params).import)
  const { import: one, counts } = standing
  const shown = chooseShown(counts, query.rows)
  const after = typeof query.after === 'string' && /^\d{1,9}$/.test(query.after) ? Number(query.after) : -1
  const page = await listRows(read, grant, one.id, { state: shown, after })
  const done = outcomes.find((known) => known === query.done)
  const { programmeName } = await currentSettings()
  const title = t('one.title', { file: one.fileName || t('one.unnamed') })
  const at = format.dateTime(one.createdAt, { dateStyle: 'medium', timeStyle: 'short' })
  const path = `${base}/${one.id}`
  return (
    <>
      <PageTitle parts={[title, programmeName]} />
      <PageHeader
        title={title}
        status={<ImportStateBadge state={one.state} />}
        context={<Link href={base}>{t('title')}</Link>}
        description={
          one.createdBy === null
            ? t('one.uploadedAtCommandLine', { at })
            : t('one.uploaded', { at, name: standing.createdBy })
        }
      />
      {done ? <Banner meaning="good" role="status" title={t(`outcomes.${done}`)} /> : null}
      <ImportStanding standing={standing} path={path} />
      <ImportSteps id={one.id} state={one.state} remaining={counts.new} base={base} actions={actions} />
      <ImportRows
        path={path}
        isRefused={one.state === 'refused'}
        counts={counts}
        shown={shown}
        page={page}
        isFirst={after < 0}
        types={await readTypeLabels(read)}
      />
      <ZoneNote />
    </>
  )
})
